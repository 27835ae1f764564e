package dev.tagalong.wasi.internal;

import static dev.tagalong.wasi.internal.FileGuest.CREATE;
import static dev.tagalong.wasi.internal.FileGuest.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory and a link that leads out change places all the time: nobody gets out. */
@Timeout(120)
class SandboxRaceTest {

    private static final int ROUNDS = 3_000;

    @TempDir
    Path folder;

    private Path root;
    private Path outside;
    private FileGuest guest;
    private int read;

    private void prepare() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fdinfo")), "only Linux names directories by their handles");
        root = Files.createDirectory(folder.resolve("sandbox"));
        outside = Files.createDirectory(folder.resolve("outside"));
        fill(outside, "outside");
        fill(Files.createDirectory(root.resolve("real")), "inside");
        Files.createSymbolicLink(root.resolve("trap"), outside);
        guest = new FileGuest(root, false);
    }

    private static void fill(Path directory, String text) throws IOException {
        Files.writeString(directory.resolve("file"), text);
        Files.createSymbolicLink(directory.resolve("link"), Path.of(text));
        Files.createDirectory(directory.resolve("empty"));
    }

    private void swap(AtomicBoolean done) {
        Path at = root.resolve("dir");
        try {
            while (!done.get()) {
                Files.move(root.resolve("real"), at);
                Files.move(at, root.resolve("real"));
                Files.move(root.resolve("trap"), at);
                Files.move(at, root.resolve("trap"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> namesOutside() throws IOException {
        try (Stream<Path> names = Files.list(outside)) {
            return names.map(n -> n.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nobodyGetsOut() throws Exception {
        prepare();
        Object times = Files.getLastModifiedTime(outside.resolve("file"));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService other = Executors.newSingleThreadExecutor();
        CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> swap(done), other);
        try {
            for (int i = 0; i < ROUNDS || read == 0; i++) {
                attack(i);
            }
        } finally {
            done.set(true);
            other.shutdown();
            swapping.join();
            guest.guest.end();
        }
        assertEquals(List.of("empty", "file", "link"), namesOutside());
        assertEquals(times, Files.getLastModifiedTime(outside.resolve("file")));
        assertEquals(1, Files.getAttribute(outside.resolve("file"), "unix:nlink"));
    }

    private void attack(int round) {
        guest.path("path_create_directory", "dir/directory" + round);
        guest.symlink("inside", "dir/link" + round);
        guest.link(0, "dir/file", "dir/name" + round);
        guest.times("dir/file", 1_000_000_000L, 4);
        guest.path("path_remove_directory", "dir/directory" + round);
        guest.path("path_unlink_file", "dir/name" + round);
        if (guest.tryReadlink("dir/link", 100) == Errno.SUCCESS) {
            assertEquals("inside", guest.target());
        }
        if (guest.read("dir/file") == Errno.SUCCESS) {
            int fd = guest.opened();
            assertEquals("inside", guest.read(fd, 100));
            guest.close(fd);
            read++;
        }
        if (guest.tryOpen(ROOT, "dir/made", 1, CREATE, Rights.WRITE, 0, 0) == Errno.SUCCESS) {
            guest.close(guest.opened());
            guest.path("path_unlink_file", "dir/made");
        }
    }
}
