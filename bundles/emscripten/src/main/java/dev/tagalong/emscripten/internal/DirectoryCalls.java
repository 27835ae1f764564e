package dev.tagalong.emscripten.internal;

import static dev.tagalong.emscripten.internal.ErrnoException.answer;

import dev.tagalong.emscripten.internal.Paths.Target;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** System calls on directories and names, by means of WASI's functions. A failure is a negative error number. */
final class DirectoryCalls {

    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_SYMLINK_FOLLOW = 0x400;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;

    /** Emscripten's {@code struct dirent}, of which all have the same size. */
    private static final int ENTRY = 280;

    private static final int ENTRY_NAME = 19;
    private static final int LONGEST_NAME = 255;
    private static final int WASI_ENTRY = 24;
    private static final int CHUNK = 4096;
    private static final int LONGEST_LINK = 4096;

    private static final int UTIME_NOW = 0x3FFFFFFF;
    private static final int UTIME_OMIT = 0x3FFFFFFE;
    private static final long NANOS = 1_000_000_000;

    private static final int STATFS = 88;
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 1_000_000;

    private final WasiFunctions wasi;
    private final Paths paths;
    private final FileCalls files;

    DirectoryCalls(WasiFunctions wasi, Paths paths, FileCalls files) {
        this.wasi = wasi;
        this.paths = paths;
        this.files = files;
    }

    void register(FunctionTable table) {
        table.add(this, "mkdirat", "__syscall_mkdirat")
                .add(this, "rmdir", "__syscall_rmdir")
                .add(this, "unlinkat", "__syscall_unlinkat")
                .add(this, "renameat", "__syscall_renameat")
                .add(this, "linkat", "__syscall_linkat")
                .add(this, "symlinkat", "__syscall_symlinkat")
                .add(this, "readlinkat", "__syscall_readlinkat")
                .add(this, "entries", "__syscall_getdents64")
                .add(this, "workingDirectory", "__syscall_getcwd")
                .add(this, "changeDirectory", "__syscall_chdir")
                .add(this, "changeToOpen", "__syscall_fchdir")
                .add(this, "times", "__syscall_utimensat")
                .add(this, "fileSystem", "__syscall_statfs64")
                .add(this, "openFileSystem", "__syscall_fstatfs64")
                .add(this, "mode", "__syscall_chmod")
                .add(this, "modeAt", "__syscall_fchmodat2")
                .add(this, "openMode", "__syscall_fchmod")
                .add(this, "ownerAt", "__syscall_fchownat")
                .add(this, "openOwner", "__syscall_fchown32");
    }

    int mkdirat(Instance caller, int directory, int path, int mode) {
        return answer(() -> {
            Target target = paths.find(caller, directory, path);
            if (target.virtual() || target.device()) {
                throw new ErrnoException(Errno.EXIST);
            }
            return onPath(caller, "path_create_directory", target);
        });
    }

    int rmdir(Instance caller, int path) {
        return unlinkat(caller, Paths.AT_FDCWD, path, AT_REMOVEDIR);
    }

    int unlinkat(Instance caller, int directory, int path, int flags) {
        return answer(() -> onPath(
                caller,
                (flags & AT_REMOVEDIR) != 0 ? "path_remove_directory" : "path_unlink_file",
                real(paths.find(caller, directory, path))));
    }

    private int onPath(Instance caller, String function, Target target) {
        try (Loan loan = Loan.of(caller, Loan.sizeOf(target.path()))) {
            wasi.call(caller, function, target.directory(), loan.place(target.path()), target.path().length);
            return 0;
        }
    }

    private static Target real(Target target) {
        if (target.virtual() || target.device()) {
            throw new ErrnoException(Errno.PERM);
        }
        return target;
    }

    int renameat(Instance caller, int fromDirectory, int from, int toDirectory, int to) {
        return answer(() -> {
            Target source = real(paths.find(caller, fromDirectory, from));
            Target target = real(paths.find(caller, toDirectory, to));
            try (Loan loan = Loan.of(caller, Loan.sizeOf(source.path()) + Loan.sizeOf(target.path()))) {
                wasi.call(
                        caller,
                        "path_rename",
                        source.directory(),
                        loan.place(source.path()),
                        source.path().length,
                        target.directory(),
                        loan.place(target.path()),
                        target.path().length);
                return 0;
            }
        });
    }

    int linkat(Instance caller, int fromDirectory, int from, int toDirectory, int to, int flags) {
        return answer(() -> {
            Target source = real(paths.find(caller, fromDirectory, from));
            Target target = real(paths.find(caller, toDirectory, to));
            try (Loan loan = Loan.of(caller, Loan.sizeOf(source.path()) + Loan.sizeOf(target.path()))) {
                wasi.call(
                        caller,
                        "path_link",
                        source.directory(),
                        (flags & AT_SYMLINK_FOLLOW) != 0 ? 1 : 0,
                        loan.place(source.path()),
                        source.path().length,
                        target.directory(),
                        loan.place(target.path()),
                        target.path().length);
                return 0;
            }
        });
    }

    int symlinkat(Instance caller, int text, int directory, int path) {
        return answer(() -> {
            byte[] contents = Paths.read(caller, text).getBytes(StandardCharsets.UTF_8);
            Target target = real(paths.find(caller, directory, path));
            try (Loan loan = Loan.of(caller, Loan.sizeOf(contents) + Loan.sizeOf(target.path()))) {
                wasi.call(
                        caller,
                        "path_symlink",
                        loan.place(contents),
                        contents.length,
                        target.directory(),
                        loan.place(target.path()),
                        target.path().length);
                return 0;
            }
        });
    }

    int readlinkat(Instance caller, int directory, int path, int buffer, int size) {
        return answer(() -> {
            if (size <= 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            Target target = paths.find(caller, directory, path);
            if (target.virtual() || target.device()) {
                throw new ErrnoException(Errno.INVAL);
            }
            byte[] contents = readLink(caller, target);
            int length = Math.min(size, contents.length);
            caller.memory().write(Integer.toUnsignedLong(buffer), contents, 0, length);
            return length;
        });
    }

    private byte[] readLink(Instance caller, Target target) {
        try (Loan loan = Loan.of(caller, Loan.sizeOf(target.path()) + LONGEST_LINK + 2 * Long.BYTES)) {
            int path = loan.place(target.path());
            int text = loan.place(LONGEST_LINK);
            int length = loan.place(Integer.BYTES);
            wasi.call(
                    caller,
                    "path_readlink",
                    target.directory(),
                    path,
                    target.path().length,
                    text,
                    LONGEST_LINK,
                    length);
            return loan.read(text, Math.min(LONGEST_LINK, Math.max(0, loan.readInt(length))));
        }
    }

    int entries(Instance caller, int descriptor, int buffer, int size) {
        return answer(() -> {
            if (Integer.toUnsignedLong(size) < ENTRY) {
                throw new ErrnoException(Errno.INVAL);
            }
            int most = size / ENTRY;
            long cookie = paths.position(caller, descriptor);
            int written = 0;
            byte[] chunk = readDirectory(caller, descriptor, cookie);
            int at = 0;
            while (written < most && chunk.length - at >= WASI_ENTRY) {
                ByteBuffer entry = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
                int length = entry.getInt(at + 16);
                if (length < 0 || length > chunk.length - at - WASI_ENTRY) {
                    break;
                }
                cookie = entry.getLong(at);
                byte[] name = Arrays.copyOfRange(chunk, at + WASI_ENTRY, at + WASI_ENTRY + length);
                write(
                        caller,
                        Integer.toUnsignedLong(buffer) + (long) written * ENTRY,
                        cookie,
                        entry.getLong(at + 8),
                        chunk[at + 20],
                        name);
                written++;
                at += WASI_ENTRY + length;
            }
            paths.position(caller, descriptor, written == 0 ? 0 : cookie);
            return written * ENTRY;
        });
    }

    private byte[] readDirectory(Instance caller, int descriptor, long cookie) {
        try (Loan loan = Loan.of(caller, CHUNK + 2 * Long.BYTES)) {
            int contents = loan.place(CHUNK);
            int length = loan.place(Integer.BYTES);
            wasi.call(caller, "fd_readdir", descriptor, contents, CHUNK, cookie, length);
            return loan.read(contents, Math.min(CHUNK, Math.max(0, loan.readInt(length))));
        }
    }

    private static void write(Instance caller, long at, long cookie, long inode, int type, byte[] name) {
        Memory memory = caller.memory();
        memory.fill(at, (byte) 0, ENTRY);
        memory.writeLong(at, inode);
        memory.writeLong(at + 8, cookie);
        memory.writeShort(at + 16, (short) ENTRY);
        memory.writeByte(at + 18, (byte) FileStatus.entryType(type));
        memory.write(at + ENTRY_NAME, name, 0, Math.min(LONGEST_NAME, name.length));
    }

    int workingDirectory(Instance caller, int buffer, int size) {
        return answer(() -> {
            byte[] path = (paths.workingDirectory(caller) + "\0").getBytes(StandardCharsets.UTF_8);
            if (size == 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            if (Integer.toUnsignedLong(size) < path.length) {
                throw new ErrnoException(Errno.RANGE);
            }
            caller.memory().write(Integer.toUnsignedLong(buffer), path, 0, path.length);
            return path.length;
        });
    }

    int changeDirectory(Instance caller, int path) {
        return answer(() -> {
            Target target = paths.find(caller, Paths.AT_FDCWD, path);
            if (!files.status(caller, target, true).directory()) {
                throw new ErrnoException(Errno.NOTDIR);
            }
            paths.workingDirectory(caller, target.absolute());
            return 0;
        });
    }

    int changeToOpen(Instance caller, int descriptor) {
        return answer(() -> {
            paths.workingDirectory(caller, paths.directory(caller, descriptor));
            return 0;
        });
    }

    int times(Instance caller, int directory, int path, int times, int flags) {
        return answer(() -> {
            Memory memory = caller.memory();
            long at = Integer.toUnsignedLong(times);
            int width = OlderStructures.in(caller) ? Integer.BYTES : Long.BYTES;
            long[] nanos = new long[2];
            int set = 0;
            for (int i = 0; i < 2; i++) {
                int fraction = times == 0 ? UTIME_NOW : memory.readInt(at + (2L * i + 1) * width);
                if (fraction == UTIME_NOW) {
                    set |= 2 << 2 * i;
                } else if (fraction != UTIME_OMIT) {
                    set |= 1 << 2 * i;
                    long time = at + 2L * i * width;
                    nanos[i] =
                            (width == Integer.BYTES ? memory.readInt(time) : memory.readLong(time)) * NANOS + fraction;
                }
            }
            if (path == 0) {
                wasi.call(caller, "fd_filestat_set_times", directory, nanos[0], nanos[1], set);
                return 0;
            }
            Target target = real(paths.find(caller, directory, path));
            int follow = (flags & AT_SYMLINK_NOFOLLOW) != 0 ? 0 : 1;
            try (Loan loan = Loan.of(caller, Loan.sizeOf(target.path()))) {
                wasi.call(
                        caller,
                        "path_filestat_set_times",
                        target.directory(),
                        follow,
                        loan.place(target.path()),
                        target.path().length,
                        nanos[0],
                        nanos[1],
                        set);
                return 0;
            }
        });
    }

    /** WASI does not say how large a file system is: it is large, and half full. */
    int fileSystem(Instance caller, int path, int size, int buffer) {
        return answer(() -> {
            files.status(caller, paths.find(caller, Paths.AT_FDCWD, path), true);
            return writeFileSystem(caller, buffer);
        });
    }

    int openFileSystem(Instance caller, int descriptor, int size, int buffer) {
        return answer(() -> writeFileSystem(caller, buffer));
    }

    private static int writeFileSystem(Instance caller, int buffer) {
        Memory memory = caller.memory();
        long at = Integer.toUnsignedLong(buffer);
        memory.fill(at, (byte) 0, STATFS);
        memory.writeInt(at + 4, BLOCK);
        memory.writeLong(at + 8, BLOCKS);
        memory.writeLong(at + 16, BLOCKS / 2);
        memory.writeLong(at + 24, BLOCKS / 2);
        memory.writeLong(at + 32, BLOCKS);
        memory.writeLong(at + 40, BLOCKS / 2);
        memory.writeInt(at + 56, LONGEST_NAME);
        memory.writeInt(at + 60, BLOCK);
        return 0;
    }

    /** There are no permissions to set; that the file is there is all that can be wrong. */
    int mode(Instance caller, int path, int mode) {
        return modeAt(caller, Paths.AT_FDCWD, path, mode, 0);
    }

    int modeAt(Instance caller, int directory, int path, int mode, int flags) {
        return answer(() -> {
            files.status(caller, paths.find(caller, directory, path), (flags & AT_SYMLINK_NOFOLLOW) == 0);
            return 0;
        });
    }

    int openMode(Instance caller, int descriptor, int mode) {
        return 0;
    }

    int ownerAt(Instance caller, int directory, int path, int owner, int group, int flags) {
        return modeAt(caller, directory, path, 0, flags);
    }

    int openOwner(Instance caller, int descriptor, int owner, int group) {
        return 0;
    }
}
