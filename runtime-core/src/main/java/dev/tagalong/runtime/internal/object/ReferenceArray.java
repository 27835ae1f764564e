package dev.tagalong.runtime.internal.object;

/** An array of references. */
public abstract class ReferenceArray extends Array {

    /** The elements. */
    public final Object[] elements;

    /** An array with these elements, which are not copied. */
    protected ReferenceArray(Object[] elements) {
        this.elements = elements;
    }

    /** The elements of an array; {@code null} if there is none. */
    public static Object[] elementsOf(ReferenceArray array) {
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
        throw new IllegalStateException("no numbers in " + type());
    }

    @Override
    public final void bits(int index, long value) {
        throw new IllegalStateException("no numbers in " + type());
    }

    @Override
    public final Object reference(int index) {
        return elements[index];
    }

    @Override
    public final void reference(int index, Object value) {
        elements[index] = value;
    }
}
