package dev.tagalong.runtime.internal.semantics;

/** Instructions on vectors of eight 16-bit integers (specification, section 4.3.5). */
public final class Int16x8Ops {

    private Int16x8Ops() {}

    /** All ones where lanes are equal. */
    public static long i16x8_eq(long a, long b) {
        return ~Lanes.fill(Lanes.nonZero(a ^ b, Lanes.SIGNS_16), 16);
    }

    /** All ones where lanes differ. */
    public static long i16x8_ne(long a, long b) {
        return Lanes.fill(Lanes.nonZero(a ^ b, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is less, signed. */
    public static long i16x8_lt_s(long a, long b) {
        return Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is greater, signed. */
    public static long i16x8_gt_s(long a, long b) {
        return Lanes.fill(Lanes.lessSigned(b, a, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is less or equal, signed. */
    public static long i16x8_le_s(long a, long b) {
        return ~Lanes.fill(Lanes.lessSigned(b, a, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is greater or equal, signed. */
    public static long i16x8_ge_s(long a, long b) {
        return ~Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is less, unsigned. */
    public static long i16x8_lt_u(long a, long b) {
        return Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is greater, unsigned. */
    public static long i16x8_gt_u(long a, long b) {
        return Lanes.fill(Lanes.lessUnsigned(b, a, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is less or equal, unsigned. */
    public static long i16x8_le_u(long a, long b) {
        return ~Lanes.fill(Lanes.lessUnsigned(b, a, Lanes.SIGNS_16), 16);
    }

    /** All ones where the first is greater or equal, unsigned. */
    public static long i16x8_ge_u(long a, long b) {
        return ~Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_16), 16);
    }

    /** Without the sign; the least number stays. */
    public static long i16x8_abs(long a) {
        return Lanes.abs(a, Lanes.SIGNS_16, 16);
    }

    /** With the other sign; the least number stays. */
    public static long i16x8_neg(long a) {
        return Lanes.sub(0, a, Lanes.SIGNS_16);
    }

    /** Sum. */
    public static long i16x8_add(long a, long b) {
        return Lanes.add(a, b, Lanes.SIGNS_16);
    }

    /** Difference. */
    public static long i16x8_sub(long a, long b) {
        return Lanes.sub(a, b, Lanes.SIGNS_16);
    }

    /** Sum, or the nearest end of the signed range. */
    public static long i16x8_add_sat_s(long a, long b) {
        return Lanes.addSaturatedSigned(a, b, Lanes.SIGNS_16, 16);
    }

    /** Sum, or the nearest end of the unsigned range. */
    public static long i16x8_add_sat_u(long a, long b) {
        return Lanes.addSaturatedUnsigned(a, b, Lanes.SIGNS_16, 16);
    }

    /** Difference, or the nearest end of the signed range. */
    public static long i16x8_sub_sat_s(long a, long b) {
        return Lanes.subSaturatedSigned(a, b, Lanes.SIGNS_16, 16);
    }

    /** Difference, or the nearest end of the unsigned range. */
    public static long i16x8_sub_sat_u(long a, long b) {
        return Lanes.subSaturatedUnsigned(a, b, Lanes.SIGNS_16, 16);
    }

    /** Average, rounded up, of unsigned lanes. */
    public static long i16x8_avgr_u(long a, long b) {
        return Lanes.average(a, b, Lanes.ONES_16);
    }

    /** The lesser, signed. */
    public static long i16x8_min_s(long a, long b) {
        return Lanes.select(a, b, Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_16), 16));
    }

    /** The greater, signed. */
    public static long i16x8_max_s(long a, long b) {
        return Lanes.select(b, a, Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_16), 16));
    }

    /** The lesser, unsigned. */
    public static long i16x8_min_u(long a, long b) {
        return Lanes.select(a, b, Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_16), 16));
    }

    /** The greater, unsigned. */
    public static long i16x8_max_u(long a, long b) {
        return Lanes.select(b, a, Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_16), 16));
    }

    /** Shifted left; the count is taken modulo the bits of a lane. */
    public static long i16x8_shl(long a, int count) {
        return Lanes.shiftLeft(a, count & 15, Lanes.ONES_16, 16);
    }

    /** Shifted right with copies of the sign. */
    public static long i16x8_shr_s(long a, int count) {
        return Lanes.shiftRightSigned(a, count & 15, Lanes.ONES_16, 16);
    }

    /** Shifted right with zeros. */
    public static long i16x8_shr_u(long a, int count) {
        return Lanes.shiftRightUnsigned(a, count & 15, Lanes.ONES_16, 16);
    }

    /** Whether no lane is 0. */
    public static int i16x8_all_true(long low, long high) {
        return Lanes.allTrue(low, high, Lanes.SIGNS_16);
    }

    /** The signs of all lanes, the first in the lowest bit. */
    public static int i16x8_bitmask(long low, long high) {
        return signs(low) | (signs(high) << 4);
    }

    private static int signs(long half) {
        return (int) (((half & Lanes.SIGNS_16) >>> 15) * 0x1000_2000_4000_8000L >>> 60);
    }

    /** Product. */
    public static long i16x8_mul(long a, long b) {
        return Lanes.multiply16(a, b);
    }

    /** Rounded product of numbers with 15 bits after the point. */
    public static long i16x8_q15mulr_sat_s(long a, long b) {
        return Lanes.shorts(product(a, b, 0), product(a, b, 16), product(a, b, 32), product(a, b, 48));
    }

    /** Only one product is out of range: that of the least number with itself. */
    private static int product(long a, long b, int bit) {
        return Math.min((Lanes.shortAt(a, bit) * Lanes.shortAt(b, bit) + 0x4000) >> 15, Short.MAX_VALUE);
    }

    /** Sums of neighbouring signed bytes. */
    public static long i16x8_extadd_pairwise_i8x16_s(long a) {
        // Each byte is made unsigned by 128 more, so that sums of two have 256 too many.
        return Lanes.sub(i16x8_extadd_pairwise_i8x16_u(a ^ Lanes.SIGNS_8), Lanes.ONES_16 << 8, Lanes.SIGNS_16);
    }

    /** Sums of neighbouring unsigned bytes. */
    public static long i16x8_extadd_pairwise_i8x16_u(long a) {
        return (a & 0x00FF_00FF_00FF_00FFL) + (a >>> 8 & 0x00FF_00FF_00FF_00FFL);
    }
}
