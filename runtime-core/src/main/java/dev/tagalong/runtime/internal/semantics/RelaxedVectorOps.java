package dev.tagalong.runtime.internal.semantics;

/**
 * Vector instructions that may give one of several results (specification, section 4.3.5). Each gives here what the
 * instruction that is not relaxed gives, so that results are the same on every machine. A product is rounded before it is
 * added to: Java takes very long for a fused result where the processor has no instruction for it.
 */
public final class RelaxedVectorOps {

    private RelaxedVectorOps() {}

    /** As the instruction that is not relaxed. */
    public static long i8x16_relaxed_swizzle_0(long low, long high, long indexLow, long indexHigh) {
        return LaneMoveOps.i8x16_swizzle_0(low, high, indexLow, indexHigh);
    }

    /** As the instruction that is not relaxed. */
    public static long i8x16_relaxed_swizzle_1(long low, long high, long indexLow, long indexHigh) {
        return LaneMoveOps.i8x16_swizzle_1(low, high, indexLow, indexHigh);
    }

    /** As the instruction that is not relaxed. */
    public static long i32x4_relaxed_trunc_f32x4_s(long a) {
        return Int32x4Ops.i32x4_trunc_sat_f32x4_s(a);
    }

    /** As the instruction that is not relaxed. */
    public static long i32x4_relaxed_trunc_f32x4_u(long a) {
        return Int32x4Ops.i32x4_trunc_sat_f32x4_u(a);
    }

    /** As the instruction that is not relaxed. */
    public static long i32x4_relaxed_trunc_f64x2_s_zero_0(long low, long high) {
        return Int32x4Ops.i32x4_trunc_sat_f64x2_s_zero_0(low, high);
    }

    /** As the instruction that is not relaxed. */
    public static long i32x4_relaxed_trunc_f64x2_s_zero_1(long low, long high) {
        return Int32x4Ops.i32x4_trunc_sat_f64x2_s_zero_1(low, high);
    }

    /** As the instruction that is not relaxed. */
    public static long i32x4_relaxed_trunc_f64x2_u_zero_0(long low, long high) {
        return Int32x4Ops.i32x4_trunc_sat_f64x2_u_zero_0(low, high);
    }

    /** As the instruction that is not relaxed. */
    public static long i32x4_relaxed_trunc_f64x2_u_zero_1(long low, long high) {
        return Int32x4Ops.i32x4_trunc_sat_f64x2_u_zero_1(low, high);
    }

    /** Product and sum, each rounded. */
    public static long f32x4_relaxed_madd(long a, long b, long c) {
        return Float32x4Ops.f32x4_add(Float32x4Ops.f32x4_mul(a, b), c);
    }

    /** Minus the product, and sum, each rounded. */
    public static long f32x4_relaxed_nmadd(long a, long b, long c) {
        return Float32x4Ops.f32x4_sub(c, Float32x4Ops.f32x4_mul(a, b));
    }

    /** Product and sum, each rounded. */
    public static long f64x2_relaxed_madd(long a, long b, long c) {
        return Float64x2Ops.f64x2_add(Float64x2Ops.f64x2_mul(a, b), c);
    }

    /** Minus the product, and sum, each rounded. */
    public static long f64x2_relaxed_nmadd(long a, long b, long c) {
        return Float64x2Ops.f64x2_sub(c, Float64x2Ops.f64x2_mul(a, b));
    }

    /** The bits of the first where the mask has ones, of the second elsewhere. */
    public static long i8x16_relaxed_laneselect(long a, long b, long mask) {
        return Lanes.select(a, b, mask);
    }

    /** The bits of the first where the mask has ones, of the second elsewhere. */
    public static long i16x8_relaxed_laneselect(long a, long b, long mask) {
        return Lanes.select(a, b, mask);
    }

    /** The bits of the first where the mask has ones, of the second elsewhere. */
    public static long i32x4_relaxed_laneselect(long a, long b, long mask) {
        return Lanes.select(a, b, mask);
    }

    /** The bits of the first where the mask has ones, of the second elsewhere. */
    public static long i64x2_relaxed_laneselect(long a, long b, long mask) {
        return Lanes.select(a, b, mask);
    }

    /** As the instruction that is not relaxed. */
    public static long f32x4_relaxed_min(long a, long b) {
        return Float32x4Ops.f32x4_min(a, b);
    }

    /** As the instruction that is not relaxed. */
    public static long f32x4_relaxed_max(long a, long b) {
        return Float32x4Ops.f32x4_max(a, b);
    }

    /** As the instruction that is not relaxed. */
    public static long f64x2_relaxed_min(long a, long b) {
        return Float64x2Ops.f64x2_min(a, b);
    }

    /** As the instruction that is not relaxed. */
    public static long f64x2_relaxed_max(long a, long b) {
        return Float64x2Ops.f64x2_max(a, b);
    }

    /** As the instruction that is not relaxed. */
    public static long i16x8_relaxed_q15mulr_s(long a, long b) {
        return Int16x8Ops.i16x8_q15mulr_sat_s(a, b);
    }

    /** Sums of two products of neighbouring bytes, all signed; the one sum that is out of range wraps. */
    public static long i16x8_relaxed_dot_i8x16_i7x16_s(long a, long b) {
        return Lanes.add(Lanes.multiply16(even(a), even(b)), Lanes.multiply16(odd(a), odd(b)), Lanes.SIGNS_16);
    }

    private static long even(long bytes) {
        return odd(bytes << Byte.SIZE);
    }

    /** The upper bytes of 16-bit lanes, sign-extended. */
    private static long odd(long bytes) {
        return Lanes.shiftRightSigned(bytes, Byte.SIZE, Lanes.ONES_16, Short.SIZE);
    }

    /** Sums of those sums of neighbours, and of a third vector. */
    public static long i32x4_relaxed_dot_i8x16_i7x16_add_s(long a, long b, long c) {
        long sums = Int32x4Ops.i32x4_extadd_pairwise_i16x8_s(i16x8_relaxed_dot_i8x16_i7x16_s(a, b));
        return Lanes.add(sums, c, Lanes.SIGNS_32);
    }
}
