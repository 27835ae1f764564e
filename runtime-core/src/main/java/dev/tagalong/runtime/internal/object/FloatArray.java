package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.internal.value.RawBits;

/** An array of {@code float}. */
public abstract class FloatArray extends Array {

    /** The elements. */
    public final float[] elements;

    /** An array with these elements, which are not copied. */
    protected FloatArray(float[] elements) {
        this.elements = elements;
    }

    /** The elements of an array; {@code null} if there is none. */
    public static float[] elementsOf(FloatArray array) {
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
        elements[index] = RawBits.toFloat(value);
    }
}
