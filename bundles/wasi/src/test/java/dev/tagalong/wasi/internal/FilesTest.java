package dev.tagalong.wasi.internal;

import static dev.tagalong.wasi.internal.FileGuest.CREATE;
import static dev.tagalong.wasi.internal.FileGuest.DIRECTORY;
import static dev.tagalong.wasi.internal.FileGuest.EXCLUSIVE;
import static dev.tagalong.wasi.internal.FileGuest.ROOT;
import static dev.tagalong.wasi.internal.FileGuest.TRUNCATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and directories over three file systems: the disk's, one in memory, a zip file's. */
@Timeout(60)
class FilesTest {

    @TempDir
    Path folder;

    /** What every file system does. */
    abstract class Everywhere {

        Path root;
        FileGuest guest;

        void use(Path directory) throws IOException {
            root = Files.createDirectory(directory.resolve("sandbox"));
            Files.writeString(directory.resolve("secret"), "secret");
            guest = new FileGuest(root, false);
        }

        @AfterEach
        void end() throws Exception {
            guest.guest.end();
        }

        @Test
        void theDirectoryHasItsName() {
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_prestat_get", ROOT, 16));
            assertEquals(0, guest.guest.memory.readInt(16));
            assertEquals(8, guest.guest.memory.readInt(20));
            assertEquals(Errno.ENAMETOOLONG, guest.guest.call("fd_prestat_dir_name", ROOT, 32, 7));
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_prestat_dir_name", ROOT, 32, 8));
            assertEquals("/sandbox", guest.guest.text(32, 8));
            assertEquals(Errno.EBADF, guest.guest.call("fd_prestat_get", ROOT + 1, 16));
        }

        @Test
        void writtenAndRead() throws IOException {
            guest.create("file", "hello");
            assertEquals("hello", Files.readString(root.resolve("file")));
            assertEquals(Errno.SUCCESS, guest.read("file"));
            int fd = guest.opened();
            assertEquals("hel", guest.read(fd, 3));
            assertEquals("lo", guest.read(fd, 3));
            assertEquals("", guest.read(fd, 3));
            assertEquals(Errno.ENOTCAPABLE, guest.tryWrite(fd, "x"));
            assertEquals(Errno.SUCCESS, guest.stat("file", true));
            assertEquals(FileType.REGULAR_FILE, guest.type());
            assertEquals(5, guest.size());
            guest.close(fd);
        }

        @Test
        void directoriesAreMadeListedAndRemoved() {
            assertEquals(Errno.SUCCESS, guest.path("path_create_directory", "a"));
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "a"));
            assertEquals(Errno.SUCCESS, guest.path("path_create_directory", "a/b/"));
            assertEquals(Errno.ENOENT, guest.path("path_create_directory", "x/y"));
            guest.create("a/file", "1");
            int fd = guest.open("a", DIRECTORY);
            assertEquals(Set.of(".", "..", "b", "file"), new HashSet<>(guest.listAll(fd, 300)));
            assertEquals(Errno.ENOTEMPTY, guest.path("path_remove_directory", "a"));
            assertEquals(Errno.ENOTDIR, guest.path("path_remove_directory", "a/file"));
            assertEquals(Errno.EISDIR, guest.path("path_unlink_file", "a/b"));
            assertEquals(Errno.ENOTDIR, guest.path("path_unlink_file", "a/file/"));
            assertEquals(Errno.SUCCESS, guest.path("path_unlink_file", "a/file"));
            assertEquals(Errno.SUCCESS, guest.path("path_remove_directory", "a/b/"));
            guest.close(fd);
            assertEquals(Errno.SUCCESS, guest.path("path_remove_directory", "a"));
            assertEquals(Errno.ENOENT, guest.stat("a", true));
            assertEquals(Errno.EINVAL, guest.path("path_remove_directory", "."));
        }

        @Test
        void aListingGoesOnWhereItEnded() {
            Set<String> expected = new TreeSet<>(Set.of(".", ".."));
            for (int i = 0; i < 300; i++) {
                guest.create("file" + i, "");
                expected.add("file" + i);
            }
            List<String> names = guest.listAll(ROOT, 256);
            assertEquals(expected, new TreeSet<>(names));
            assertEquals(expected.size(), names.size());
            List<FileGuest.Entry> first = guest.list(ROOT, 0, 1000);
            assertEquals(".", first.get(0).name());
            assertEquals("..", first.get(1).name());
            assertEquals(FileType.REGULAR_FILE, first.get(2).type());
            guest.list(ROOT, first.get(first.size() - 1).next(), 1000);
            assertEquals(
                    first.get(5).name(),
                    guest.list(ROOT, first.get(4).next(), 100).get(0).name());
        }

        /** C libraries take 0 for a number that they have to ask for, which nobody may for what is above. */
        @Test
        void everyEntryHasTheNumberOfItsFile() {
            guest.path("path_create_directory", "dir");
            guest.path("path_create_directory", "dir/deep");
            guest.create("dir/file", "");
            guest.stat(".", true);
            long root = guest.number();
            assertNotEquals(0, root);
            assertEquals(root, numbers(ROOT).get(".."), "nothing is above");
            int again = guest.open("dir/..", DIRECTORY);
            assertEquals(root, numbers(again).get(".."));
            Map<String, Long> numbers = numbers(guest.open("dir", DIRECTORY));
            assertNotEquals(0, numbers.get(".."));
            for (String name : List.of(".", "deep", "file")) {
                assertEquals(Errno.SUCCESS, guest.stat("dir/" + name, true));
                assertEquals(guest.number(), numbers.get(name), name);
                assertNotEquals(0, guest.number(), name);
            }
            assertNotEquals(numbers.get("deep"), numbers.get("file"));
        }

        Map<String, Long> numbers(int fd) {
            Map<String, Long> numbers = new HashMap<>();
            guest.list(fd, 0, 10_000).forEach(e -> numbers.put(e.name(), e.number()));
            return numbers;
        }

        @Test
        void whatHasGoneSinceItWasListedIsLeftOut() throws IOException {
            for (int i = 0; i < 20; i++) {
                guest.create("file" + i, "");
            }
            List<FileGuest.Entry> first = guest.list(ROOT, 0, 150);
            for (int i = 0; i < 20; i++) {
                Files.delete(root.resolve("file" + i));
            }
            assertTrue(first.size() > 3);
            assertEquals(List.of(), guest.list(ROOT, first.get(first.size() - 1).next(), 10_000));
            assertEquals(List.of(), guest.list(ROOT, first.get(1).next(), 10_000));
        }

        @Test
        void oflags() {
            assertEquals(Errno.ENOENT, guest.read("none"));
            guest.create("file", "old");
            assertEquals(Errno.EEXIST, guest.tryOpen(ROOT, "file", 0, CREATE | EXCLUSIVE, 0, 0, 0));
            assertEquals(Errno.ENOTDIR, guest.tryOpen(ROOT, "file", 0, DIRECTORY, 0, 0, 0));
            assertEquals(Errno.EISDIR, guest.tryOpen(ROOT, ".", 0, DIRECTORY, Rights.READ | Rights.WRITE, 0, 0));
            assertEquals(Errno.EISDIR, guest.tryOpen(ROOT, ".", 0, TRUNCATE, 0, 0, 0));
            assertEquals(Errno.EINVAL, guest.tryOpen(ROOT, "file", 0, 1 << 4, 0, 0, 0));
            assertEquals(Errno.EINVAL, guest.tryOpen(ROOT, "file", 2, 0, 0, 0, 0));
            assertEquals(Errno.EINVAL, guest.tryOpen(ROOT, "file", 0, 0, 0, 0, 1 << 5));
            assertEquals(Errno.ENOTCAPABLE, guest.tryOpen(ROOT, "file", 0, 0, 1L << 40, 0, 0));
            guest.close(guest.open("file", TRUNCATE));
            assertEquals("", guest.contents("file"));
            assertEquals(Errno.SUCCESS, guest.tryOpen(ROOT, "new", 0, CREATE, 0, 0, 0));
            guest.close(guest.opened());
            assertEquals(Errno.SUCCESS, guest.stat("new", false));
        }

        @Test
        void pathsThatLeadOutAreRefused() {
            guest.path("path_create_directory", "a");
            for (String path : List.of(
                    "..",
                    "../secret",
                    "a/../../secret",
                    "/secret",
                    "/",
                    "a/../../sandbox/a",
                    "./../secret",
                    "../../..")) {
                assertEquals(Errno.ENOTCAPABLE, guest.read(path), path);
                assertEquals(Errno.ENOTCAPABLE, guest.stat(path, true), path);
                assertEquals(Errno.ENOTCAPABLE, guest.path("path_unlink_file", path), path);
                assertEquals(Errno.ENOTCAPABLE, guest.path("path_create_directory", path), path);
                assertEquals(Errno.ENOTCAPABLE, guest.path("path_remove_directory", path), path);
            }
            guest.create("a/file", "1");
            assertEquals(Errno.ENOTCAPABLE, guest.rename("a/file", "../stolen"));
            assertEquals(Errno.ENOTCAPABLE, guest.rename("../secret", "mine"));
            assertEquals(Errno.SUCCESS, guest.read("a/.//../a/../a///./file"));
        }

        @Test
        void pathsThatAreNone() {
            assertEquals(Errno.ENOENT, guest.read(""));
            assertEquals(Errno.EINVAL, guest.read("a\0b"));
            assertEquals(Errno.ENAMETOOLONG, guest.read("x".repeat(256)));
            assertEquals(Errno.ENAMETOOLONG, guest.read("x/".repeat(3000)));
            guest.guest.memory.writeByte(1024, (byte) 0xFF);
            assertEquals(Errno.EILSEQ, guest.guest.call("path_open", ROOT, 0, 1024, 1, 0, 0L, 0L, 0, 16));
            assertEquals(Errno.EFAULT, guest.guest.call("path_open", ROOT, 0, -1, 2, 0, 0L, 0L, 0, 16));
            assertEquals(Errno.EFAULT, guest.guest.call("path_open", ROOT, 0, 1024, 1, 0, 0L, 0L, 0, -4));
            guest.create("file", "");
            assertEquals(Errno.ENOTDIR, guest.read("file/"));
            assertEquals(Errno.ENOTDIR, guest.read("file/x"));
        }

        @Test
        void renamed() {
            guest.create("one", "1");
            assertEquals(Errno.SUCCESS, guest.rename("one", "two"));
            assertEquals("1", guest.contents("two"));
            guest.create("one", "new");
            assertEquals(Errno.SUCCESS, guest.rename("one", "two"));
            assertEquals("new", guest.contents("two"));
            guest.path("path_create_directory", "dir");
            assertEquals(Errno.EISDIR, guest.rename("two", "dir"));
            assertEquals(Errno.ENOTDIR, guest.rename("dir", "two"));
            assertEquals(Errno.ENOENT, guest.rename("none", "two"));
            assertEquals(Errno.ENOTDIR, guest.rename("two", "three/"));
        }

        @Test
        void aReadOnlyDirectoryStaysAsItIs() throws Exception {
            guest.create("file", "1");
            FileGuest reader = new FileGuest(root, true);
            assertEquals("1", readOnly(reader));
            for (int oflags : new int[] {CREATE | EXCLUSIVE, CREATE}) {
                assertEquals(Errno.EROFS, reader.tryOpen(ROOT, "new", 0, oflags, 0, 0, 0));
            }
            assertEquals(Errno.EROFS, reader.tryOpen(ROOT, "file", 0, TRUNCATE, 0, 0, 0));
            assertEquals(Errno.EROFS, reader.tryOpen(ROOT, "file", 0, 0, Rights.WRITE, 0, 0));
            assertEquals(Errno.EROFS, reader.path("path_create_directory", "dir"));
            assertEquals(Errno.EROFS, reader.path("path_unlink_file", "file"));
            assertEquals(Errno.EROFS, reader.path("path_remove_directory", "file"));
            assertEquals(Errno.EROFS, reader.rename("file", "other"));
            assertEquals(Errno.EROFS, reader.symlink("file", "link"));
            assertEquals(Errno.EROFS, reader.link(0, "file", "link"));
            assertEquals(Errno.EROFS, reader.times("file", 0, 4));
            reader.guest.end();
        }

        private String readOnly(FileGuest reader) {
            assertEquals(Errno.SUCCESS, reader.read("file"));
            int fd = reader.opened();
            String text = reader.read(fd, 10);
            reader.close(fd);
            return text;
        }

        @Test
        void thereIsALastDescriptor() {
            guest.create("file", "");
            int opened = 0;
            while (guest.read("file") == Errno.SUCCESS) {
                opened++;
            }
            assertEquals(Errno.EMFILE, guest.read("file"));
            assertEquals(1020, opened);
        }
    }

    /** What file systems do that are no archives. */
    abstract class Whole extends Everywhere {

        @Test
        void positions() {
            int fd = guest.open("file", CREATE);
            guest.write(fd, "0123456789");
            assertEquals(10, guest.seek(fd, 0, 1));
            assertEquals(3, guest.seek(fd, 3, 0));
            assertEquals("34", guest.read(fd, 2));
            assertEquals(8, guest.seek(fd, -2, 2));
            assertEquals("89", guest.read(fd, 10));
            assertEquals(Errno.EINVAL, guest.guest.call("fd_seek", fd, -1L, 0, 16));
            assertEquals(Errno.EINVAL, guest.guest.call("fd_seek", fd, 0L, 7, 16));
            assertEquals("567", guest.readAt(fd, 3, 5));
            guest.writeAt(fd, "xy", 1);
            assertEquals(10, guest.seek(fd, 0, 1), "neither moves the position");
            assertEquals("0xy3456789", guest.readAt(fd, 20, 0));
            assertEquals(15, guest.seek(fd, 5, 2));
            guest.write(fd, "!");
            assertEquals("789\0\0\0\0\0!", guest.readAt(fd, 20, 7));
        }

        @Test
        void appended() {
            guest.create("file", "one");
            assertEquals(Errno.SUCCESS, guest.tryOpen(ROOT, "file", 0, 0, Rights.FILE, 0, 1));
            int fd = guest.opened();
            guest.write(fd, "two");
            guest.seek(fd, 0, 0);
            guest.write(fd, "three");
            guest.writeAt(fd, "four", 0);
            assertEquals("onetwothreefour", guest.contents("file"));
        }

        @Test
        void sizes() {
            int fd = guest.open("file", CREATE);
            guest.write(fd, "12345");
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_filestat_set_size", fd, 3L));
            assertEquals("123", guest.readAt(fd, 10, 0));
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_filestat_set_size", fd, 5L));
            assertEquals("123\0\0", guest.readAt(fd, 10, 0));
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_allocate", fd, 1L, 2L));
            assertEquals(Errno.SUCCESS, guest.stat(fd));
            assertEquals(5, guest.size());
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_allocate", fd, 4L, 6L));
            guest.stat(fd);
            assertEquals(10, guest.size());
            assertEquals(Errno.EINVAL, guest.guest.call("fd_filestat_set_size", fd, -1L));
            assertEquals(Errno.EINVAL, guest.guest.call("fd_allocate", fd, Long.MAX_VALUE, 2L));
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_advise", fd, 0L, 1L, 0));
            assertEquals(Errno.EINVAL, guest.guest.call("fd_advise", fd, 0L, 1L, 6));
        }

        @Test
        void aDirectoryIsNoFile() {
            assertEquals(Errno.EBADF, guest.guest.call("fd_seek", ROOT, 0L, 0, 16));
            assertEquals(Errno.EBADF, guest.guest.call("fd_allocate", ROOT, 0L, 1L));
            assertEquals(Errno.EBADF, guest.guest.call("fd_filestat_set_size", ROOT, 0L));
            assertEquals(Errno.EISDIR, guest.guest.call("fd_read", ROOT, 64, 0, 16));
            assertEquals(Errno.EISDIR, guest.tryWrite(ROOT, "x"));
            assertEquals(Errno.EBADF, guest.guest.call("fd_pread", ROOT, 64, 0, 0L, 16));
        }

        @Test
        void links() {
            guest.create("file", "1");
            assertEquals(Errno.SUCCESS, guest.link(0, "file", "other"));
            assertEquals("1", guest.contents("other"));
            assertEquals(Errno.EEXIST, guest.link(0, "file", "other"));
            assertEquals(Errno.EEXIST, guest.link(0, "file", "file"));
            assertEquals(Errno.ENOENT, guest.link(0, "file", "third/"));
            assertEquals(Errno.EINVAL, guest.link(1, "file", "third"));
            assertEquals(Errno.ENOTCAPABLE, guest.link(0, "../secret", "third"));
            guest.path("path_create_directory", "dir");
            assertEquals(Errno.EPERM, guest.link(0, "dir", "third"));
        }

        @Test
        void aboveASubdirectoryIsItsParent() {
            guest.path("path_create_directory", "dir");
            guest.path("path_create_directory", "dir/deep");
            guest.stat("dir", true);
            long dir = guest.number();
            assertEquals(dir, numbers(guest.open("dir/deep", DIRECTORY)).get(".."));
        }

        @Test
        void symbolicLinks() {
            guest.path("path_create_directory", "dir");
            guest.create("dir/file", "1");
            assertEquals(Errno.SUCCESS, guest.symlink("dir", "link"));
            assertEquals(Errno.SUCCESS, guest.symlink("../dir/file", "dir/up"));
            assertEquals("1", guest.contents("link/file"));
            assertEquals("1", guest.contents("link/up"));
            assertEquals("dir", guest.readlink("link", 100));
            assertEquals("di", guest.readlink("link", 2));
            assertEquals(Errno.ELOOP, guest.tryOpen(ROOT, "link", 0, 0, 0, 0, 0));
            assertEquals(Errno.SUCCESS, guest.tryOpen(ROOT, "link", 1, DIRECTORY, 0, 0, 0));
            guest.stat("link", false);
            assertEquals(FileType.SYMBOLIC_LINK, guest.type());
            guest.stat("link", true);
            assertEquals(FileType.DIRECTORY, guest.type());
            assertEquals(Errno.EEXIST, guest.symlink("x", "link"));
            assertEquals(Errno.SUCCESS, guest.symlink("nowhere", "dangling"));
            assertEquals(Errno.ENOENT, guest.read("dangling"));
            assertEquals(Errno.SUCCESS, guest.stat("dangling", false));
            assertEquals(Errno.SUCCESS, guest.symlink("loop", "loop"));
            assertEquals(Errno.ELOOP, guest.read("loop"));
            assertEquals(Errno.ELOOP, guest.read("loop/x"));
            assertEquals(Errno.SUCCESS, guest.path("path_unlink_file", "link"));
            assertEquals("1", guest.contents("dir/file"), "the link is gone and not what it leads to");
            assertEquals(Errno.ENOENT, guest.symlink("x", "slash/"));
        }

        @Test
        void linksThatLeadOutAreRefused() throws IOException {
            assertEquals(Errno.ENOTCAPABLE, guest.symlink("/etc", "link"));
            assertEquals(Errno.SUCCESS, guest.symlink("../secret", "out"));
            Files.createSymbolicLink(root.resolve("absolute"), root.resolveSibling("secret"));
            Files.createSymbolicLink(root.resolve("above"), root.getFileSystem().getPath(".."));
            for (String path : List.of("out", "absolute", "above", "above/secret", "above/sandbox/out")) {
                assertEquals(Errno.ENOTCAPABLE, guest.read(path), path);
                assertEquals(Errno.ENOTCAPABLE, guest.tryOpen(ROOT, path, 1, CREATE | TRUNCATE, 0, 0, 0), path);
                assertEquals(Errno.ENOTCAPABLE, guest.stat(path, true), path);
            }
            assertEquals("secret", Files.readString(root.resolveSibling("secret")));
        }

        @Test
        void times() {
            guest.create("file", "");
            long time = 1_600_000_000_123_456_000L;
            assertEquals(Errno.SUCCESS, guest.times("file", time, 4));
            guest.stat("file", true);
            assertEquals(time, guest.modified());
            assertEquals(Errno.EINVAL, guest.times("file", time, 4 | 8));
            assertEquals(Errno.EINVAL, guest.times("file", time, 16));
            assertEquals(Errno.SUCCESS, guest.times("file", 0, 8));
            guest.stat("file", true);
            assertTrue(guest.modified() > time);
            int fd = guest.open("file", 0);
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_filestat_set_times", fd, 0L, time, 4));
            guest.stat(fd);
            assertEquals(time, guest.modified());
        }

        @Test
        void aFileOutlivesItsName() {
            int fd = guest.open("file", CREATE);
            guest.write(fd, "12");
            assertEquals(Errno.SUCCESS, guest.path("path_unlink_file", "file"));
            guest.write(fd, "3");
            assertEquals("123", guest.readAt(fd, 10, 0));
            assertEquals(Errno.SUCCESS, guest.stat(fd));
            assertEquals(3, guest.size());
            guest.create("file", "other");
            assertEquals(Errno.SUCCESS, guest.stat(fd));
            assertEquals(3, guest.size());
        }

        @Test
        void rightsAreInherited() {
            guest.create("file", "1");
            int fd = guest.open(".", DIRECTORY);
            assertEquals(
                    Errno.SUCCESS,
                    guest.guest.call("fd_fdstat_set_rights", fd, Rights.PATH_OPEN, Rights.READ | Rights.SEEK));
            assertEquals(Errno.SUCCESS, guest.tryOpen(fd, "file", 0, 0, Rights.READ, 0, 0));
            assertEquals(Errno.ENOTCAPABLE, guest.tryOpen(fd, "file", 0, 0, Rights.WRITE, 0, 0));
            assertEquals(Errno.ENOTCAPABLE, guest.tryOpen(fd, "new", 0, CREATE, 0, 0, 0));
            assertEquals(Errno.ENOTCAPABLE, guest.tryOpen(fd, "file", 0, TRUNCATE, 0, 0, 0));
            assertEquals(Errno.ENOTCAPABLE, guest.guest.call("fd_fdstat_set_rights", fd, Rights.DIRECTORY, 0L));
        }
    }

    @Nested
    class OnDisk extends Whole {

        @Test
        void timesAreKeptToTheNanosecond() {
            assumeTrue(
                    Files.isDirectory(Path.of("/proc/self/fdinfo")), "only Linux names directories by their handles");
            guest.create("file", "");
            guest.path("path_create_directory", "dir");
            guest.symlink("file", "link");
            guest.symlink("nowhere", "dangling");
            long time = 1_600_000_000_123_456_789L;
            for (String path : List.of("file", "dir", "link", "dangling", ".")) {
                assertEquals(Errno.SUCCESS, guest.times(path, time, 4), path);
                assertEquals(Errno.SUCCESS, guest.stat(path, false), path);
                assertEquals(time, guest.modified(), path);
                long accessed = guest.accessed();
                assertEquals(Errno.SUCCESS, guest.times(path, time - 200, 4), path);
                guest.stat(path, false);
                assertEquals(time - 200, guest.modified(), path);
                assertEquals(accessed, guest.accessed(), path);
            }
            guest.stat("file", false);
            assertEquals(time - 200, guest.modified(), "what the link leads to keeps its own");
            int fd = guest.open("dir", DIRECTORY);
            assertEquals(Errno.SUCCESS, guest.guest.call("fd_filestat_set_times", fd, time, time + 1, 1 | 4));
            guest.stat(fd);
            assertEquals(time + 1, guest.modified());
            assertEquals(time, guest.accessed());
            guest.times("link", time, 4);
            guest.times("link", 0, 8);
            guest.stat("link", false);
            assertTrue(guest.modified() > time);
        }

        @Test
        void farTimes() {
            assumeTrue(
                    Files.isDirectory(Path.of("/proc/self/fdinfo")), "only Linux names directories by their handles");
            guest.create("file", "");
            guest.symlink("file", "link");
            for (long time : new long[] {0, 1, 999, 2_000_000_000_000_000_001L}) {
                for (String path : List.of("file", "link")) {
                    assertEquals(Errno.SUCCESS, guest.times(path, time, 4), path);
                    guest.stat(path, false);
                    assertEquals(time, guest.modified(), path);
                }
            }
        }

        @BeforeEach
        void prepare() throws IOException {
            use(folder);
        }

        @Test
        void numbersTellFilesApart() {
            guest.create("one", "");
            guest.link(0, "one", "two");
            guest.create("three", "");
            guest.stat("one", true);
            long one = guest.number();
            assertEquals(2, guest.links());
            guest.stat("two", true);
            assertEquals(one, guest.number());
            guest.stat("three", true);
            assertNotEquals(one, guest.number());
        }
    }

    @Nested
    class InMemory extends Whole {

        private FileSystem files;

        @BeforeEach
        void prepare() throws IOException {
            files = Jimfs.newFileSystem(Configuration.unix());
            use(files.getPath("/work"));
        }

        @AfterEach
        void closeFiles() throws IOException {
            files.close();
        }
    }

    @Nested
    class InAZipFile extends Everywhere {

        private FileSystem files;

        @BeforeEach
        void prepare() throws IOException {
            files = FileSystems.newFileSystem(folder.resolve("archive.zip"), Map.of("create", "true"));
            use(files.getPath("/"));
        }

        @AfterEach
        void closeFiles() throws IOException {
            files.close();
            assertFalse(Files.size(folder.resolve("archive.zip")) == 0);
        }
    }
}
