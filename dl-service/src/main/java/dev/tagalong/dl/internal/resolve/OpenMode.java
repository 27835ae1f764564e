package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.OpenFlags;

/**
 * The flags of an open, taken apart.
 *
 * @param noLoad answer only a library that is open already
 * @param noDelete keep the library when its last reference goes
 * @param global the opener finds its symbols without naming it
 */
record OpenMode(boolean noLoad, boolean noDelete, boolean global) {

    private static final int KNOWN = OpenFlags.RTLD_LAZY
            | OpenFlags.RTLD_NOW
            | OpenFlags.RTLD_NOLOAD
            | OpenFlags.RTLD_GLOBAL
            | OpenFlags.RTLD_NODELETE;

    /**
     * Takes flags apart.
     *
     * @throws DlException if there is an unknown one
     */
    static OpenMode of(int flags) {
        int unknown = flags & ~KNOWN;
        if (unknown != 0) {
            throw new DlException(String.format("unknown dlopen flags 0x%x", unknown));
        }
        return new OpenMode(
                (flags & OpenFlags.RTLD_NOLOAD) != 0,
                (flags & OpenFlags.RTLD_NODELETE) != 0,
                (flags & OpenFlags.RTLD_GLOBAL) != 0);
    }
}
