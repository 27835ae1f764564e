package dev.tagalong.runtime.internal.object;

/** An array of vectors. */
public abstract class VectorArray extends Array {

    /** Two for each vector, the lower half first. */
    public final long[] elements;

    /** An array with these elements, which are not copied. */
    protected VectorArray(long[] elements) {
        this.elements = elements;
    }

    @Override
    public final int length() {
        return elements.length >> 1;
    }

    @Override
    public final Object elements() {
        return elements;
    }

    @Override
    public final long bits(int index) {
        return elements[2 * index];
    }

    @Override
    public final void bits(int index, long value) {
        elements[2 * index] = value;
    }

    @Override
    public final long highBits(int index) {
        return elements[2 * index + 1];
    }

    @Override
    public final void highBits(int index, long value) {
        elements[2 * index + 1] = value;
    }
}
