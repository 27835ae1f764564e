package dev.tagalong.runtime.internal.value;

/**
 * Numbers to and from the raw bits that a slot holds. An {@code i32} and an {@code f32} are in the lower half: what is above
 * is not read. The bits of a NaN stay as they are.
 */
public final class RawBits {

    private RawBits() {}

    /** The bits of an {@code i32}, sign-extended. */
    public static long of(int value) {
        return value;
    }

    /** The bits of an {@code i64}. */
    public static long of(long value) {
        return value;
    }

    /** The bits of an {@code f32}, sign-extended. */
    public static long of(float value) {
        return Float.floatToRawIntBits(value);
    }

    /** The bits of an {@code f64}. */
    public static long of(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /** An {@code i32}. */
    public static int toInt(long bits) {
        return (int) bits;
    }

    /** An {@code i64}. */
    public static long toLong(long bits) {
        return bits;
    }

    /** An {@code f32}. */
    public static float toFloat(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    /** An {@code f64}. */
    public static double toDouble(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
