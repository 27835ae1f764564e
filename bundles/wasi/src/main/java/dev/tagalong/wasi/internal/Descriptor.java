package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.io.IOException;

/** An open descriptor: a standard stream, a file or a directory. The threads of a program may use it at once. */
abstract class Descriptor {

    /** The flag under which reading does not wait. */
    static final int NONBLOCK = 1 << 2;

    private static final int KNOWN_FLAGS = (1 << 5) - 1;

    private final long offered;
    private volatile long rights;
    private volatile long inheriting;
    private volatile int flags;

    /** One with rights of those that its kind offers, and rights that what is opened through it can have. */
    Descriptor(long offered, long rights, long inheriting, int flags) {
        this.offered = offered;
        this.rights = rights & offered;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    long rights() {
        return rights;
    }

    long inheriting() {
        return inheriting;
    }

    /** What it is. */
    abstract FileType type();

    /** What {@code fd_filestat_get} answers. */
    abstract FileStat stat() throws IOException;

    int flags() {
        return flags;
    }

    /** Sets preview 1's {@code fdflags}; those that concern files have no effect. */
    void setFlags(int changed) {
        require(Rights.SET_FLAGS);
        if ((changed & ~KNOWN_FLAGS) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        flags = changed;
    }

    /** Gives rights up. */
    void restrictRights(long kept, long keptInheriting) {
        if ((kept & ~rights) != 0 || (keptInheriting & ~inheriting) != 0) {
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
        rights = kept;
        inheriting = keptInheriting;
    }

    /**
     * Checks for a right.
     *
     * @throws ErrnoException {@code EBADF} if a descriptor of this kind never has it, {@code ENOTCAPABLE} if it was
     *     given up
     */
    void require(long right) {
        if ((offered & right) == 0) {
            throw new ErrnoException(Errno.EBADF);
        }
        if ((rights & right) == 0) {
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
    }

    /** Reads into a program's buffers: as much as is there, at least a byte; 0 at the end. */
    abstract int read(Instance caller, IoVectors buffers) throws IOException;

    /** How many bytes can be read, at least, where a read does not wait. */
    long readable() throws IOException {
        return 1;
    }

    /** Writes a program's buffers. */
    abstract int write(Instance caller, IoVectors buffers) throws IOException;

    /** Hands on what was written but is kept somewhere. */
    abstract void flush() throws IOException;

    /** Gives back what it holds of the host; the host's own streams stay open. */
    void close() throws IOException {
        flush();
    }

    /** A file, for what can only be done with files. */
    FileDescriptor file(Errno otherwise) {
        throw new ErrnoException(otherwise);
    }

    /** A directory, for what can only be done with directories. */
    DirectoryDescriptor directory() {
        throw new ErrnoException(Errno.ENOTDIR);
    }
}
