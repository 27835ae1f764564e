package dev.tagalong.runtime.internal.semantics;

/** Instructions on 64-bit integers that are more than one JVM instruction (specification, section 4.3.2). */
public final class Int64Ops {

    private Int64Ops() {}

    /** Signed division, rounded towards zero; the one quotient that does not fit traps. */
    public static long i64_div_s(long dividend, long divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        if (dividend == Long.MIN_VALUE && divisor == -1) {
            throw IntegerTraps.overflow();
        }
        return dividend / divisor;
    }

    /** Unsigned division. */
    public static long i64_div_u(long dividend, long divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        return Long.divideUnsigned(dividend, divisor);
    }

    /** Signed remainder, with the dividend's sign. */
    public static long i64_rem_s(long dividend, long divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        return dividend % divisor;
    }

    /** Unsigned remainder. */
    public static long i64_rem_u(long dividend, long divisor) {
        if (divisor == 0) {
            throw IntegerTraps.divideByZero();
        }
        return Long.remainderUnsigned(dividend, divisor);
    }
}
