package dev.tagalong.runtime.internal.semantics;

/** Instructions on vectors of sixteen 8-bit integers (specification, section 4.3.5). */
public final class Int8x16Ops {

    private Int8x16Ops() {}

    /** All ones where lanes are equal. */
    public static long i8x16_eq(long a, long b) {
        return ~Lanes.fill(Lanes.nonZero(a ^ b, Lanes.SIGNS_8), 8);
    }

    /** All ones where lanes differ. */
    public static long i8x16_ne(long a, long b) {
        return Lanes.fill(Lanes.nonZero(a ^ b, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is less, signed. */
    public static long i8x16_lt_s(long a, long b) {
        return Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is greater, signed. */
    public static long i8x16_gt_s(long a, long b) {
        return Lanes.fill(Lanes.lessSigned(b, a, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is less or equal, signed. */
    public static long i8x16_le_s(long a, long b) {
        return ~Lanes.fill(Lanes.lessSigned(b, a, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is greater or equal, signed. */
    public static long i8x16_ge_s(long a, long b) {
        return ~Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is less, unsigned. */
    public static long i8x16_lt_u(long a, long b) {
        return Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is greater, unsigned. */
    public static long i8x16_gt_u(long a, long b) {
        return Lanes.fill(Lanes.lessUnsigned(b, a, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is less or equal, unsigned. */
    public static long i8x16_le_u(long a, long b) {
        return ~Lanes.fill(Lanes.lessUnsigned(b, a, Lanes.SIGNS_8), 8);
    }

    /** All ones where the first is greater or equal, unsigned. */
    public static long i8x16_ge_u(long a, long b) {
        return ~Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_8), 8);
    }

    /** Without the sign; the least number stays. */
    public static long i8x16_abs(long a) {
        return Lanes.abs(a, Lanes.SIGNS_8, 8);
    }

    /** With the other sign; the least number stays. */
    public static long i8x16_neg(long a) {
        return Lanes.sub(0, a, Lanes.SIGNS_8);
    }

    /** Sum. */
    public static long i8x16_add(long a, long b) {
        return Lanes.add(a, b, Lanes.SIGNS_8);
    }

    /** Difference. */
    public static long i8x16_sub(long a, long b) {
        return Lanes.sub(a, b, Lanes.SIGNS_8);
    }

    /** Sum, or the nearest end of the signed range. */
    public static long i8x16_add_sat_s(long a, long b) {
        return Lanes.addSaturatedSigned(a, b, Lanes.SIGNS_8, 8);
    }

    /** Sum, or the nearest end of the unsigned range. */
    public static long i8x16_add_sat_u(long a, long b) {
        return Lanes.addSaturatedUnsigned(a, b, Lanes.SIGNS_8, 8);
    }

    /** Difference, or the nearest end of the signed range. */
    public static long i8x16_sub_sat_s(long a, long b) {
        return Lanes.subSaturatedSigned(a, b, Lanes.SIGNS_8, 8);
    }

    /** Difference, or the nearest end of the unsigned range. */
    public static long i8x16_sub_sat_u(long a, long b) {
        return Lanes.subSaturatedUnsigned(a, b, Lanes.SIGNS_8, 8);
    }

    /** Average, rounded up, of unsigned lanes. */
    public static long i8x16_avgr_u(long a, long b) {
        return Lanes.average(a, b, Lanes.ONES_8);
    }

    /** The lesser, signed. */
    public static long i8x16_min_s(long a, long b) {
        return Lanes.select(a, b, Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_8), 8));
    }

    /** The greater, signed. */
    public static long i8x16_max_s(long a, long b) {
        return Lanes.select(b, a, Lanes.fill(Lanes.lessSigned(a, b, Lanes.SIGNS_8), 8));
    }

    /** The lesser, unsigned. */
    public static long i8x16_min_u(long a, long b) {
        return Lanes.select(a, b, Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_8), 8));
    }

    /** The greater, unsigned. */
    public static long i8x16_max_u(long a, long b) {
        return Lanes.select(b, a, Lanes.fill(Lanes.lessUnsigned(a, b, Lanes.SIGNS_8), 8));
    }

    /** Shifted left; the count is taken modulo the bits of a lane. */
    public static long i8x16_shl(long a, int count) {
        return Lanes.shiftLeft(a, count & 7, Lanes.ONES_8, 8);
    }

    /** Shifted right with copies of the sign. */
    public static long i8x16_shr_s(long a, int count) {
        return Lanes.shiftRightSigned(a, count & 7, Lanes.ONES_8, 8);
    }

    /** Shifted right with zeros. */
    public static long i8x16_shr_u(long a, int count) {
        return Lanes.shiftRightUnsigned(a, count & 7, Lanes.ONES_8, 8);
    }

    /** Whether no lane is 0. */
    public static int i8x16_all_true(long low, long high) {
        return Lanes.allTrue(low, high, Lanes.SIGNS_8);
    }

    /** The signs of all lanes, the first in the lowest bit. */
    public static int i8x16_bitmask(long low, long high) {
        return signs(low) | (signs(high) << 8);
    }

    /** No two products of a sign with a bit of the factor meet, so that none carries into the highest byte. */
    private static int signs(long half) {
        return (int) (((half & Lanes.SIGNS_8) >>> 7) * 0x0102_0408_1020_4080L >>> 56);
    }

    /** How many ones a lane has. */
    public static long i8x16_popcnt(long a) {
        long pairs = a - (a >>> 1 & 0x5555_5555_5555_5555L);
        long fours = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
        return (fours + (fours >>> 4)) & 0x0F0F_0F0F_0F0F_0F0FL;
    }
}
