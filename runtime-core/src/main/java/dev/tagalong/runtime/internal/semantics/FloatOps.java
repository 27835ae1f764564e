package dev.tagalong.runtime.internal.semantics;

/**
 * Instructions on floating-point numbers (specification, section 4.3.3). Signs are changed in the bits, so that a NaN
 * keeps its payload; all else makes a NaN quiet, by the addition that the others use.
 */
public final class FloatOps {

    private FloatOps() {}

    /** Without its sign. */
    public static float f32_abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & Integer.MAX_VALUE);
    }

    /** With the other sign. */
    public static float f32_neg(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) ^ Integer.MIN_VALUE);
    }

    /** The first with the sign of the second. */
    public static float f32_copysign(float a, float b) {
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(a) & Integer.MAX_VALUE) | (Float.floatToRawIntBits(b) & Integer.MIN_VALUE));
    }

    /** Rounded up to an integer. */
    public static float f32_ceil(float a) {
        return (float) Math.ceil(a);
    }

    /** Rounded down to an integer. */
    public static float f32_floor(float a) {
        return (float) Math.floor(a);
    }

    /** Rounded towards zero to an integer. */
    public static float f32_trunc(float a) {
        return (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    /** Rounded to the nearest integer, to the even one of two. */
    public static float f32_nearest(float a) {
        return (float) Math.rint(a);
    }

    /** Square root; that of a float through double is rounded correctly. */
    public static float f32_sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    /** The lesser, -0 being less than +0; NaN if either is. */
    public static float f32_min(float a, float b) {
        return a != a || b != b ? a + b : Math.min(a, b);
    }

    /** The greater, -0 being less than +0; NaN if either is. */
    public static float f32_max(float a, float b) {
        return a != a || b != b ? a + b : Math.max(a, b);
    }

    /** Without its sign. */
    public static double f64_abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & Long.MAX_VALUE);
    }

    /** With the other sign. */
    public static double f64_neg(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ Long.MIN_VALUE);
    }

    /** The first with the sign of the second. */
    public static double f64_copysign(double a, double b) {
        return Double.longBitsToDouble(
                (Double.doubleToRawLongBits(a) & Long.MAX_VALUE) | (Double.doubleToRawLongBits(b) & Long.MIN_VALUE));
    }

    /** Rounded up to an integer. */
    public static double f64_ceil(double a) {
        return a != a ? a + a : Math.ceil(a);
    }

    /** Rounded down to an integer. */
    public static double f64_floor(double a) {
        return a != a ? a + a : Math.floor(a);
    }

    /** Rounded towards zero to an integer. */
    public static double f64_trunc(double a) {
        return a != a ? a + a : (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    /** Rounded to the nearest integer, to the even one of two. */
    public static double f64_nearest(double a) {
        return a != a ? a + a : Math.rint(a);
    }

    /** Square root. */
    public static double f64_sqrt(double a) {
        return Math.sqrt(a);
    }

    /** The lesser, -0 being less than +0; NaN if either is. */
    public static double f64_min(double a, double b) {
        return a != a || b != b ? a + b : Math.min(a, b);
    }

    /** The greater, -0 being less than +0; NaN if either is. */
    public static double f64_max(double a, double b) {
        return a != a || b != b ? a + b : Math.max(a, b);
    }

    /** Whether both are equal. */
    public static int f32_eq(float a, float b) {
        return a == b ? 1 : 0;
    }

    /** Whether they differ, as NaN does from all. */
    public static int f32_ne(float a, float b) {
        return a != b ? 1 : 0;
    }

    /** Whether the first is less. */
    public static int f32_lt(float a, float b) {
        return a < b ? 1 : 0;
    }

    /** Whether the first is greater. */
    public static int f32_gt(float a, float b) {
        return a > b ? 1 : 0;
    }

    /** Whether the first is less or equal. */
    public static int f32_le(float a, float b) {
        return a <= b ? 1 : 0;
    }

    /** Whether the first is greater or equal. */
    public static int f32_ge(float a, float b) {
        return a >= b ? 1 : 0;
    }

    /** The sum. */
    public static float f32_add(float a, float b) {
        return a + b;
    }

    /** The difference. */
    public static float f32_sub(float a, float b) {
        return a - b;
    }

    /** The product. */
    public static float f32_mul(float a, float b) {
        return a * b;
    }

    /** The quotient. */
    public static float f32_div(float a, float b) {
        return a / b;
    }

    /** Whether both are equal. */
    public static int f64_eq(double a, double b) {
        return a == b ? 1 : 0;
    }

    /** Whether they differ, as NaN does from all. */
    public static int f64_ne(double a, double b) {
        return a != b ? 1 : 0;
    }

    /** Whether the first is less. */
    public static int f64_lt(double a, double b) {
        return a < b ? 1 : 0;
    }

    /** Whether the first is greater. */
    public static int f64_gt(double a, double b) {
        return a > b ? 1 : 0;
    }

    /** Whether the first is less or equal. */
    public static int f64_le(double a, double b) {
        return a <= b ? 1 : 0;
    }

    /** Whether the first is greater or equal. */
    public static int f64_ge(double a, double b) {
        return a >= b ? 1 : 0;
    }

    /** The sum. */
    public static double f64_add(double a, double b) {
        return a + b;
    }

    /** The difference. */
    public static double f64_sub(double a, double b) {
        return a - b;
    }

    /** The product. */
    public static double f64_mul(double a, double b) {
        return a * b;
    }

    /** The quotient. */
    public static double f64_div(double a, double b) {
        return a / b;
    }
}
