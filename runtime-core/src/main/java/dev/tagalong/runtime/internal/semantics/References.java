package dev.tagalong.runtime.internal.semantics;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/** Instructions on references (specification, section 4.4.2). */
public final class References {

    private static final int I31_MASK = (1 << 31) - 1;

    private References() {}

    /** Whether it is the null reference. */
    public static int ref_is_null(Object reference) {
        return reference == null ? 1 : 0;
    }

    /** Whether two references are to the same object; {@code i31} has no identity but its value. */
    public static int ref_eq(Object first, Object second) {
        return first == second || first instanceof I31 && first.equals(second) ? 1 : 0;
    }

    /** A reference for the low 31 bits. */
    public static Object ref_i31(int number) {
        return I31.of(number);
    }

    /** The value, sign-extended. */
    public static int i31_get_s(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_I31_REFERENCE);
        }
        return ((I31) reference).value();
    }

    /** The value, zero-extended. */
    public static int i31_get_u(Object reference) {
        return i31_get_s(reference) & I31_MASK;
    }

    /** The number of elements. */
    public static int array_len(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_ARRAY_REFERENCE);
        }
        return ((ArrayObject) reference).length();
    }
}
