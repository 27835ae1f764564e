package dev.tagalong.dl;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The flags of {@code dlopen} (POSIX {@code <dlfcn.h>}), with the values of musl and wasi-libc. Neither
 * {@link #RTLD_LAZY} nor {@link #RTLD_NOW} need be given, the latter is the default; isolated libraries are always bound at
 * once.
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

    /** A library in a program's memory finds its own symbols before those of others; as in glibc. */
    public static final int RTLD_DEEPBIND = 8;

    /** Symbols are visible to libraries opened later. */
    public static final int RTLD_GLOBAL = 0x100;

    /** Keep the library when its last reference is closed. */
    public static final int RTLD_NODELETE = 0x1000;

    private static final Map<Integer, String> NAMES = new TreeMap<>(Map.of(
            RTLD_LAZY, "RTLD_LAZY",
            RTLD_NOW, "RTLD_NOW",
            RTLD_NOLOAD, "RTLD_NOLOAD",
            RTLD_DEEPBIND, "RTLD_DEEPBIND",
            RTLD_GLOBAL, "RTLD_GLOBAL",
            RTLD_NODELETE, "RTLD_NODELETE"));

    private OpenFlags() {}

    /** Flags as C source has them, such as {@code RTLD_NOW|RTLD_GLOBAL}; unknown bits as a hexadecimal number. */
    public static String toString(int flags) {
        StringJoiner text = new StringJoiner("|").setEmptyValue("0");
        int unknown = flags;
        for (Map.Entry<Integer, String> flag : NAMES.entrySet()) {
            if ((flags & flag.getKey()) != 0) {
                text.add(flag.getValue());
                unknown &= ~flag.getKey();
            }
        }
        return unknown == 0
                ? text.toString()
                : text.add("0x" + Integer.toHexString(unknown)).toString();
    }
}
