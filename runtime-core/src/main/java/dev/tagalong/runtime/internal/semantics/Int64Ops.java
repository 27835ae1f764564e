package dev.tagalong.runtime.internal.semantics;

/** Instructions on 64-bit integers (specification, section 4.3.2). */
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

    /** Whether it is zero. */
    public static int i64_eqz(long a) {
        return a == 0 ? 1 : 0;
    }

    /** Whether both are equal. */
    public static int i64_eq(long a, long b) {
        return a == b ? 1 : 0;
    }

    /** Whether they differ. */
    public static int i64_ne(long a, long b) {
        return a != b ? 1 : 0;
    }

    /** Whether the first is less, signed. */
    public static int i64_lt_s(long a, long b) {
        return a < b ? 1 : 0;
    }

    /** Whether the first is less, unsigned. */
    public static int i64_lt_u(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
    }

    /** Whether the first is greater, signed. */
    public static int i64_gt_s(long a, long b) {
        return a > b ? 1 : 0;
    }

    /** Whether the first is greater, unsigned. */
    public static int i64_gt_u(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? 1 : 0;
    }

    /** Whether the first is less or equal, signed. */
    public static int i64_le_s(long a, long b) {
        return a <= b ? 1 : 0;
    }

    /** Whether the first is less or equal, unsigned. */
    public static int i64_le_u(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? 1 : 0;
    }

    /** Whether the first is greater or equal, signed. */
    public static int i64_ge_s(long a, long b) {
        return a >= b ? 1 : 0;
    }

    /** Whether the first is greater or equal, unsigned. */
    public static int i64_ge_u(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? 1 : 0;
    }

    /** How many zeros stand before the highest one. */
    public static long i64_clz(long a) {
        return Long.numberOfLeadingZeros(a);
    }

    /** How many zeros stand behind the lowest one. */
    public static long i64_ctz(long a) {
        return Long.numberOfTrailingZeros(a);
    }

    /** How many bits are one. */
    public static long i64_popcnt(long a) {
        return Long.bitCount(a);
    }

    /** The sum, without what does not fit. */
    public static long i64_add(long a, long b) {
        return a + b;
    }

    /** The difference, without what does not fit. */
    public static long i64_sub(long a, long b) {
        return a - b;
    }

    /** The product, without what does not fit. */
    public static long i64_mul(long a, long b) {
        return a * b;
    }

    /** The bits that are one in both. */
    public static long i64_and(long a, long b) {
        return a & b;
    }

    /** The bits that are one in either. */
    public static long i64_or(long a, long b) {
        return a | b;
    }

    /** The bits that are one in one of them. */
    public static long i64_xor(long a, long b) {
        return a ^ b;
    }

    /** To the left, by a count modulo 64. */
    public static long i64_shl(long a, long b) {
        return a << b;
    }

    /** To the right with the sign, by a count modulo 64. */
    public static long i64_shr_s(long a, long b) {
        return a >> b;
    }

    /** To the right with zeros, by a count modulo 64. */
    public static long i64_shr_u(long a, long b) {
        return a >>> b;
    }

    /** Rotated to the left, by a count modulo 64. */
    public static long i64_rotl(long a, long b) {
        return Long.rotateLeft(a, (int) b);
    }

    /** Rotated to the right, by a count modulo 64. */
    public static long i64_rotr(long a, long b) {
        return Long.rotateRight(a, (int) b);
    }

    /** The low 8 bits with their sign. */
    public static long i64_extend8_s(long a) {
        return (byte) a;
    }

    /** The low 16 bits with their sign. */
    public static long i64_extend16_s(long a) {
        return (short) a;
    }

    /** The low 32 bits with their sign. */
    public static long i64_extend32_s(long a) {
        return (int) a;
    }

    /** The low half of the sum of two numbers in two halves each, the low one first. */
    public static long i64_add128_0(long low, long high, long otherLow, long otherHigh) {
        return low + otherLow;
    }

    /** The high half of that sum, without what does not fit. */
    public static long i64_add128_1(long low, long high, long otherLow, long otherHigh) {
        int carry = Long.compareUnsigned(low + otherLow, low) < 0 ? 1 : 0;
        return high + otherHigh + carry;
    }

    /** The low half of the difference of two numbers in two halves each, the low one first. */
    public static long i64_sub128_0(long low, long high, long otherLow, long otherHigh) {
        return low - otherLow;
    }

    /** The high half of that difference, without what does not fit. */
    public static long i64_sub128_1(long low, long high, long otherLow, long otherHigh) {
        int borrow = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
        return high - otherHigh - borrow;
    }

    /** The low half of the signed product. */
    public static long i64_mul_wide_s_0(long a, long b) {
        return a * b;
    }

    /** The high half of the signed product. */
    public static long i64_mul_wide_s_1(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** The low half of the unsigned product. */
    public static long i64_mul_wide_u_0(long a, long b) {
        return a * b;
    }

    /** The high half of the unsigned product: for each negative operand the signed one lacks the other operand. */
    public static long i64_mul_wide_u_1(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }
}
