package dev.tagalong.runtime.internal.semantics;

/** Instructions on vectors of four single-precision floats (specification, section 4.3.5). */
public final class Float32x4Ops {

    private Float32x4Ops() {}

    /** All ones where lanes are equal. */
    public static long f32x4_eq(long a, long b) {
        return FloatLanes.masks(
                FloatLanes.first(a) == FloatLanes.first(b), FloatLanes.second(a) == FloatLanes.second(b));
    }

    /** All ones where lanes differ, or one is NaN. */
    public static long f32x4_ne(long a, long b) {
        return FloatLanes.masks(
                FloatLanes.first(a) != FloatLanes.first(b), FloatLanes.second(a) != FloatLanes.second(b));
    }

    /** All ones where the first is less. */
    public static long f32x4_lt(long a, long b) {
        return FloatLanes.masks(FloatLanes.first(a) < FloatLanes.first(b), FloatLanes.second(a) < FloatLanes.second(b));
    }

    /** All ones where the first is greater. */
    public static long f32x4_gt(long a, long b) {
        return FloatLanes.masks(FloatLanes.first(a) > FloatLanes.first(b), FloatLanes.second(a) > FloatLanes.second(b));
    }

    /** All ones where the first is less or equal. */
    public static long f32x4_le(long a, long b) {
        return FloatLanes.masks(
                FloatLanes.first(a) <= FloatLanes.first(b), FloatLanes.second(a) <= FloatLanes.second(b));
    }

    /** All ones where the first is greater or equal. */
    public static long f32x4_ge(long a, long b) {
        return FloatLanes.masks(
                FloatLanes.first(a) >= FloatLanes.first(b), FloatLanes.second(a) >= FloatLanes.second(b));
    }

    /** Without the sign. */
    public static long f32x4_abs(long a) {
        return a & ~Lanes.SIGNS_32;
    }

    /** With the other sign. */
    public static long f32x4_neg(long a) {
        return a ^ Lanes.SIGNS_32;
    }

    /** Rounded up to an integer. */
    public static long f32x4_ceil(long a) {
        return FloatLanes.of(FloatOps.f32_ceil(FloatLanes.first(a)), FloatOps.f32_ceil(FloatLanes.second(a)));
    }

    /** Rounded down to an integer. */
    public static long f32x4_floor(long a) {
        return FloatLanes.of(FloatOps.f32_floor(FloatLanes.first(a)), FloatOps.f32_floor(FloatLanes.second(a)));
    }

    /** Rounded towards zero to an integer. */
    public static long f32x4_trunc(long a) {
        return FloatLanes.of(FloatOps.f32_trunc(FloatLanes.first(a)), FloatOps.f32_trunc(FloatLanes.second(a)));
    }

    /** Rounded to the nearest integer, to the even one of two. */
    public static long f32x4_nearest(long a) {
        return FloatLanes.of(FloatOps.f32_nearest(FloatLanes.first(a)), FloatOps.f32_nearest(FloatLanes.second(a)));
    }

    /** Square root. */
    public static long f32x4_sqrt(long a) {
        return FloatLanes.of(FloatOps.f32_sqrt(FloatLanes.first(a)), FloatOps.f32_sqrt(FloatLanes.second(a)));
    }

    /** Sum. */
    public static long f32x4_add(long a, long b) {
        return FloatLanes.of(FloatLanes.first(a) + FloatLanes.first(b), FloatLanes.second(a) + FloatLanes.second(b));
    }

    /** Difference. */
    public static long f32x4_sub(long a, long b) {
        return FloatLanes.of(FloatLanes.first(a) - FloatLanes.first(b), FloatLanes.second(a) - FloatLanes.second(b));
    }

    /** Product. */
    public static long f32x4_mul(long a, long b) {
        return FloatLanes.of(FloatLanes.first(a) * FloatLanes.first(b), FloatLanes.second(a) * FloatLanes.second(b));
    }

    /** Quotient. */
    public static long f32x4_div(long a, long b) {
        return FloatLanes.of(FloatLanes.first(a) / FloatLanes.first(b), FloatLanes.second(a) / FloatLanes.second(b));
    }

    /** The lesser, -0 being less than +0; NaN if either is. */
    public static long f32x4_min(long a, long b) {
        return FloatLanes.of(
                FloatOps.f32_min(FloatLanes.first(a), FloatLanes.first(b)),
                FloatOps.f32_min(FloatLanes.second(a), FloatLanes.second(b)));
    }

    /** The greater, -0 being less than +0; NaN if either is. */
    public static long f32x4_max(long a, long b) {
        return FloatLanes.of(
                FloatOps.f32_max(FloatLanes.first(a), FloatLanes.first(b)),
                FloatOps.f32_max(FloatLanes.second(a), FloatLanes.second(b)));
    }

    /** The second where it is less, else the first. */
    public static long f32x4_pmin(long a, long b) {
        return Lanes.select(b, a, f32x4_lt(b, a));
    }

    /** The second where it is greater, else the first. */
    public static long f32x4_pmax(long a, long b) {
        return Lanes.select(b, a, f32x4_lt(a, b));
    }

    /** From signed integers. */
    public static long f32x4_convert_i32x4_s(long a) {
        return FloatLanes.of((float) Lanes.first(a), (float) Lanes.second(a));
    }

    /** From unsigned integers. */
    public static long f32x4_convert_i32x4_u(long a) {
        return FloatLanes.of(
                Conversions.f32_convert_i32_u(Lanes.first(a)), Conversions.f32_convert_i32_u(Lanes.second(a)));
    }

    /** From double precision; the upper two are 0. */
    public static long f32x4_demote_f64x2_zero_0(long low, long high) {
        return FloatLanes.of((float) Double.longBitsToDouble(low), (float) Double.longBitsToDouble(high));
    }

    /** The upper two are 0. */
    public static long f32x4_demote_f64x2_zero_1(long low, long high) {
        return 0;
    }
}
