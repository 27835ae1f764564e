package dev.tagalong.runtime.internal.semantics;

/**
 * What loads make of the number that they read, which has zeros above it, and what stores of a lane write
 * (specification, section 4.4.7).
 */
public final class VectorMemoryOps {

    private VectorMemoryOps() {}

    /** The low half of lanes of 8 bits, sign-extended. */
    public static long v128_load8x8_s_0(long loaded) {
        return Widening.bytesSigned(loaded);
    }

    /** The high half of lanes of 8 bits, sign-extended. */
    public static long v128_load8x8_s_1(long loaded) {
        return Widening.bytesSigned(loaded >>> 32);
    }

    /** The low half of lanes of 8 bits, filled up with zeros. */
    public static long v128_load8x8_u_0(long loaded) {
        return Widening.bytesUnsigned(loaded);
    }

    /** The high half of lanes of 8 bits, filled up with zeros. */
    public static long v128_load8x8_u_1(long loaded) {
        return Widening.bytesUnsigned(loaded >>> 32);
    }

    /** The low half of lanes of 16 bits, sign-extended. */
    public static long v128_load16x4_s_0(long loaded) {
        return Widening.shortsSigned(loaded);
    }

    /** The high half of lanes of 16 bits, sign-extended. */
    public static long v128_load16x4_s_1(long loaded) {
        return Widening.shortsSigned(loaded >>> 32);
    }

    /** The low half of lanes of 16 bits, filled up with zeros. */
    public static long v128_load16x4_u_0(long loaded) {
        return Widening.shortsUnsigned(loaded);
    }

    /** The high half of lanes of 16 bits, filled up with zeros. */
    public static long v128_load16x4_u_1(long loaded) {
        return Widening.shortsUnsigned(loaded >>> 32);
    }

    /** The low half of lanes of 32 bits, sign-extended. */
    public static long v128_load32x2_s_0(long loaded) {
        return (int) loaded;
    }

    /** The high half of lanes of 32 bits, sign-extended. */
    public static long v128_load32x2_s_1(long loaded) {
        return loaded >> 32;
    }

    /** The low half of lanes of 32 bits, filled up with zeros. */
    public static long v128_load32x2_u_0(long loaded) {
        return loaded & 0xFFFF_FFFFL;
    }

    /** The high half of lanes of 32 bits, filled up with zeros. */
    public static long v128_load32x2_u_1(long loaded) {
        return loaded >>> 32;
    }

    /** The lower 8 bits in all lanes. */
    public static long v128_load8_splat_0(long loaded) {
        return LaneMoveOps.i8x16_splat((int) loaded);
    }

    /** The lower 8 bits in all lanes. */
    public static long v128_load8_splat_1(long loaded) {
        return LaneMoveOps.i8x16_splat((int) loaded);
    }

    /** The lower 16 bits in all lanes. */
    public static long v128_load16_splat_0(long loaded) {
        return LaneMoveOps.i16x8_splat((int) loaded);
    }

    /** The lower 16 bits in all lanes. */
    public static long v128_load16_splat_1(long loaded) {
        return LaneMoveOps.i16x8_splat((int) loaded);
    }

    /** The lower 32 bits in all lanes. */
    public static long v128_load32_splat_0(long loaded) {
        return LaneMoveOps.i32x4_splat((int) loaded);
    }

    /** The lower 32 bits in all lanes. */
    public static long v128_load32_splat_1(long loaded) {
        return LaneMoveOps.i32x4_splat((int) loaded);
    }

    /** The number in all lanes. */
    public static long v128_load64_splat_0(long loaded) {
        return loaded;
    }

    /** The number in all lanes. */
    public static long v128_load64_splat_1(long loaded) {
        return loaded;
    }

    /** The number, below zeros. */
    public static long v128_load32_zero_0(long loaded) {
        return loaded;
    }

    /** Zeros. */
    public static long v128_load32_zero_1(long loaded) {
        return 0;
    }

    /** The number, below zeros. */
    public static long v128_load64_zero_0(long loaded) {
        return loaded;
    }

    /** Zeros. */
    public static long v128_load64_zero_1(long loaded) {
        return 0;
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long v128_load8_lane_0(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i8x16_replace_lane_0(low, high, (int) loaded, lane);
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long v128_load8_lane_1(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i8x16_replace_lane_1(low, high, (int) loaded, lane);
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long v128_load16_lane_0(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i16x8_replace_lane_0(low, high, (int) loaded, lane);
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long v128_load16_lane_1(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i16x8_replace_lane_1(low, high, (int) loaded, lane);
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long v128_load32_lane_0(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i32x4_replace_lane_0(low, high, (int) loaded, lane);
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long v128_load32_lane_1(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i32x4_replace_lane_1(low, high, (int) loaded, lane);
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long v128_load64_lane_0(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i64x2_replace_lane_0(low, high, loaded, lane);
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long v128_load64_lane_1(long loaded, long low, long high, int lane) {
        return LaneMoveOps.i64x2_replace_lane_1(low, high, loaded, lane);
    }

    /** The lane that is stored. */
    public static long v128_store8_lane(long low, long high, int lane) {
        return LaneMoveOps.i8x16_extract_lane_u(low, high, lane);
    }

    /** The lane that is stored. */
    public static long v128_store16_lane(long low, long high, int lane) {
        return LaneMoveOps.i16x8_extract_lane_u(low, high, lane);
    }

    /** The lane that is stored. */
    public static long v128_store32_lane(long low, long high, int lane) {
        return LaneMoveOps.i32x4_extract_lane(low, high, lane);
    }

    /** The lane that is stored. */
    public static long v128_store64_lane(long low, long high, int lane) {
        return LaneMoveOps.i64x2_extract_lane(low, high, lane);
    }
}
