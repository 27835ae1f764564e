package dev.tagalong.runtime.internal.object;

/** An array of {@code short}. */
public abstract class ShortArray extends Array {

    /** The elements. */
    public final short[] elements;

    /** An array with these elements, which are not copied. */
    protected ShortArray(short[] elements) {
        this.elements = elements;
    }

    /** The elements of an array; {@code null} if there is none. */
    public static short[] elementsOf(ShortArray array) {
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
        elements[index] = (short) value;
    }
}
