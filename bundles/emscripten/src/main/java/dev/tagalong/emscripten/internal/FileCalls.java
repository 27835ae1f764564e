package dev.tagalong.emscripten.internal;

import static dev.tagalong.emscripten.internal.ErrnoException.answer;

import dev.tagalong.emscripten.internal.Paths.Target;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;

/** System calls on files, by means of WASI's functions; descriptors are WASI's. A failure is a negative error number. */
final class FileCalls {

    private static final int O_ACCMODE = 3;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_TRUNC = 01000;
    private static final int O_APPEND = 02000;
    private static final int O_NONBLOCK = 04000;
    private static final int O_DSYNC = 010000;
    private static final int O_DIRECTORY = 0200000;
    private static final int O_NOFOLLOW = 0400000;
    private static final int O_SYNC = 04010000;

    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;

    private static final int FOLLOW = 1;

    /** Rights to read, to write, and those that every file has. */
    private static final long MAY_READ = 1L << 1 | 1L << 14;

    private static final long MAY_WRITE = 1 | 1L << 4 | 1L << 6 | 1L << 8 | 1L << 19 | 1L << 22 | 1L << 23;
    private static final long MAY = 1L << 2 | 1L << 3 | 1L << 5 | 1L << 7 | 1L << 18 | 1L << 21 | 1L << 27;
    private static final long MAY_IN_DIRECTORY = 1L << 9 | 1L << 10 | 1L << 11 | 1L << 12 | 1L << 13 | 1L << 14
            | 1L << 15 | 1L << 16 | 1L << 17 | 1L << 18 | 1L << 20 | 1L << 21 | 1L << 24 | 1L << 25 | 1L << 26;

    private static final int F_DUPFD = 0;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_GETLK = 12;
    private static final int F_SETLK = 13;
    private static final int F_SETLKW = 14;
    private static final short F_UNLCK = 2;

    private static final int TCGETS = 0x5401;
    private static final int TCFLSH = 0x540B;
    private static final int TIOCGWINSZ = 0x5413;
    private static final short ROWS = 24;
    private static final short COLUMNS = 80;

    private static final int POLL_ENTRY = 8;
    private static final int POLLIN_OR_OUT = 1 | 4;
    private static final short POLLNVAL = 32;

    private static final int FDSTAT_SIZE = 24;

    private final WasiFunctions wasi;
    private final Paths paths;
    private final DuplicateCalls duplicates;

    FileCalls(WasiFunctions wasi, Paths paths, DuplicateCalls duplicates) {
        this.wasi = wasi;
        this.paths = paths;
        this.duplicates = duplicates;
    }

    void register(FunctionTable table) {
        table.add(this, "openat", "__syscall_openat")
                .add(this, "stat", "__syscall_stat64")
                .add(this, "lstat", "__syscall_lstat64")
                .add(this, "fstat", "__syscall_fstat64")
                .add(this, "fstatat", "__syscall_newfstatat", "__syscall_fstatat64")
                .add(this, "access", "__syscall_faccessat")
                .add(this, "truncate", "__syscall_truncate64")
                .add(this, "ftruncate", "__syscall_ftruncate64")
                .add(this, "allocate", "__syscall_fallocate")
                .add(this, "advise", "__syscall_fadvise64")
                .add(this, "dataSync", "__syscall_fdatasync")
                .add(this, "control", "__syscall_fcntl64")
                .add(this, "deviceControl", "__syscall_ioctl")
                .add(this, "poll", "__syscall_poll");
    }

    int openat(Instance caller, int directory, int path, int flags, int arguments) {
        return answer(() -> {
            Target target = paths.find(caller, directory, path);
            if (target.device()) {
                return openDevice(caller, target, flags);
            }
            if (target.virtual()) {
                throw new ErrnoException((flags & O_ACCMODE) == 0 ? Errno.ACCES : Errno.ISDIR);
            }
            int descriptor = open(caller, target, flags);
            // Whether it is one shows only here, and what lies in it is found by its path.
            boolean isDirectory = status(caller, descriptor).directory();
            paths.opened(caller, descriptor, isDirectory ? target.absolute() : null);
            return descriptor;
        });
    }

    private int openDevice(Instance caller, Target target, int flags) {
        if ((flags & O_DIRECTORY) != 0) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        if ((flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL)) {
            throw new ErrnoException(Errno.EXIST);
        }
        int descriptor = Devices.open(caller, wasi, target.absolute());
        paths.opened(caller, descriptor, null);
        return descriptor;
    }

    private int open(Instance caller, Target target, int flags) {
        int open = ((flags & O_CREAT) != 0 ? 1 : 0)
                | ((flags & O_DIRECTORY) != 0 ? 2 : 0)
                | ((flags & O_EXCL) != 0 ? 4 : 0)
                | ((flags & O_TRUNC) != 0 ? 8 : 0);
        long rights = MAY
                | ((flags & O_ACCMODE) != O_WRONLY ? MAY_READ : 0)
                | ((flags & O_ACCMODE) != 0 ? MAY_WRITE : MAY_IN_DIRECTORY);
        int follow = (flags & O_NOFOLLOW) != 0 ? 0 : FOLLOW;
        // More than the directory may pass on would be refused.
        long allowed = inheritableRights(caller, target.directory());
        try (Loan loan = Loan.of(caller, Loan.sizeOf(target.path()) + Long.BYTES)) {
            int path = loan.place(target.path());
            int answer = loan.place(Integer.BYTES);
            wasi.call(
                    caller,
                    "path_open",
                    target.directory(),
                    follow,
                    path,
                    target.path().length,
                    open,
                    rights & allowed,
                    allowed,
                    descriptorFlags(flags),
                    answer);
            return loan.readInt(answer);
        }
    }

    private long inheritableRights(Instance caller, int directory) {
        try (Loan loan = Loan.of(caller, FDSTAT_SIZE + Long.BYTES)) {
            int answer = loan.place(FDSTAT_SIZE);
            wasi.call(caller, "fd_fdstat_get", directory, answer);
            return caller.memory().readLong(Integer.toUnsignedLong(answer) + 2 * Long.BYTES);
        }
    }

    private static int descriptorFlags(int flags) {
        return ((flags & O_APPEND) != 0 ? 1 : 0)
                | ((flags & O_DSYNC) != 0 ? 2 : 0)
                | ((flags & O_NONBLOCK) != 0 ? 4 : 0)
                | ((flags & O_SYNC) == O_SYNC ? 16 : 0);
    }

    int stat(Instance caller, int path, int buffer) {
        return fstatat(caller, Paths.AT_FDCWD, path, buffer, 0);
    }

    int lstat(Instance caller, int path, int buffer) {
        return fstatat(caller, Paths.AT_FDCWD, path, buffer, AT_SYMLINK_NOFOLLOW);
    }

    int fstatat(Instance caller, int directory, int path, int buffer, int flags) {
        return answer(() -> {
            boolean itself =
                    (flags & AT_EMPTY_PATH) != 0 && Paths.read(caller, path).isEmpty();
            FileStatus found = itself
                    ? status(caller, directory)
                    : status(caller, paths.find(caller, directory, path), (flags & AT_SYMLINK_NOFOLLOW) == 0);
            found.write(caller, buffer);
            return 0;
        });
    }

    int fstat(Instance caller, int descriptor, int buffer) {
        return answer(() -> {
            status(caller, descriptor).write(caller, buffer);
            return 0;
        });
    }

    private FileStatus status(Instance caller, int descriptor) {
        try (Loan loan = Loan.of(caller, FileStatus.WASI_SIZE + Long.BYTES)) {
            int answer = loan.place(FileStatus.WASI_SIZE);
            wasi.call(caller, "fd_filestat_get", descriptor, answer);
            return FileStatus.read(caller, answer);
        }
    }

    FileStatus status(Instance caller, Target target, boolean follow) {
        if (target.virtual() || target.device()) {
            return target.device() ? FileStatus.unopenedDevice() : FileStatus.virtual();
        }
        try (Loan loan = Loan.of(caller, Loan.sizeOf(target.path()) + FileStatus.WASI_SIZE + Long.BYTES)) {
            int path = loan.place(target.path());
            int answer = loan.place(FileStatus.WASI_SIZE);
            wasi.call(
                    caller,
                    "path_filestat_get",
                    target.directory(),
                    follow ? FOLLOW : 0,
                    path,
                    target.path().length,
                    answer);
            return FileStatus.read(caller, answer);
        }
    }

    /** Whether a file is there: WASI does not say more before a file is opened. */
    int access(Instance caller, int directory, int path, int mode, int flags) {
        return answer(() -> {
            if ((mode & ~7) != 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            status(caller, paths.find(caller, directory, path), (flags & AT_SYMLINK_NOFOLLOW) == 0);
            return 0;
        });
    }

    int truncate(Instance caller, int path, long size) {
        return answer(() -> {
            Target target = paths.find(caller, Paths.AT_FDCWD, path);
            if (target.virtual() || target.device()) {
                throw new ErrnoException(target.device() ? Errno.INVAL : Errno.ISDIR);
            }
            int descriptor = open(caller, target, O_WRONLY);
            try {
                wasi.call(caller, "fd_filestat_set_size", descriptor, size);
            } finally {
                wasi.errno(caller, "fd_close", descriptor);
            }
            return 0;
        });
    }

    int ftruncate(Instance caller, int descriptor, long size) {
        return answer(() -> {
            wasi.call(caller, "fd_filestat_set_size", descriptor, size);
            return 0;
        });
    }

    int allocate(Instance caller, int descriptor, int mode, long offset, long length) {
        return answer(() -> {
            if (mode != 0) {
                throw new ErrnoException(Errno.OPNOTSUPP);
            }
            if (offset < 0 || length <= 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            if (status(caller, descriptor).size() < offset + length) {
                wasi.call(caller, "fd_filestat_set_size", descriptor, offset + length);
            }
            return 0;
        });
    }

    /** Advice that nobody takes. */
    int advise(Instance caller, int descriptor, long offset, long length, int advice) {
        return 0;
    }

    int dataSync(Instance caller, int descriptor) {
        return answer(() -> {
            wasi.call(caller, "fd_datasync", descriptor);
            return 0;
        });
    }

    int control(Instance caller, int descriptor, int command, int arguments) {
        return answer(() -> switch (command) {
            case F_DUPFD, F_DUPFD_CLOEXEC -> duplicates.duplicate(caller, descriptor, argument(caller, arguments));
            case F_GETFD, F_SETFD -> 0;
            case F_GETFL -> flags(caller, descriptor);
            case F_SETFL -> {
                int flags = argument(caller, arguments);
                wasi.call(caller, "fd_fdstat_set_flags", descriptor, descriptorFlags(flags));
                yield 0;
            }
            case F_GETLK -> {
                // No other process is there to hold a lock.
                caller.memory().writeShort(Integer.toUnsignedLong(argument(caller, arguments)), F_UNLCK);
                yield 0;
            }
            case F_SETLK, F_SETLKW -> 0;
            default -> -Errno.INVAL;
        });
    }

    private static int argument(Instance caller, int arguments) {
        return caller.memory().readInt(Integer.toUnsignedLong(arguments));
    }

    private int flags(Instance caller, int descriptor) {
        try (Loan loan = Loan.of(caller, FDSTAT_SIZE + Long.BYTES)) {
            int answer = loan.place(FDSTAT_SIZE);
            wasi.call(caller, "fd_fdstat_get", descriptor, answer);
            byte[] status = loan.read(answer, FDSTAT_SIZE);
            int rights = status[8] & 0xFF;
            boolean reads = (rights & 1 << 1) != 0;
            boolean writes = (rights & 1 << 6) != 0;
            int access = writes ? reads ? 2 : 1 : 0;
            int flags = status[2];
            return access
                    | ((flags & 1) != 0 ? O_APPEND : 0)
                    | ((flags & 2) != 0 ? O_DSYNC : 0)
                    | ((flags & 4) != 0 ? O_NONBLOCK : 0)
                    | ((flags & 16) != 0 ? O_SYNC : 0);
        }
    }

    /** Of terminals; streams of a program are such, so that what it prints appears line by line. */
    int deviceControl(Instance caller, int descriptor, int request, int arguments) {
        return answer(() -> {
            if (!status(caller, descriptor).terminal()) {
                throw new ErrnoException(Errno.NOTTY);
            }
            if (request == TIOCGWINSZ) {
                Memory memory = caller.memory();
                long size = Integer.toUnsignedLong(argument(caller, arguments));
                memory.writeLong(size, 0);
                memory.writeShort(size, ROWS);
                memory.writeShort(size + Short.BYTES, COLUMNS);
                return 0;
            }
            return request >= TCGETS && request <= TCFLSH ? 0 : -Errno.INVAL;
        });
    }

    /** Nothing blocks, or if it does then when it is read. */
    int poll(Instance caller, int entries, int count, int timeout) {
        return answer(() -> {
            Memory memory = caller.memory();
            int ready = 0;
            for (long i = 0; i < Integer.toUnsignedLong(count); i++) {
                caller.checkpoint();
                long entry = Integer.toUnsignedLong(entries) + i * POLL_ENTRY;
                int descriptor = memory.readInt(entry);
                short found = 0;
                if (descriptor >= 0) {
                    found = open(caller, descriptor)
                            ? (short) (memory.readShort(entry + Integer.BYTES) & POLLIN_OR_OUT)
                            : POLLNVAL;
                }
                memory.writeShort(entry + Integer.BYTES + Short.BYTES, found);
                ready += found != 0 ? 1 : 0;
            }
            return ready;
        });
    }

    private boolean open(Instance caller, int descriptor) {
        try (Loan loan = Loan.of(caller, FDSTAT_SIZE + Long.BYTES)) {
            return wasi.errno(caller, "fd_fdstat_get", descriptor, loan.place(FDSTAT_SIZE)) == 0;
        }
    }
}
