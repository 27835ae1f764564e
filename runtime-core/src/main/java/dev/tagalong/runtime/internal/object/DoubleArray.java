package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.internal.value.RawBits;

/** An array of {@code double}. */
public abstract class DoubleArray extends Array {

    /** The elements. */
    public final double[] elements;

    /** An array with these elements, which are not copied. */
    protected DoubleArray(double[] elements) {
        this.elements = elements;
    }

    /** The elements of an array; {@code null} if there is none. */
    public static double[] elementsOf(DoubleArray array) {
        return array == null ? null : array.elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final Object elements() {
        return elements;
    }

    @Override
    public final long bits(int index) {
        return RawBits.of(elements[index]);
    }

    @Override
    public final void bits(int index, long value) {
        elements[index] = RawBits.toDouble(value);
    }
}
