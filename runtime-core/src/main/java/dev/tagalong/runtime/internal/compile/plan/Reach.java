package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;

/** How a load or store reaches its memory. */
public final class Reach {

    private Reach() {}

    /** Whether it goes by the memory's own methods, which take any address, and not by memory 0's array. */
    public static boolean isFar(Node access) {
        return access.index != 0 || access.constant > Integer.MAX_VALUE;
    }
}
