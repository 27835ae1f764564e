package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.internal.space.LinkSpace;

/**
 * The flags of an open, taken apart.
 *
 * @param noLoad answer only a library that is open already
 * @param noDelete keep the library when its last reference goes
 * @param global the opener finds its symbols without naming it
 * @param lazy functions are bound when they are first called, where that can be
 * @param deep it finds its own symbols before those of others
 */
record OpenMode(boolean noLoad, boolean noDelete, boolean global, boolean lazy, boolean deep) {

    private static final int KNOWN = OpenFlags.RTLD_LAZY
            | OpenFlags.RTLD_NOW
            | OpenFlags.RTLD_NOLOAD
            | OpenFlags.RTLD_GLOBAL
            | OpenFlags.RTLD_DEEPBIND
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
                (flags & OpenFlags.RTLD_GLOBAL) != 0,
                (flags & (OpenFlags.RTLD_LAZY | OpenFlags.RTLD_NOW)) == OpenFlags.RTLD_LAZY,
                (flags & OpenFlags.RTLD_DEEPBIND) != 0);
    }

    /** The same for a link space. */
    LinkSpace.Mode inSpace() {
        return new LinkSpace.Mode(noLoad, noDelete, global, !lazy, deep);
    }
}
