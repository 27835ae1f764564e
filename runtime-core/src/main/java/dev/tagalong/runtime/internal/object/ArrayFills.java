package dev.tagalong.runtime.internal.object;

import java.util.Arrays;

/** Sets elements, which are there, to one value; of a number for a packed element the low bits. */
public final class ArrayFills {

    private ArrayFills() {}

    public static void fill(ByteArray array, int from, int length, int value) {
        Arrays.fill(array.elements, from, from + length, (byte) value);
    }

    public static void fill(ShortArray array, int from, int length, int value) {
        Arrays.fill(array.elements, from, from + length, (short) value);
    }

    public static void fill(IntArray array, int from, int length, int value) {
        Arrays.fill(array.elements, from, from + length, value);
    }

    public static void fill(LongArray array, int from, int length, long value) {
        Arrays.fill(array.elements, from, from + length, value);
    }

    public static void fill(FloatArray array, int from, int length, float value) {
        Arrays.fill(array.elements, from, from + length, value);
    }

    public static void fill(DoubleArray array, int from, int length, double value) {
        Arrays.fill(array.elements, from, from + length, value);
    }

    public static void fill(ReferenceArray array, int from, int length, Object value) {
        Arrays.fill(array.elements, from, from + length, value);
    }

    public static ByteArray filled(int value, ByteArray array) {
        Arrays.fill(array.elements, (byte) value);
        return array;
    }

    public static ShortArray filled(int value, ShortArray array) {
        Arrays.fill(array.elements, (short) value);
        return array;
    }

    public static IntArray filled(int value, IntArray array) {
        Arrays.fill(array.elements, value);
        return array;
    }

    public static LongArray filled(long value, LongArray array) {
        Arrays.fill(array.elements, value);
        return array;
    }

    public static FloatArray filled(float value, FloatArray array) {
        Arrays.fill(array.elements, value);
        return array;
    }

    public static DoubleArray filled(double value, DoubleArray array) {
        Arrays.fill(array.elements, value);
        return array;
    }

    public static ReferenceArray filled(Object value, ReferenceArray array) {
        Arrays.fill(array.elements, value);
        return array;
    }

    public static VectorArray filled(long low, long high, VectorArray array) {
        fill(array, 0, array.length(), low, high);
        return array;
    }

    public static void fill(VectorArray array, int from, int length, long low, long high) {
        for (int i = from; i < from + length; i++) {
            array.bits(i, low);
            array.highBits(i, high);
        }
    }
}
