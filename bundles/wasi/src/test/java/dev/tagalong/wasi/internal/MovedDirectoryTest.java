package dev.tagalong.wasi.internal;

import static dev.tagalong.wasi.internal.FileGuest.DIRECTORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program has opened a directory, which then is moved, and a link that leads out of the sandbox takes its place: what anybody
 * does who races between the moment in which a path is looked up and the one in which it is used.
 */
@Timeout(60)
class MovedDirectoryTest {

    @TempDir
    Path folder;

    /** What holds wherever directories can be held open. */
    abstract class Held {

        Path root;
        Path outside;
        FileGuest guest;
        private Map<String, String> before;

        void use(Path directory) throws IOException {
            root = Files.createDirectories(directory.resolve("sandbox"));
            outside = Files.createDirectory(directory.resolve("outside"));
            for (Path place : List.of(Files.createDirectory(root.resolve("dir")), outside)) {
                Path own = place.getFileSystem().getPath(place.getFileName().toString());
                Files.createSymbolicLink(place.resolve("link"), own);
                Files.writeString(place.resolve("file"), own.toString());
                Files.createDirectory(place.resolve("empty"));
            }
            Files.createLink(outside.resolve("second"), outside.resolve("file"));
            before = snapshot();
            guest = new FileGuest(root, false);
            guest.begin(guest.open("dir", DIRECTORY));
            Files.move(root.resolve("dir"), root.resolve("moved"));
            Files.createSymbolicLink(
                    root.resolve("dir"), directory.getFileSystem().getPath("../outside"));
        }

        /** Names, times and contents of what is outside. */
        private Map<String, String> snapshot() throws IOException {
            Map<String, String> found = new TreeMap<>();
            try (Stream<Path> all = Files.walk(outside)) {
                for (Path path : all.toList()) {
                    BasicFileAttributes attributes =
                            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    found.put(path.toString(), attributes.lastModifiedTime() + " " + attributes.size());
                }
            }
            return found;
        }

        void requireNothingOutsideChanged() throws Exception {
            guest.guest.end();
            assertEquals(before, snapshot());
        }

        /** The number of a call that this file system's handles can do or not. */
        abstract void assertDone(Errno errno);

        @Test
        void aDirectoryIsMadeInside() {
            assertDone(guest.path("path_create_directory", "made"));
        }

        @Test
        void aLinkIsMadeInside() {
            assertDone(guest.symlink("target", "made"));
        }

        @Test
        void aHardLinkIsMadeInside() {
            assertDone(guest.link(0, "file", "made"));
        }

        @Test
        void aLinkIsReadInside() {
            Errno read = guest.tryReadlink("link", 100);
            assertDone(read);
            if (read == Errno.SUCCESS) {
                assertEquals("dir", guest.readlink("link", 100));
            }
        }

        @Test
        void timesAreSetInside() {
            assertEquals(Errno.SUCCESS, guest.times("file", 1_000_000_000L, 4));
            assertEquals(Errno.SUCCESS, guest.times(".", 1_000_000_000L, 4));
            assertDone(guest.times("link", 1_000_000_000L, 4));
        }

        @Test
        void attributesAreThoseInside() {
            assertEquals(Errno.SUCCESS, guest.stat("file", false));
            assertEquals(3, guest.size());
            assertEquals(1, guest.links());
        }

        @Test
        void namesAreRemovedAndChangedInside() {
            assertEquals(Errno.SUCCESS, guest.path("path_unlink_file", "file"));
            assertEquals(Errno.SUCCESS, guest.rename("empty", "other"));
            assertEquals(Errno.SUCCESS, guest.path("path_remove_directory", "other"));
        }
    }

    @Nested
    class OnDisk extends Held {

        @BeforeEach
        void prepare() throws IOException {
            assumeTrue(
                    Files.isDirectory(Path.of("/proc/self/fdinfo")), "only Linux names directories by their handles");
            use(folder);
        }

        @AfterEach
        void end() throws Exception {
            requireNothingOutsideChanged();
        }

        @Override
        void assertDone(Errno errno) {
            assertEquals(Errno.SUCCESS, errno);
        }

        @Test
        void itIsDoneWhereTheDirectoryIs() throws IOException {
            guest.path("path_create_directory", "made");
            guest.symlink("target", "linked");
            guest.times("link", 1_000_000_000L, 4);
            Path moved = root.resolve("moved");
            assertEquals(true, Files.isDirectory(moved.resolve("made")));
            assertEquals(
                    "target", Files.readSymbolicLink(moved.resolve("linked")).toString());
            assertEquals(
                    1000,
                    Files.getLastModifiedTime(moved.resolve("link"), LinkOption.NOFOLLOW_LINKS)
                            .toMillis());
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "made"));
            assertEquals(Errno.EEXIST, guest.symlink("target", "made"));
        }
    }

    /** A file system with handles and without a way to name them. */
    @Nested
    class InMemory extends Held {

        private FileSystem files;

        @BeforeEach
        void prepare() throws IOException {
            files = Jimfs.newFileSystem(Configuration.unix());
            use(files.getPath("/work"));
        }

        @AfterEach
        void end() throws Exception {
            requireNothingOutsideChanged();
            files.close();
        }

        @Override
        void assertDone(Errno errno) {
            assertNotEquals(Errno.EIO, errno);
        }
    }
}
