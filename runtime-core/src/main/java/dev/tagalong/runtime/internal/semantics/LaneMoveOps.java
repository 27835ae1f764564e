package dev.tagalong.runtime.internal.semantics;

/** Instructions that move lanes of vectors (specification, section 4.3.5). */
public final class LaneMoveOps {

    private LaneMoveOps() {}

    /** The number in all lanes. */
    public static long i8x16_splat(int a) {
        return (a & 0xFF) * Lanes.ONES_8;
    }

    /** The number in all lanes. */
    public static long i16x8_splat(int a) {
        return (a & 0xFFFF) * Lanes.ONES_16;
    }

    /** The number in all lanes. */
    public static long i32x4_splat(int a) {
        return Lanes.ints(a, a);
    }

    /** The number in both lanes. */
    public static long i64x2_splat(long a) {
        return a;
    }

    /** The number in all lanes. */
    public static long f32x4_splat(float a) {
        return i32x4_splat(Float.floatToRawIntBits(a));
    }

    /** The number in both lanes. */
    public static long f64x2_splat(double a) {
        return Double.doubleToRawLongBits(a);
    }

    /** A lane, sign-extended. */
    public static int i8x16_extract_lane_s(long low, long high, int lane) {
        return (byte) (half(low, high, lane < 8) >>> (lane * 8));
    }

    /** A lane, filled up with zeros. */
    public static int i8x16_extract_lane_u(long low, long high, int lane) {
        return (int) (half(low, high, lane < 8) >>> (lane * 8)) & 0xFF;
    }

    /** A lane, sign-extended. */
    public static int i16x8_extract_lane_s(long low, long high, int lane) {
        return (short) (half(low, high, lane < 4) >>> (lane * 16));
    }

    /** A lane, filled up with zeros. */
    public static int i16x8_extract_lane_u(long low, long high, int lane) {
        return (int) (half(low, high, lane < 4) >>> (lane * 16)) & 0xFFFF;
    }

    /** A lane. */
    public static int i32x4_extract_lane(long low, long high, int lane) {
        return (int) (half(low, high, lane < 2) >>> (lane * 32));
    }

    /** A lane. */
    public static long i64x2_extract_lane(long low, long high, int lane) {
        return half(low, high, lane == 0);
    }

    /** A lane. */
    public static float f32x4_extract_lane(long low, long high, int lane) {
        return Float.intBitsToFloat(i32x4_extract_lane(low, high, lane));
    }

    /** A lane. */
    public static double f64x2_extract_lane(long low, long high, int lane) {
        return Double.longBitsToDouble(half(low, high, lane == 0));
    }

    private static long half(long low, long high, boolean inLow) {
        return inLow ? low : high;
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long i8x16_replace_lane_0(long low, long high, int value, int lane) {
        return lane < 8 ? replace(low, 0xFFL, value, lane * 8) : low;
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long i8x16_replace_lane_1(long low, long high, int value, int lane) {
        return lane >= 8 ? replace(high, 0xFFL, value, lane * 8) : high;
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long i16x8_replace_lane_0(long low, long high, int value, int lane) {
        return lane < 4 ? replace(low, 0xFFFFL, value, lane * 16) : low;
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long i16x8_replace_lane_1(long low, long high, int value, int lane) {
        return lane >= 4 ? replace(high, 0xFFFFL, value, lane * 16) : high;
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long i32x4_replace_lane_0(long low, long high, int value, int lane) {
        return lane < 2 ? replace(low, 0xFFFF_FFFFL, value, lane * 32) : low;
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long i32x4_replace_lane_1(long low, long high, int value, int lane) {
        return lane >= 2 ? replace(high, 0xFFFF_FFFFL, value, lane * 32) : high;
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long i64x2_replace_lane_0(long low, long high, long value, int lane) {
        return lane < 1 ? value : low;
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long i64x2_replace_lane_1(long low, long high, long value, int lane) {
        return lane >= 1 ? value : high;
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long f32x4_replace_lane_0(long low, long high, float value, int lane) {
        return lane < 2 ? replace(low, 0xFFFF_FFFFL, Float.floatToRawIntBits(value), lane * 32) : low;
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long f32x4_replace_lane_1(long low, long high, float value, int lane) {
        return lane >= 2 ? replace(high, 0xFFFF_FFFFL, Float.floatToRawIntBits(value), lane * 32) : high;
    }

    /** The low half with a lane replaced, if the lane is there. */
    public static long f64x2_replace_lane_0(long low, long high, double value, int lane) {
        return lane < 1 ? Double.doubleToRawLongBits(value) : low;
    }

    /** The high half with a lane replaced, if the lane is there. */
    public static long f64x2_replace_lane_1(long low, long high, double value, int lane) {
        return lane >= 1 ? Double.doubleToRawLongBits(value) : high;
    }

    private static long replace(long half, long lane, long value, int bit) {
        return (half & ~(lane << bit)) | ((value & lane) << bit);
    }

    /** The low half of bytes that are chosen from two vectors. */
    public static long i8x16_shuffle_0(long aLow, long aHigh, long bLow, long bHigh, long indexLow, long indexHigh) {
        return shuffled(aLow, aHigh, bLow, bHigh, indexLow);
    }

    /** The high half of bytes that are chosen from two vectors. */
    public static long i8x16_shuffle_1(long aLow, long aHigh, long bLow, long bHigh, long indexLow, long indexHigh) {
        return shuffled(aLow, aHigh, bLow, bHigh, indexHigh);
    }

    private static long shuffled(long aLow, long aHigh, long bLow, long bHigh, long indices) {
        long bytes = 0;
        for (int bit = 0; bit < Long.SIZE; bit += Byte.SIZE) {
            int index = (int) (indices >>> bit);
            long low = (index & 16) == 0 ? aLow : bLow;
            long high = (index & 16) == 0 ? aHigh : bHigh;
            bytes |= byteAt(low, high, index) << bit;
        }
        return bytes;
    }

    /** The byte at the lowest four bits of an index. */
    private static long byteAt(long low, long high, int index) {
        return ((index & 8) == 0 ? low : high) >>> (index << 3) & 0xFF;
    }

    /** The low half of bytes that a vector of indices chooses; 0 for an index of no byte. */
    public static long i8x16_swizzle_0(long low, long high, long indexLow, long indexHigh) {
        return swizzled(low, high, indexLow);
    }

    /** The high half of bytes that a vector of indices chooses; 0 for an index of no byte. */
    public static long i8x16_swizzle_1(long low, long high, long indexLow, long indexHigh) {
        return swizzled(low, high, indexHigh);
    }

    private static long swizzled(long low, long high, long indices) {
        long bytes = 0;
        for (int bit = 0; bit < Long.SIZE; bit += Byte.SIZE) {
            bytes |= byteAt(low, high, (int) (indices >>> bit)) << bit;
        }
        return bytes & ~Lanes.fill(Lanes.nonZero(indices & 0xF0F0_F0F0_F0F0_F0F0L, Lanes.SIGNS_8), Byte.SIZE);
    }
}
