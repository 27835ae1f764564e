package dev.tagalong.runtime.internal.semantics;

public final class FloatOps {
    private FloatOps() {}

    public static float f32_abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & 0x7FFFFFFF);
    }

    public static float f32_neg(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) ^ 0x80000000);
    }

    public static float f32_ceil(float a) {
        return (float) Math.ceil(a);
    }

    public static float f32_floor(float a) {
        return (float) Math.floor(a);
    }

    public static float f32_trunc(float a) {
        return (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    public static float f32_nearest(float a) {
        return (float) Math.rint(a);
    }

    public static float f32_sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    public static float f32_min(float a, float b) {
        return a != a || b != b ? a + b : Math.min(a, b);
    }

    public static float f32_max(float a, float b) {
        return a != a || b != b ? a + b : Math.max(a, b);
    }

    public static float f32_copysign(float a, float b) {
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(a) & 0x7FFFFFFF) | (Float.floatToRawIntBits(b) & 0x80000000));
    }

    public static double f64_abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & Long.MAX_VALUE);
    }

    public static double f64_neg(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ Long.MIN_VALUE);
    }

    public static double f64_ceil(double a) {
        return a != a ? a + a : Math.ceil(a);
    }

    public static double f64_floor(double a) {
        return a != a ? a + a : Math.floor(a);
    }

    public static double f64_trunc(double a) {
        return a != a ? a + a : a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    public static double f64_nearest(double a) {
        return a != a ? a + a : Math.rint(a);
    }

    public static double f64_min(double a, double b) {
        return a != a || b != b ? a + b : Math.min(a, b);
    }

    public static double f64_max(double a, double b) {
        return a != a || b != b ? a + b : Math.max(a, b);
    }

    public static double f64_copysign(double a, double b) {
        return Double.longBitsToDouble(
                (Double.doubleToRawLongBits(a) & Long.MAX_VALUE) | (Double.doubleToRawLongBits(b) & Long.MIN_VALUE));
    }
}
