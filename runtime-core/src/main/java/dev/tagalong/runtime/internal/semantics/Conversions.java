package dev.tagalong.runtime.internal.semantics;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

public final class Conversions {
    private Conversions() {}

    private static RuntimeException bad(boolean nan) {
        return new Trap(nan ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW);
    }

    public static int i32_trunc_f32_s(float a) {
        return i32_trunc_f64_s(a);
    }

    public static int i32_trunc_f64_s(double a) {
        if (!(a > -2147483649.0 && a < 2147483648.0)) throw bad(a != a);
        return (int) a;
    }

    public static int i32_trunc_f32_u(float a) {
        return i32_trunc_f64_u(a);
    }

    public static int i32_trunc_f64_u(double a) {
        if (!(a > -1.0 && a < 4294967296.0)) throw bad(a != a);
        return (int) (long) a;
    }

    public static long i64_trunc_f32_s(float a) {
        return i64_trunc_f64_s(a);
    }

    public static long i64_trunc_f64_s(double a) {
        if (!(a >= -0x1p63 && a < 0x1p63)) throw bad(a != a);
        return (long) a;
    }

    public static long i64_trunc_f32_u(float a) {
        return i64_trunc_f64_u(a);
    }

    public static long i64_trunc_f64_u(double a) {
        if (!(a > -1.0 && a < 0x1p64)) throw bad(a != a);
        return i64_trunc_sat_f64_u(a);
    }

    public static int i32_trunc_sat_f32_u(float a) {
        return i32_trunc_sat_f64_u(a);
    }

    public static int i32_trunc_sat_f64_u(double a) {
        long l = (long) a;
        return l < 0 ? 0 : l > 0xFFFFFFFFL ? -1 : (int) l;
    }

    public static long i64_trunc_sat_f32_u(float a) {
        return i64_trunc_sat_f64_u(a);
    }

    public static long i64_trunc_sat_f64_u(double a) {
        if (!(a > 0)) return 0;
        if (a < 0x1p63) return (long) a;
        if (a >= 0x1p64) return -1;
        return (long) (a - 0x1p63) + Long.MIN_VALUE;
    }

    public static float f32_convert_i32_u(int a) {
        return (float) (a & 0xFFFFFFFFL);
    }

    public static float f32_convert_i64_u(long a) {
        if (a >= 0) return (float) a;
        return (float) ((a >>> 1) | (a & 1)) * 2f;
    }

    public static double f64_convert_i64_u(long a) {
        if (a >= 0) return (double) a;
        return (double) ((a >>> 1) | (a & 1)) * 2;
    }
}
