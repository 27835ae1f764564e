package dev.tagalong.runtime.internal.semantics;

/** Instructions on 32-bit integers that are more than one JVM instruction (specification, section 4.3.2). */
public final class Int32Ops {

    private Int32Ops() {}

    /** Signed division, rounded towards zero; the one quotient that does not fit traps. */
    public static int i32_div_s(int dividend, int divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        if (dividend == Integer.MIN_VALUE && divisor == -1) {
            throw IntegerTraps.overflow();
        }
        return dividend / divisor;
    }

    /** Unsigned division. */
    public static int i32_div_u(int dividend, int divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        return Integer.divideUnsigned(dividend, divisor);
    }

    /** Signed remainder, with the dividend's sign. */
    public static int i32_rem_s(int dividend, int divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        return dividend % divisor;
    }

    /** Unsigned remainder. */
    public static int i32_rem_u(int dividend, int divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        return Integer.remainderUnsigned(dividend, divisor);
    }
}
