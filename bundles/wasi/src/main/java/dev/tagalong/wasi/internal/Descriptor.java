package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.io.IOException;

/**
 * An open descriptor: a standard stream. It is a character device, so that C libraries take it for a terminal and write
 * whole lines at once; it has no position.
 */
abstract class Descriptor {

    /** Preview 1's {@code filetype} of a character device. */
    static final int CHARACTER_DEVICE = 2;

    /** The flag under which reading does not wait. */
    static final int NONBLOCK = 1 << 2;

    private static final int KNOWN_FLAGS = (1 << 5) - 1;

    private final long offered;
    private long rights;
    private int flags;

    Descriptor(long offered) {
        this.offered = offered;
        this.rights = offered;
    }

    long rights() {
        return rights;
    }

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
    void restrictRights(long kept) {
        if ((kept & ~rights) != 0) {
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
        rights = kept;
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

    /** Writes a program's buffers. */
    abstract int write(Instance caller, IoVectors buffers) throws IOException;

    /** Hands on what was written but is kept somewhere. */
    abstract void flush() throws IOException;
}
