package dev.tagalong.deployer.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    private static final long PATIENCE_SECONDS = 30;

    /** Longer than any test. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<Path> known = new ArrayList<>();
    private volatile Duration quiet = LONG;
    private volatile boolean ready = true;

    private final FileWatch watch = new FileWatch(
            new FileWatch.Listener() {
                @Override
                public void changed(Path file) {
                    events.add("changed " + file.getFileName());
                }

                @Override
                public void written(Path file) {
                    events.add("written " + file.getFileName());
                }

                @Override
                public boolean gone(Path file) {
                    return events.add("gone " + file.getFileName());
                }

                @Override
                public Collection<Path> known(Path in) {
                    return known;
                }

                @Override
                public boolean ready() {
                    return ready;
                }

                @Override
                public void tick() {
                    // Nothing to try again.
                }
            },
            () -> quiet);

    @AfterEach
    void close() {
        watch.close();
    }

    /** Writes a file that looks as if that was long ago. */
    private Path old(String name, String text) throws IOException {
        return Files.setLastModifiedTime(Files.writeString(folder.resolve(name), text), OLD);
    }

    /** The next event that is not one of those. */
    private String next(String... passedOver) throws InterruptedException {
        while (true) {
            String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null || !List.of(passedOver).contains(event)) {
                return event;
            }
        }
    }

    @Test
    void whatIsOldIsTakenAtOnce() throws Exception {
        watch.watch(old("a.wasm", "1"));
        assertEquals("changed a.wasm", events.poll());
        Files.delete(folder.resolve("a.wasm"));
        assertEquals("gone a.wasm", next("changed a.wasm"));
    }

    @Test
    void anotherFileOfTheSameSizeAndTimeIsNoticed() throws Exception {
        Path file = old("a.wasm", "1");
        watch.watch(file);
        assertEquals("changed a.wasm", events.poll());
        Look before = Look.at(file);
        Files.move(old(".a", "2"), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertEquals(before.module().written(), Look.at(file).module().written());
        assertEquals("changed a.wasm", next());
    }

    @Test
    @DisabledOnOs(
            value = OS.WINDOWS,
            disabledReason = "it does not tell when a file was changed, only what it says itself")
    void contentsOfTheSameSizeAndTimeAreNoticed() throws Exception {
        Path file = old("a.wasm", "1");
        watch.watch(file);
        assertEquals("changed a.wasm", events.poll());
        old("a.wasm", "2");
        assertEquals("changed a.wasm", next());
        // Its time was counted in ticks, so it could have been written once more in the same tick.
        assertEquals("changed a.wasm", next());
    }

    @Test
    void aLinkThatLeadsElsewhereIsNoticed() throws Exception {
        Files.createDirectories(folder.resolve("..1"));
        Files.createDirectories(folder.resolve("..2"));
        old("..1/a.wasm", "1");
        old("..2/a.wasm", "2");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Path file = Files.createSymbolicLink(folder.resolve("a.wasm"), Path.of("..data/a.wasm"));
        watch.watch(file);
        assertEquals("changed a.wasm", events.poll());
        Path next = Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..2"));
        Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertEquals("changed a.wasm", next());
    }

    @Test
    void aFileBesideItIsLookedAtToo() throws Exception {
        Path file = old("a-1.0.wasm", "1");
        watch.watch(file);
        assertEquals("changed a-1.0.wasm", events.poll());
        old("a.properties", "name=x");
        assertEquals("changed a-1.0.wasm", next());
        Files.move(old(".p", "name=y"), folder.resolve("a.properties"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals("changed a-1.0.wasm", next());
    }

    @Test
    void whatIsBeingWrittenIsWaitedFor() throws Exception {
        Path file = Files.writeString(folder.resolve("a.wasm"), "half");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        // Nothing but a write gives a file both times at once.
        Files.writeString(file, "half");
        watch.watch(file);
        assertEquals("written a.wasm", events.poll());
        Files.writeString(file, "half and half");
        quiet = Duration.ofMillis(1);
        assertEquals("changed a.wasm", next("written a.wasm"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nobody tells who has a file open")
    void whoHasAFileOpenIsWaitedFor() throws Exception {
        quiet = Duration.ofSeconds(2);
        try (OutputStream out = Files.newOutputStream(folder.resolve("a.wasm"))) {
            out.write(1);
            // As old as that, its contents would be whole.
            Files.setLastModifiedTime(folder.resolve("a.wasm"), OLD);
            watch.watch(folder.resolve("a.wasm"));
            assertEquals("written a.wasm", events.poll());
            out.write(2);
        }
        assertEquals("changed a.wasm", next("written a.wasm"));
        assertEquals(2, Files.size(folder.resolve("a.wasm")));
    }

    @Test
    void atTheStartItIsWaitedForButNotForEver() throws Exception {
        Path file = Files.writeString(folder.resolve("a.wasm"), "half");
        ready = false;
        watch.watch(file, System.nanoTime() + Duration.ofMillis(50).toNanos());
        assertEquals("written a.wasm", events.poll());
        assertTrue(events.stream().noneMatch(e -> e.equals("changed a.wasm")), events.toString());
        quiet = Duration.ofMillis(100);
        watch.watch(file, System.nanoTime() + LONG.toNanos());
        assertEquals("changed a.wasm", next("written a.wasm"));
    }

    @Test
    void whatFileInstallPassesOverIsFound() throws Exception {
        known.add(folder.resolve("was.wasm"));
        Files.createSymbolicLink(folder.resolve("link.wasm"), Path.of("nowhere"));
        Files.createDirectory(folder.resolve("directory.wasm"));
        watch.watch(old("a.wasm", "1"));
        assertEquals("gone was.wasm", events.poll());
        assertEquals("changed a.wasm", events.poll());
        assertEquals(
                List.of("changed directory.wasm", "changed link.wasm"),
                List.of(next("changed a.wasm"), next("changed a.wasm")).stream()
                        .sorted()
                        .toList());
        assertEquals(
                "it is a link to a file that is not there",
                FileStamp.of(folder.resolve("link.wasm")).problem());
        assertEquals(
                "it is a directory",
                FileStamp.of(folder.resolve("directory.wasm")).problem());
    }

    @Test
    void aCallThatComesWhileAFileIsWorkedOnIsNotLost() throws Exception {
        Path file = old("a.wasm", "1");
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch replaced = new CountDownLatch(1);
        BlockingQueue<Long> sizes = new LinkedBlockingQueue<>();
        FileWatch.Listener slow = new Recorder(f -> {
            working.countDown();
            try {
                assertTrue(replaced.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
                sizes.add(Files.size(f));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (FileWatch other = new FileWatch(slow, () -> LONG)) {
            Thread first = new Thread(() -> other.watch(file));
            first.start();
            assertTrue(working.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            old("a.wasm", "22");
            other.watch(file);
            replaced.countDown();
            first.join();
            assertEquals(2, sizes.poll());
            assertEquals(2, sizes.poll(), "it was looked at once more");
        }
    }

    /** Does something for each change, and nothing else; its thread does not look. */
    private record Recorder(Consumer<Path> change) implements FileWatch.Listener {

        @Override
        public void changed(Path file) {
            change.accept(file);
        }

        @Override
        public void written(Path file) {
            throw new IllegalStateException(file + " is old");
        }

        @Override
        public boolean gone(Path file) {
            throw new IllegalStateException(file + " is there");
        }

        @Override
        public Collection<Path> known(Path in) {
            return List.of();
        }

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public void tick() {
            // Nothing to try again.
        }
    }
}
