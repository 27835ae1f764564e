package dev.tagalong.runtime.internal.semantics;

/** Instructions that make lanes of half the bits (specification, section 4.3.5). */
public final class NarrowOps {

    private NarrowOps() {}

    /** The lanes of the first, or the nearest end of the signed range. */
    public static long i8x16_narrow_i16x8_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return bytesSigned(aLow, aHigh);
    }

    /** The lanes of the second, or the nearest end of the signed range. */
    public static long i8x16_narrow_i16x8_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return bytesSigned(bLow, bHigh);
    }

    /** The lanes of the first, or the nearest end of the unsigned range. */
    public static long i8x16_narrow_i16x8_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return bytesUnsigned(aLow, aHigh);
    }

    /** The lanes of the second, or the nearest end of the unsigned range. */
    public static long i8x16_narrow_i16x8_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return bytesUnsigned(bLow, bHigh);
    }

    /** The lanes of the first, or the nearest end of the signed range. */
    public static long i16x8_narrow_i32x4_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return shortsSigned(aLow, aHigh);
    }

    /** The lanes of the second, or the nearest end of the signed range. */
    public static long i16x8_narrow_i32x4_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return shortsSigned(bLow, bHigh);
    }

    /** The lanes of the first, or the nearest end of the unsigned range. */
    public static long i16x8_narrow_i32x4_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return shortsUnsigned(aLow, aHigh);
    }

    /** The lanes of the second, or the nearest end of the unsigned range. */
    public static long i16x8_narrow_i32x4_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return shortsUnsigned(bLow, bHigh);
    }

    private static long bytesSigned(long low, long high) {
        return bytes(clamped16(low, 0xFF80, 0x7F), clamped16(high, 0xFF80, 0x7F));
    }

    private static long bytesUnsigned(long low, long high) {
        return bytes(clamped16(low, 0, 0xFF), clamped16(high, 0, 0xFF));
    }

    private static long clamped16(long half, long least, long most) {
        return Int16x8Ops.i16x8_max_s(Int16x8Ops.i16x8_min_s(half, most * Lanes.ONES_16), least * Lanes.ONES_16);
    }

    /** The lower bytes of eight 16-bit lanes. */
    private static long bytes(long low, long high) {
        return lowerBytes(low) | lowerBytes(high) << Integer.SIZE;
    }

    private static long lowerBytes(long half) {
        long pairs = half & 0x00FF_00FF_00FF_00FFL;
        pairs = (pairs | pairs >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (pairs | pairs >>> 16) & 0xFFFF_FFFFL;
    }

    private static long shortsSigned(long low, long high) {
        return Lanes.shorts(
                signed(Lanes.first(low)),
                signed(Lanes.second(low)),
                signed(Lanes.first(high)),
                signed(Lanes.second(high)));
    }

    private static long shortsUnsigned(long low, long high) {
        return Lanes.shorts(
                unsigned(Lanes.first(low)),
                unsigned(Lanes.second(low)),
                unsigned(Lanes.first(high)),
                unsigned(Lanes.second(high)));
    }

    private static int signed(int lane) {
        return Math.max(Short.MIN_VALUE, Math.min(lane, Short.MAX_VALUE));
    }

    private static int unsigned(int lane) {
        return Math.max(0, Math.min(lane, 0xFFFF));
    }
}
