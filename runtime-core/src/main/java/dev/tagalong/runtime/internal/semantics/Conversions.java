package dev.tagalong.runtime.internal.semantics;

/**
 * Conversions (specification, section 4.3.4). Every float and every bound below
 * is exact as a double, so those from f32 are those from f64.
 */
public final class Conversions {

    private Conversions() {}

    /** To signed 32 bits, towards zero; traps outside of the range. */
    public static int i32_trunc_f32_s(float a) {
        return i32_trunc_f64_s(a);
    }

    /** To signed 32 bits, towards zero; traps outside of the range. */
    public static int i32_trunc_f64_s(double a) {
        if (!(a > -0x1p31 - 1 && a < 0x1p31)) {
            throw IntegerTraps.conversion(a);
        }
        return (int) a;
    }

    /** To unsigned 32 bits, towards zero; traps outside of the range. */
    public static int i32_trunc_f32_u(float a) {
        return i32_trunc_f64_u(a);
    }

    /** To unsigned 32 bits, towards zero; traps outside of the range. */
    public static int i32_trunc_f64_u(double a) {
        if (!(a > -1 && a < 0x1p32)) {
            throw IntegerTraps.conversion(a);
        }
        return (int) (long) a;
    }

    /** To signed 64 bits, towards zero; traps outside of the range. */
    public static long i64_trunc_f32_s(float a) {
        return i64_trunc_f64_s(a);
    }

    /** To signed 64 bits, towards zero; traps outside of the range. */
    public static long i64_trunc_f64_s(double a) {
        if (!(a >= -0x1p63 && a < 0x1p63)) {
            throw IntegerTraps.conversion(a);
        }
        return (long) a;
    }

    /** To unsigned 64 bits, towards zero; traps outside of the range. */
    public static long i64_trunc_f32_u(float a) {
        return i64_trunc_f64_u(a);
    }

    /** To unsigned 64 bits, towards zero; traps outside of the range. */
    public static long i64_trunc_f64_u(double a) {
        if (!(a > -1 && a < 0x1p64)) {
            throw IntegerTraps.conversion(a);
        }
        return i64_trunc_sat_f64_u(a);
    }

    /** To signed 32 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static int i32_trunc_sat_f32_s(float a) {
        return (int) a;
    }

    /** To signed 32 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static int i32_trunc_sat_f64_s(double a) {
        return (int) a;
    }

    /** To unsigned 32 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static int i32_trunc_sat_f32_u(float a) {
        return i32_trunc_sat_f64_u(a);
    }

    /** To unsigned 32 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static int i32_trunc_sat_f64_u(double a) {
        return (int) Math.max(0, Math.min((long) a, 0xFFFF_FFFFL));
    }

    /** To signed 64 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static long i64_trunc_sat_f32_s(float a) {
        return (long) a;
    }

    /** To signed 64 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static long i64_trunc_sat_f64_s(double a) {
        return (long) a;
    }

    /** To unsigned 64 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static long i64_trunc_sat_f32_u(float a) {
        return i64_trunc_sat_f64_u(a);
    }

    /** To unsigned 64 bits, towards zero; the nearest end of the range outside of it, 0 for NaN. */
    public static long i64_trunc_sat_f64_u(double a) {
        if (a < 0x1p63) {
            return Math.max(0, (long) a);
        }
        if (a >= 0x1p64) {
            return -1;
        }
        return a != a ? 0 : (long) (a - 0x1p63) | Long.MIN_VALUE;
    }

    /** From unsigned 32 bits. */
    public static float f32_convert_i32_u(int a) {
        return Integer.toUnsignedLong(a);
    }

    /** From unsigned 64 bits. */
    public static float f32_convert_i64_u(long a) {
        return a >= 0 ? a : 2f * halved(a);
    }

    /** From unsigned 32 bits. */
    public static double f64_convert_i32_u(int a) {
        return Integer.toUnsignedLong(a);
    }

    /** From unsigned 64 bits. */
    public static double f64_convert_i64_u(long a) {
        return a >= 0 ? a : 2d * halved(a);
    }

    /** Half of an unsigned number; the bit that is lost stays in the lowest one, so that it is rounded as the whole. */
    private static long halved(long a) {
        return a >>> 1 | a & 1;
    }

    /** The low half. */
    public static int i32_wrap_i64(long a) {
        return (int) a;
    }

    /** With its sign. */
    public static long i64_extend_i32_s(int a) {
        return a;
    }

    /** With zeros. */
    public static long i64_extend_i32_u(int a) {
        return Integer.toUnsignedLong(a);
    }

    /** From signed 32 bits. */
    public static float f32_convert_i32_s(int a) {
        return a;
    }

    /** From signed 64 bits. */
    public static float f32_convert_i64_s(long a) {
        return a;
    }

    /** From signed 32 bits. */
    public static double f64_convert_i32_s(int a) {
        return a;
    }

    /** From signed 64 bits. */
    public static double f64_convert_i64_s(long a) {
        return a;
    }

    /** To single precision. */
    public static float f32_demote_f64(double a) {
        return (float) a;
    }

    /** To double precision. */
    public static double f64_promote_f32(float a) {
        return a;
    }

    /** The same bits. */
    public static int i32_reinterpret_f32(float a) {
        return Float.floatToRawIntBits(a);
    }

    /** The same bits. */
    public static long i64_reinterpret_f64(double a) {
        return Double.doubleToRawLongBits(a);
    }

    /** The same bits. */
    public static float f32_reinterpret_i32(int a) {
        return Float.intBitsToFloat(a);
    }

    /** The same bits. */
    public static double f64_reinterpret_i64(long a) {
        return Double.longBitsToDouble(a);
    }
}
