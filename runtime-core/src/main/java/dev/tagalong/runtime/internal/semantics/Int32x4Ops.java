package dev.tagalong.runtime.internal.semantics;

/** Instructions on vectors of four 32-bit integers (specification, section 4.3.5). */
public final class Int32x4Ops {

    private Int32x4Ops() {}

    /** All ones where lanes are equal. */
    public static long i32x4_eq(long a, long b) {
        return ~Lanes.fill(Lanes.nonZero(a ^ b, Lanes.SIGNS_32), 32);
    }

    /** All ones where lanes differ. */
    public static long i32x4_ne(long a, long b) {
        return Lanes.fill(Lanes.nonZero(a ^ b, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is less, signed. */
    public static long i32x4_lt_s(long a, long b) {
        return Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is greater, signed. */
    public static long i32x4_gt_s(long a, long b) {
        return Lanes.fill(Lanes.lessSigned(b, a, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is less or equal, signed. */
    public static long i32x4_le_s(long a, long b) {
        return ~Lanes.fill(Lanes.lessSigned(b, a, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is greater or equal, signed. */
    public static long i32x4_ge_s(long a, long b) {
        return ~Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is less, unsigned. */
    public static long i32x4_lt_u(long a, long b) {
        return Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is greater, unsigned. */
    public static long i32x4_gt_u(long a, long b) {
        return Lanes.fill(Lanes.lessUnsigned(b, a, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is less or equal, unsigned. */
    public static long i32x4_le_u(long a, long b) {
        return ~Lanes.fill(Lanes.lessUnsigned(b, a, Lanes.SIGNS_32), 32);
    }

    /** All ones where the first is greater or equal, unsigned. */
    public static long i32x4_ge_u(long a, long b) {
        return ~Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_32), 32);
    }

    /** Without the sign; the least number stays. */
    public static long i32x4_abs(long a) {
        return Lanes.abs(a, Lanes.SIGNS_32, 32);
    }

    /** With the other sign; the least number stays. */
    public static long i32x4_neg(long a) {
        return Lanes.sub(0, a, Lanes.SIGNS_32);
    }

    /** Sum. */
    public static long i32x4_add(long a, long b) {
        return Lanes.add(a, b, Lanes.SIGNS_32);
    }

    /** Difference. */
    public static long i32x4_sub(long a, long b) {
        return Lanes.sub(a, b, Lanes.SIGNS_32);
    }

    /** The lesser, signed. */
    public static long i32x4_min_s(long a, long b) {
        return Lanes.select(a, b, Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_32), 32));
    }

    /** The greater, signed. */
    public static long i32x4_max_s(long a, long b) {
        return Lanes.select(b, a, Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_32), 32));
    }

    /** The lesser, unsigned. */
    public static long i32x4_min_u(long a, long b) {
        return Lanes.select(a, b, Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_32), 32));
    }

    /** The greater, unsigned. */
    public static long i32x4_max_u(long a, long b) {
        return Lanes.select(b, a, Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_32), 32));
    }

    /** Shifted left; the count is taken modulo the bits of a lane. */
    public static long i32x4_shl(long a, int count) {
        return Lanes.shiftLeft(a, count & 31, Lanes.ONES_32, 32);
    }

    /** Shifted right with copies of the sign. */
    public static long i32x4_shr_s(long a, int count) {
        return Lanes.shiftRightSigned(a, count & 31, Lanes.ONES_32, 32);
    }

    /** Shifted right with zeros. */
    public static long i32x4_shr_u(long a, int count) {
        return Lanes.shiftRightUnsigned(a, count & 31, Lanes.ONES_32, 32);
    }

    /** Whether no lane is 0. */
    public static int i32x4_all_true(long low, long high) {
        return Lanes.allTrue(low, high, Lanes.SIGNS_32);
    }

    /** The signs of all lanes, the first in the lowest bit. */
    public static int i32x4_bitmask(long low, long high) {
        return signs(low) | (signs(high) << 2);
    }

    private static int signs(long half) {
        return (int) (half >>> 31 & 1 | half >>> 62 & 2);
    }

    /** Product. */
    public static long i32x4_mul(long a, long b) {
        return Lanes.multiply32(a, b);
    }

    /** Sums of two products of neighbouring signed 16-bit lanes. */
    public static long i32x4_dot_i16x8_s(long a, long b) {
        return Lanes.ints(
                Lanes.shortAt(a, 0) * Lanes.shortAt(b, 0) + Lanes.shortAt(a, 16) * Lanes.shortAt(b, 16),
                Lanes.shortAt(a, 32) * Lanes.shortAt(b, 32) + Lanes.shortAt(a, 48) * Lanes.shortAt(b, 48));
    }

    /** Sums of neighbouring signed 16-bit lanes. */
    public static long i32x4_extadd_pairwise_i16x8_s(long a) {
        return Lanes.ints(Lanes.shortAt(a, 0) + Lanes.shortAt(a, 16), Lanes.shortAt(a, 32) + Lanes.shortAt(a, 48));
    }

    /** Sums of neighbouring unsigned 16-bit lanes. */
    public static long i32x4_extadd_pairwise_i16x8_u(long a) {
        return (a & 0x0000_FFFF_0000_FFFFL) + (a >>> 16 & 0x0000_FFFF_0000_FFFFL);
    }

    /** From single precision, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static long i32x4_trunc_sat_f32x4_s(long a) {
        return Lanes.ints((int) FloatLanes.first(a), (int) FloatLanes.second(a));
    }

    /** From single precision to unsigned integers, likewise. */
    public static long i32x4_trunc_sat_f32x4_u(long a) {
        return Lanes.ints(
                Conversions.i32_trunc_sat_f32_u(FloatLanes.first(a)),
                Conversions.i32_trunc_sat_f32_u(FloatLanes.second(a)));
    }

    /** From double precision to signed integers, likewise; the upper two are 0. */
    public static long i32x4_trunc_sat_f64x2_s_zero_0(long low, long high) {
        return Lanes.ints(
                Conversions.i32_trunc_sat_f64_s(Double.longBitsToDouble(low)),
                Conversions.i32_trunc_sat_f64_s(Double.longBitsToDouble(high)));
    }

    /** The upper two are 0. */
    public static long i32x4_trunc_sat_f64x2_s_zero_1(long low, long high) {
        return 0;
    }

    /** From double precision to unsigned integers, likewise; the upper two are 0. */
    public static long i32x4_trunc_sat_f64x2_u_zero_0(long low, long high) {
        return Lanes.ints(
                Conversions.i32_trunc_sat_f64_u(Double.longBitsToDouble(low)),
                Conversions.i32_trunc_sat_f64_u(Double.longBitsToDouble(high)));
    }

    /** The upper two are 0. */
    public static long i32x4_trunc_sat_f64x2_u_zero_1(long low, long high) {
        return 0;
    }
}
