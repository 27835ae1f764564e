package dev.tagalong.wasi.internal;

import static dev.tagalong.wasi.internal.FileGuest.CREATE;
import static dev.tagalong.wasi.internal.FileGuest.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that end with {@code .}, {@code ..} or a slash: the numbers are those of Linux for the same calls. */
class LastComponentTest {

    @TempDir
    Path folder;

    /** The same on each file system. */
    abstract class Everywhere {

        FileGuest guest;

        void use(Path directory) throws IOException {
            guest = new FileGuest(Files.createDirectory(directory.resolve("sandbox")), false);
            guest.path("path_create_directory", "dir");
            guest.path("path_create_directory", "dir/sub");
            guest.path("path_create_directory", "other");
            guest.create("file", "1");
            guest.symlink("dir", "link");
            guest.symlink("nowhere", "dangling");
        }

        @AfterEach
        void end() throws Exception {
            guest.guest.end();
        }

        private void assertIs(FileType type, String path) {
            assertEquals(Errno.SUCCESS, guest.stat(path, false), path);
            assertEquals(type, guest.type(), path);
        }

        @Test
        void makingADirectory() {
            assertEquals(Errno.ENOENT, guest.path("path_create_directory", "new/."));
            assertEquals(Errno.ENOENT, guest.path("path_create_directory", "new/./"));
            assertEquals(Errno.ENOENT, guest.path("path_create_directory", "new/.."));
            assertEquals(Errno.ENOENT, guest.stat("new", false));
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "dir/."));
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "dir/.."));
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "link/."));
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "."));
            assertEquals(Errno.ENOTDIR, guest.path("path_create_directory", "file/."));
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "dangling"));
            assertEquals(Errno.EEXIST, guest.path("path_create_directory", "dangling/"));
            assertEquals(Errno.ENOENT, guest.stat("nowhere", false));
            assertEquals(Errno.SUCCESS, guest.path("path_create_directory", "dir/./new//"));
        }

        @Test
        void removingADirectory() {
            assertEquals(Errno.EINVAL, guest.path("path_remove_directory", "other/."));
            assertEquals(Errno.EINVAL, guest.path("path_remove_directory", "."));
            assertEquals(Errno.EINVAL, guest.path("path_remove_directory", "./"));
            assertEquals(Errno.EINVAL, guest.path("path_remove_directory", "link/."));
            assertEquals(Errno.ENOTEMPTY, guest.path("path_remove_directory", "dir/sub/.."));
            assertEquals(Errno.ENOENT, guest.path("path_remove_directory", "none/."));
            assertEquals(Errno.ENOTDIR, guest.path("path_remove_directory", "file/."));
            assertEquals(Errno.ENOTDIR, guest.path("path_remove_directory", "link"));
            assertEquals(Errno.ENOTDIR, guest.path("path_remove_directory", "link/"));
            assertEquals(Errno.SUCCESS, guest.path("path_remove_directory", "dir/./sub/../sub/"));
            assertIs(FileType.DIRECTORY, "dir");
            assertIs(FileType.SYMBOLIC_LINK, "link");
        }

        @Test
        void removingAFile() {
            assertEquals(Errno.ENOTDIR, guest.path("path_unlink_file", "file/."));
            assertEquals(Errno.ENOTDIR, guest.path("path_unlink_file", "file/"));
            assertEquals(Errno.ENOTDIR, guest.path("path_unlink_file", "link/"));
            assertEquals(Errno.EISDIR, guest.path("path_unlink_file", "link/."));
            assertEquals(Errno.EISDIR, guest.path("path_unlink_file", "."));
            assertEquals(Errno.EISDIR, guest.path("path_unlink_file", "dir/"));
            assertEquals(Errno.SUCCESS, guest.path("path_unlink_file", "link"));
            assertIs(FileType.REGULAR_FILE, "file");
        }

        @Test
        void renaming() {
            assertEquals(Errno.EBUSY, guest.rename("dir/.", "new"));
            assertEquals(Errno.EBUSY, guest.rename("dir/sub/..", "new"));
            assertEquals(Errno.EBUSY, guest.rename("other", "dir/."));
            assertEquals(Errno.EBUSY, guest.rename("none", "dir/."));
            assertEquals(Errno.ENOENT, guest.rename("other", "new/."));
            assertEquals(Errno.ENOTDIR, guest.rename("file/.", "new"));
            assertEquals(Errno.ENOTDIR, guest.rename("link/", "new"));
            assertEquals(Errno.ENOTDIR, guest.rename("other", "link/"));
            assertEquals(Errno.ENOTDIR, guest.rename("other", "dangling/"));
            assertEquals(Errno.ENOTDIR, guest.rename("link", "new/"));
            assertIs(FileType.DIRECTORY, "dir");
            assertIs(FileType.DIRECTORY, "other");
            assertIs(FileType.SYMBOLIC_LINK, "link");
            assertEquals(Errno.SUCCESS, guest.rename("other/", "new/"));
            assertIs(FileType.DIRECTORY, "new");
        }

        @Test
        void linking() {
            assertEquals(Errno.ENOENT, guest.symlink("file", "new/."));
            assertEquals(Errno.EEXIST, guest.symlink("file", "dangling/"));
            assertEquals(Errno.EEXIST, guest.symlink("file", "dir/."));
            assertEquals(Errno.ENOENT, guest.link(0, "file", "new/."));
            assertEquals(Errno.ENOTDIR, guest.link(0, "file/.", "new"));
            assertEquals(Errno.EPERM, guest.link(0, "link/", "new"));
        }

        @Test
        void lookingAt() {
            assertIs(FileType.DIRECTORY, "link/");
            assertIs(FileType.DIRECTORY, "link/.");
            assertIs(FileType.SYMBOLIC_LINK, "link");
            assertEquals(Errno.ENOTDIR, guest.stat("file/.", true));
            assertEquals(Errno.EINVAL, guest.tryReadlink("link/", 100));
            assertEquals(Errno.ENOTDIR, guest.tryReadlink("file/.", 100));
            assertEquals(Errno.ENOENT, guest.tryOpen(ROOT, "new/.", 0, CREATE, Rights.READ, 0, 0));
            assertEquals(Errno.EISDIR, guest.tryOpen(ROOT, "new/", 0, CREATE, Rights.READ, 0, 0));
            assertEquals(Errno.EISDIR, guest.tryOpen(ROOT, "dir/.", 0, CREATE, Rights.READ, 0, 0));
        }

        @Test
        void aLinksTargetMayEndSo() {
            guest.symlink("dir/.", "dot");
            guest.symlink("dir/sub/..", "back");
            guest.symlink("file/.", "wrong");
            assertEquals(Errno.SUCCESS, guest.stat("dot/sub", false));
            assertEquals(Errno.SUCCESS, guest.stat("back/sub", false));
            assertEquals(Errno.SUCCESS, guest.stat("back", true));
            assertEquals(FileType.DIRECTORY, guest.type());
            assertEquals(Errno.ENOTDIR, guest.stat("wrong", true));
        }
    }

    @Nested
    class OnDisk extends Everywhere {

        @BeforeEach
        void prepare() throws IOException {
            use(folder);
        }
    }

    @Nested
    class InMemory extends Everywhere {

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
}
