package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The paths of open directories. */
@Timeout(60)
class HandlePathTest {

    private static final int ROUNDS = 3_000;
    private static final int OTHERS = 3;

    @TempDir
    Path folder;

    @BeforeEach
    void onLinuxOnly() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fdinfo")), "only Linux names directories by their handles");
    }

    @Test
    void itLeadsToTheDirectoryUntilItIsClosed() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("one"));
        try (DirectoryStream<Path> handle = Files.newDirectoryStream(directory)) {
            HandlePath path = HandlePath.of((SecureDirectoryStream<Path>) handle);
            Files.move(directory, folder.resolve("two"));
            Files.writeString(path.path().resolve("file"), "x");
            assertTrue(Files.exists(folder.resolve("two/file")));
            path.close();
            assertThrows(ClosedChannelException.class, path::path);
        }
    }

    /** Looking through the process's descriptors is not disturbed by those that come and go. */
    @Test
    void othersOpenAndCloseFiles() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Path file = Files.writeString(folder.resolve("file"), "x");
        ExecutorService others = Executors.newFixedThreadPool(OTHERS);
        List<CompletableFuture<Void>> opening = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> openAndClose(file, done), others))
                .limit(OTHERS)
                .toList();
        try (DirectoryStream<Path> handle = Files.newDirectoryStream(folder)) {
            for (int i = 0; i < ROUNDS; i++) {
                try (HandlePath path = HandlePath.of((SecureDirectoryStream<Path>) handle)) {
                    assertEquals(folder.toRealPath(), path.path().toRealPath());
                }
            }
        } finally {
            done.set(true);
            others.shutdown();
            opening.forEach(CompletableFuture::join);
        }
    }

    private static void openAndClose(Path file, AtomicBoolean done) {
        try {
            while (!done.get()) {
                try (var one = Files.newByteChannel(file, StandardOpenOption.READ);
                        var two = Files.newByteChannel(file, StandardOpenOption.READ)) {
                    two.position(one.size());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
