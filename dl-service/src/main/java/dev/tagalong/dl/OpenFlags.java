package dev.tagalong.dl;

/**
 * The flags of {@code dlopen} (POSIX {@code <dlfcn.h>}), with the values of musl and wasi-libc. Neither
 * {@link #RTLD_LAZY} nor {@link #RTLD_NOW} need be given; isolated libraries are always bound at once.
 */
public final class OpenFlags {

    /** Symbols are not visible to libraries opened later. */
    public static final int RTLD_LOCAL = 0;

    /** Bind functions when they are first called. */
    public static final int RTLD_LAZY = 1;

    /** Bind everything before {@code dlopen} returns. */
    public static final int RTLD_NOW = 2;

    /** Answer the handle only if the library is open already. */
    public static final int RTLD_NOLOAD = 4;

    /** Symbols are visible to libraries opened later. */
    public static final int RTLD_GLOBAL = 0x100;

    /** Keep the library when its last reference is closed. */
    public static final int RTLD_NODELETE = 0x1000;

    private OpenFlags() {}
}
