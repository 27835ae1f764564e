package dev.tagalong.runtime.internal.semantics;

/** Instructions on references (specification, section 4.4.2). */
public final class References {

    private References() {}

    /** Whether it is the null reference. */
    public static int ref_is_null(Object reference) {
        return reference == null ? 1 : 0;
    }
}
