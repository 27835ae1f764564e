package dev.tagalong.runtime.internal.semantics;

/** Instructions on vectors of two double-precision floats (specification, section 4.3.5). */
public final class Float64x2Ops {

    private Float64x2Ops() {}

    /** All ones if both are equal. */
    public static long f64x2_eq(long a, long b) {
        return Lanes.mask(Double.longBitsToDouble(a) == Double.longBitsToDouble(b));
    }

    /** All ones if they differ, or one is NaN. */
    public static long f64x2_ne(long a, long b) {
        return Lanes.mask(Double.longBitsToDouble(a) != Double.longBitsToDouble(b));
    }

    /** All ones if the first is less. */
    public static long f64x2_lt(long a, long b) {
        return Lanes.mask(Double.longBitsToDouble(a) < Double.longBitsToDouble(b));
    }

    /** All ones if the first is greater. */
    public static long f64x2_gt(long a, long b) {
        return Lanes.mask(Double.longBitsToDouble(a) > Double.longBitsToDouble(b));
    }

    /** All ones if the first is less or equal. */
    public static long f64x2_le(long a, long b) {
        return Lanes.mask(Double.longBitsToDouble(a) <= Double.longBitsToDouble(b));
    }

    /** All ones if the first is greater or equal. */
    public static long f64x2_ge(long a, long b) {
        return Lanes.mask(Double.longBitsToDouble(a) >= Double.longBitsToDouble(b));
    }

    /** Without the sign. */
    public static long f64x2_abs(long a) {
        return a & Long.MAX_VALUE;
    }

    /** With the other sign. */
    public static long f64x2_neg(long a) {
        return a ^ Long.MIN_VALUE;
    }

    /** Rounded up to an integer. */
    public static long f64x2_ceil(long a) {
        return Double.doubleToRawLongBits(FloatOps.f64_ceil(Double.longBitsToDouble(a)));
    }

    /** Rounded down to an integer. */
    public static long f64x2_floor(long a) {
        return Double.doubleToRawLongBits(FloatOps.f64_floor(Double.longBitsToDouble(a)));
    }

    /** Rounded towards zero to an integer. */
    public static long f64x2_trunc(long a) {
        return Double.doubleToRawLongBits(FloatOps.f64_trunc(Double.longBitsToDouble(a)));
    }

    /** Rounded to the nearest integer, to the even one of two. */
    public static long f64x2_nearest(long a) {
        return Double.doubleToRawLongBits(FloatOps.f64_nearest(Double.longBitsToDouble(a)));
    }

    /** Square root. */
    public static long f64x2_sqrt(long a) {
        return Double.doubleToRawLongBits(FloatOps.f64_sqrt(Double.longBitsToDouble(a)));
    }

    /** Sum. */
    public static long f64x2_add(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) + Double.longBitsToDouble(b));
    }

    /** Difference. */
    public static long f64x2_sub(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) - Double.longBitsToDouble(b));
    }

    /** Product. */
    public static long f64x2_mul(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) * Double.longBitsToDouble(b));
    }

    /** Quotient. */
    public static long f64x2_div(long a, long b) {
        return Double.doubleToRawLongBits(Double.longBitsToDouble(a) / Double.longBitsToDouble(b));
    }

    /** The lesser, -0 being less than +0; NaN if either is. */
    public static long f64x2_min(long a, long b) {
        return Double.doubleToRawLongBits(FloatOps.f64_min(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
    }

    /** The greater, -0 being less than +0; NaN if either is. */
    public static long f64x2_max(long a, long b) {
        return Double.doubleToRawLongBits(FloatOps.f64_max(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
    }

    /** The second if it is less, else the first. */
    public static long f64x2_pmin(long a, long b) {
        return Double.longBitsToDouble(b) < Double.longBitsToDouble(a) ? b : a;
    }

    /** The second if it is greater, else the first. */
    public static long f64x2_pmax(long a, long b) {
        return Double.longBitsToDouble(a) < Double.longBitsToDouble(b) ? b : a;
    }

    /** From the first signed integer. */
    public static long f64x2_convert_low_i32x4_s_0(long low, long high) {
        return Double.doubleToRawLongBits((double) Lanes.first(low));
    }

    /** From the second signed integer. */
    public static long f64x2_convert_low_i32x4_s_1(long low, long high) {
        return Double.doubleToRawLongBits((double) Lanes.second(low));
    }

    /** From the first unsigned integer. */
    public static long f64x2_convert_low_i32x4_u_0(long low, long high) {
        return Double.doubleToRawLongBits(Conversions.f64_convert_i32_u(Lanes.first(low)));
    }

    /** From the second unsigned integer. */
    public static long f64x2_convert_low_i32x4_u_1(long low, long high) {
        return Double.doubleToRawLongBits(Conversions.f64_convert_i32_u(Lanes.second(low)));
    }

    /** From the first single-precision float. */
    public static long f64x2_promote_low_f32x4_0(long low, long high) {
        return Double.doubleToRawLongBits((double) FloatLanes.first(low));
    }

    /** From the second single-precision float. */
    public static long f64x2_promote_low_f32x4_1(long low, long high) {
        return Double.doubleToRawLongBits((double) FloatLanes.second(low));
    }
}
