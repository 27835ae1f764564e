package dev.tagalong.runtime.internal.object;

/** An array of {@code long}. */
public abstract class LongArray extends Array {

    /** The elements. */
    public final long[] elements;

    /** An array with these elements, which are not copied. */
    protected LongArray(long[] elements) {
        this.elements = elements;
    }

    /** The elements of an array; {@code null} if there is none. */
    public static long[] elementsOf(LongArray array) {
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
        return elements[index];
    }

    @Override
    public final void bits(int index, long value) {
        elements[index] = value;
    }
}
