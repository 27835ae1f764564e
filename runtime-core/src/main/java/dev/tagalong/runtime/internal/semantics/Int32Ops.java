package dev.tagalong.runtime.internal.semantics;

/** Instructions on 32-bit integers (specification, section 4.3.2). */
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

    /** Whether it is zero. */
    public static int i32_eqz(int a) {
        return a == 0 ? 1 : 0;
    }

    /** Whether both are equal. */
    public static int i32_eq(int a, int b) {
        return a == b ? 1 : 0;
    }

    /** Whether they differ. */
    public static int i32_ne(int a, int b) {
        return a != b ? 1 : 0;
    }

    /** Whether the first is less, signed. */
    public static int i32_lt_s(int a, int b) {
        return a < b ? 1 : 0;
    }

    /** Whether the first is less, unsigned. */
    public static int i32_lt_u(int a, int b) {
        return Integer.compareUnsigned(a, b) < 0 ? 1 : 0;
    }

    /** Whether the first is greater, signed. */
    public static int i32_gt_s(int a, int b) {
        return a > b ? 1 : 0;
    }

    /** Whether the first is greater, unsigned. */
    public static int i32_gt_u(int a, int b) {
        return Integer.compareUnsigned(a, b) > 0 ? 1 : 0;
    }

    /** Whether the first is less or equal, signed. */
    public static int i32_le_s(int a, int b) {
        return a <= b ? 1 : 0;
    }

    /** Whether the first is less or equal, unsigned. */
    public static int i32_le_u(int a, int b) {
        return Integer.compareUnsigned(a, b) <= 0 ? 1 : 0;
    }

    /** Whether the first is greater or equal, signed. */
    public static int i32_ge_s(int a, int b) {
        return a >= b ? 1 : 0;
    }

    /** Whether the first is greater or equal, unsigned. */
    public static int i32_ge_u(int a, int b) {
        return Integer.compareUnsigned(a, b) >= 0 ? 1 : 0;
    }

    /** How many zeros stand before the highest one. */
    public static int i32_clz(int a) {
        return Integer.numberOfLeadingZeros(a);
    }

    /** How many zeros stand behind the lowest one. */
    public static int i32_ctz(int a) {
        return Integer.numberOfTrailingZeros(a);
    }

    /** How many bits are one. */
    public static int i32_popcnt(int a) {
        return Integer.bitCount(a);
    }

    /** The sum, without what does not fit. */
    public static int i32_add(int a, int b) {
        return a + b;
    }

    /** The difference, without what does not fit. */
    public static int i32_sub(int a, int b) {
        return a - b;
    }

    /** The product, without what does not fit. */
    public static int i32_mul(int a, int b) {
        return a * b;
    }

    /** The bits that are one in both. */
    public static int i32_and(int a, int b) {
        return a & b;
    }

    /** The bits that are one in either. */
    public static int i32_or(int a, int b) {
        return a | b;
    }

    /** The bits that are one in one of them. */
    public static int i32_xor(int a, int b) {
        return a ^ b;
    }

    /** To the left, by a count modulo 32. */
    public static int i32_shl(int a, int b) {
        return a << b;
    }

    /** To the right with the sign, by a count modulo 32. */
    public static int i32_shr_s(int a, int b) {
        return a >> b;
    }

    /** To the right with zeros, by a count modulo 32. */
    public static int i32_shr_u(int a, int b) {
        return a >>> b;
    }

    /** Rotated to the left, by a count modulo 32. */
    public static int i32_rotl(int a, int b) {
        return Integer.rotateLeft(a, b);
    }

    /** Rotated to the right, by a count modulo 32. */
    public static int i32_rotr(int a, int b) {
        return Integer.rotateRight(a, b);
    }

    /** The low 8 bits with their sign. */
    public static int i32_extend8_s(int a) {
        return (byte) a;
    }

    /** The low 16 bits with their sign. */
    public static int i32_extend16_s(int a) {
        return (short) a;
    }
}
