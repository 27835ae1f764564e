package dev.tagalong.runtime.internal.semantics;

/** Instructions that make lanes of twice the bits (specification, section 4.3.5). */
public final class ExtendOps {

    private ExtendOps() {}

    /** The low half of what the low lanes are, sign-extended. */
    public static long i16x8_extend_low_i8x16_s_0(long low, long high) {
        return Widening.bytesSigned(low);
    }

    /** The high half of what the low lanes are, sign-extended. */
    public static long i16x8_extend_low_i8x16_s_1(long low, long high) {
        return Widening.bytesSigned(low >>> 32);
    }

    /** The low half of what the high lanes are, sign-extended. */
    public static long i16x8_extend_high_i8x16_s_0(long low, long high) {
        return Widening.bytesSigned(high);
    }

    /** The high half of what the high lanes are, sign-extended. */
    public static long i16x8_extend_high_i8x16_s_1(long low, long high) {
        return Widening.bytesSigned(high >>> 32);
    }

    /** The low half of what the low lanes are, filled up with zeros. */
    public static long i16x8_extend_low_i8x16_u_0(long low, long high) {
        return Widening.bytesUnsigned(low);
    }

    /** The high half of what the low lanes are, filled up with zeros. */
    public static long i16x8_extend_low_i8x16_u_1(long low, long high) {
        return Widening.bytesUnsigned(low >>> 32);
    }

    /** The low half of what the high lanes are, filled up with zeros. */
    public static long i16x8_extend_high_i8x16_u_0(long low, long high) {
        return Widening.bytesUnsigned(high);
    }

    /** The high half of what the high lanes are, filled up with zeros. */
    public static long i16x8_extend_high_i8x16_u_1(long low, long high) {
        return Widening.bytesUnsigned(high >>> 32);
    }

    /** The low half of what the low lanes are, sign-extended. */
    public static long i32x4_extend_low_i16x8_s_0(long low, long high) {
        return Widening.shortsSigned(low);
    }

    /** The high half of what the low lanes are, sign-extended. */
    public static long i32x4_extend_low_i16x8_s_1(long low, long high) {
        return Widening.shortsSigned(low >>> 32);
    }

    /** The low half of what the high lanes are, sign-extended. */
    public static long i32x4_extend_high_i16x8_s_0(long low, long high) {
        return Widening.shortsSigned(high);
    }

    /** The high half of what the high lanes are, sign-extended. */
    public static long i32x4_extend_high_i16x8_s_1(long low, long high) {
        return Widening.shortsSigned(high >>> 32);
    }

    /** The low half of what the low lanes are, filled up with zeros. */
    public static long i32x4_extend_low_i16x8_u_0(long low, long high) {
        return Widening.shortsUnsigned(low);
    }

    /** The high half of what the low lanes are, filled up with zeros. */
    public static long i32x4_extend_low_i16x8_u_1(long low, long high) {
        return Widening.shortsUnsigned(low >>> 32);
    }

    /** The low half of what the high lanes are, filled up with zeros. */
    public static long i32x4_extend_high_i16x8_u_0(long low, long high) {
        return Widening.shortsUnsigned(high);
    }

    /** The high half of what the high lanes are, filled up with zeros. */
    public static long i32x4_extend_high_i16x8_u_1(long low, long high) {
        return Widening.shortsUnsigned(high >>> 32);
    }

    /** The low half of what the low lanes are, sign-extended. */
    public static long i64x2_extend_low_i32x4_s_0(long low, long high) {
        return (int) low;
    }

    /** The high half of what the low lanes are, sign-extended. */
    public static long i64x2_extend_low_i32x4_s_1(long low, long high) {
        return low >> 32;
    }

    /** The low half of what the high lanes are, sign-extended. */
    public static long i64x2_extend_high_i32x4_s_0(long low, long high) {
        return (int) high;
    }

    /** The high half of what the high lanes are, sign-extended. */
    public static long i64x2_extend_high_i32x4_s_1(long low, long high) {
        return high >> 32;
    }

    /** The low half of what the low lanes are, filled up with zeros. */
    public static long i64x2_extend_low_i32x4_u_0(long low, long high) {
        return low & 0xFFFF_FFFFL;
    }

    /** The high half of what the low lanes are, filled up with zeros. */
    public static long i64x2_extend_low_i32x4_u_1(long low, long high) {
        return low >>> 32;
    }

    /** The low half of what the high lanes are, filled up with zeros. */
    public static long i64x2_extend_high_i32x4_u_0(long low, long high) {
        return high & 0xFFFF_FFFFL;
    }

    /** The high half of what the high lanes are, filled up with zeros. */
    public static long i64x2_extend_high_i32x4_u_1(long low, long high) {
        return high >>> 32;
    }
}
