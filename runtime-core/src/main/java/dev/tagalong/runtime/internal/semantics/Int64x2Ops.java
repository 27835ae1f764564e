package dev.tagalong.runtime.internal.semantics;

/** Instructions on vectors of two 64-bit integers (specification, section 4.3.5). */
public final class Int64x2Ops {

    private Int64x2Ops() {}

    /** All ones if both are equal. */
    public static long i64x2_eq(long a, long b) {
        return Lanes.mask(a == b);
    }

    /** All ones if they differ. */
    public static long i64x2_ne(long a, long b) {
        return Lanes.mask(a != b);
    }

    /** All ones if the first is less, signed. */
    public static long i64x2_lt_s(long a, long b) {
        return Lanes.mask(a < b);
    }

    /** All ones if the first is greater, signed. */
    public static long i64x2_gt_s(long a, long b) {
        return Lanes.mask(a > b);
    }

    /** All ones if the first is less or equal, signed. */
    public static long i64x2_le_s(long a, long b) {
        return Lanes.mask(a <= b);
    }

    /** All ones if the first is greater or equal, signed. */
    public static long i64x2_ge_s(long a, long b) {
        return Lanes.mask(a >= b);
    }

    /** Without the sign; the least number stays. */
    public static long i64x2_abs(long a) {
        return Math.abs(a);
    }

    /** With the other sign; the least number stays. */
    public static long i64x2_neg(long a) {
        return -a;
    }

    /** Sum. */
    public static long i64x2_add(long a, long b) {
        return a + b;
    }

    /** Difference. */
    public static long i64x2_sub(long a, long b) {
        return a - b;
    }

    /** Product. */
    public static long i64x2_mul(long a, long b) {
        return a * b;
    }

    /** Shifted left; the count is taken modulo 64. */
    public static long i64x2_shl(long a, int count) {
        return a << count;
    }

    /** Shifted right with copies of the sign. */
    public static long i64x2_shr_s(long a, int count) {
        return a >> count;
    }

    /** Shifted right with zeros. */
    public static long i64x2_shr_u(long a, int count) {
        return a >>> count;
    }

    /** Whether no lane is 0. */
    public static int i64x2_all_true(long low, long high) {
        return low != 0 && high != 0 ? 1 : 0;
    }

    /** The signs of both lanes, the first in the lowest bit. */
    public static int i64x2_bitmask(long low, long high) {
        return (int) (low >>> 63 | high >>> 62 & 2);
    }
}
