package dev.tagalong.runtime.internal.semantics;

/** Instructions that multiply lanes to lanes of twice the bits (specification, section 4.3.5). */
public final class ExtendedMultiplyOps {

    private ExtendedMultiplyOps() {}

    /** The low half of the products of the low lanes, signed. */
    public static long i16x8_extmul_low_i8x16_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesSigned(aLow), Widening.bytesSigned(bLow));
    }

    /** The high half of the products of the low lanes, signed. */
    public static long i16x8_extmul_low_i8x16_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesSigned(aLow >>> 32), Widening.bytesSigned(bLow >>> 32));
    }

    /** The low half of the products of the high lanes, signed. */
    public static long i16x8_extmul_high_i8x16_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesSigned(aHigh), Widening.bytesSigned(bHigh));
    }

    /** The high half of the products of the high lanes, signed. */
    public static long i16x8_extmul_high_i8x16_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesSigned(aHigh >>> 32), Widening.bytesSigned(bHigh >>> 32));
    }

    /** The low half of the products of the low lanes, unsigned. */
    public static long i16x8_extmul_low_i8x16_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesUnsigned(aLow), Widening.bytesUnsigned(bLow));
    }

    /** The high half of the products of the low lanes, unsigned. */
    public static long i16x8_extmul_low_i8x16_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesUnsigned(aLow >>> 32), Widening.bytesUnsigned(bLow >>> 32));
    }

    /** The low half of the products of the high lanes, unsigned. */
    public static long i16x8_extmul_high_i8x16_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesUnsigned(aHigh), Widening.bytesUnsigned(bHigh));
    }

    /** The high half of the products of the high lanes, unsigned. */
    public static long i16x8_extmul_high_i8x16_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply16(Widening.bytesUnsigned(aHigh >>> 32), Widening.bytesUnsigned(bHigh >>> 32));
    }

    /** The low half of the products of the low lanes, signed. */
    public static long i32x4_extmul_low_i16x8_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsSigned(aLow), Widening.shortsSigned(bLow));
    }

    /** The high half of the products of the low lanes, signed. */
    public static long i32x4_extmul_low_i16x8_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsSigned(aLow >>> 32), Widening.shortsSigned(bLow >>> 32));
    }

    /** The low half of the products of the high lanes, signed. */
    public static long i32x4_extmul_high_i16x8_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsSigned(aHigh), Widening.shortsSigned(bHigh));
    }

    /** The high half of the products of the high lanes, signed. */
    public static long i32x4_extmul_high_i16x8_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsSigned(aHigh >>> 32), Widening.shortsSigned(bHigh >>> 32));
    }

    /** The low half of the products of the low lanes, unsigned. */
    public static long i32x4_extmul_low_i16x8_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsUnsigned(aLow), Widening.shortsUnsigned(bLow));
    }

    /** The high half of the products of the low lanes, unsigned. */
    public static long i32x4_extmul_low_i16x8_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsUnsigned(aLow >>> 32), Widening.shortsUnsigned(bLow >>> 32));
    }

    /** The low half of the products of the high lanes, unsigned. */
    public static long i32x4_extmul_high_i16x8_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsUnsigned(aHigh), Widening.shortsUnsigned(bHigh));
    }

    /** The high half of the products of the high lanes, unsigned. */
    public static long i32x4_extmul_high_i16x8_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return Lanes.multiply32(Widening.shortsUnsigned(aHigh >>> 32), Widening.shortsUnsigned(bHigh >>> 32));
    }

    /** The low half of the products of the low lanes, signed. */
    public static long i64x2_extmul_low_i32x4_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return (long) (int) aLow * (long) (int) bLow;
    }

    /** The high half of the products of the low lanes, signed. */
    public static long i64x2_extmul_low_i32x4_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return (aLow >> 32) * (bLow >> 32);
    }

    /** The low half of the products of the high lanes, signed. */
    public static long i64x2_extmul_high_i32x4_s_0(long aLow, long aHigh, long bLow, long bHigh) {
        return (long) (int) aHigh * (long) (int) bHigh;
    }

    /** The high half of the products of the high lanes, signed. */
    public static long i64x2_extmul_high_i32x4_s_1(long aLow, long aHigh, long bLow, long bHigh) {
        return (aHigh >> 32) * (bHigh >> 32);
    }

    /** The low half of the products of the low lanes, unsigned. */
    public static long i64x2_extmul_low_i32x4_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return (aLow & 0xFFFF_FFFFL) * (bLow & 0xFFFF_FFFFL);
    }

    /** The high half of the products of the low lanes, unsigned. */
    public static long i64x2_extmul_low_i32x4_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return (aLow >>> 32) * (bLow >>> 32);
    }

    /** The low half of the products of the high lanes, unsigned. */
    public static long i64x2_extmul_high_i32x4_u_0(long aLow, long aHigh, long bLow, long bHigh) {
        return (aHigh & 0xFFFF_FFFFL) * (bHigh & 0xFFFF_FFFFL);
    }

    /** The high half of the products of the high lanes, unsigned. */
    public static long i64x2_extmul_high_i32x4_u_1(long aLow, long aHigh, long bLow, long bHigh) {
        return (aHigh >>> 32) * (bHigh >>> 32);
    }
}
