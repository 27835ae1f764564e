package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.FieldType;
import java.util.Objects;

/**
 * An array: a Java array with a header object, by which it has its type. Compiled code reads and writes the Java array, which is the
 * field {@code elements} of the class below that is for its elements. The methods here are for who does not know these.
 */
public abstract class Array extends HeapObject implements ArrayObject {

    @Override
    public abstract ArrayType type();

    /** Another array of this type, with {@code length} zeros or nulls. */
    public abstract Array fresh(int length);

    /** The Java array; a vector is two elements of it, the lower half first. */
    public abstract Object elements();

    @Override
    public long highBits(int index) {
        throw new IllegalStateException("no vectors in " + type());
    }

    @Override
    public void highBits(int index, long value) {
        throw new IllegalStateException("no vectors in " + type());
    }

    @Override
    public Object reference(int index) {
        throw new IllegalStateException("no references in " + type());
    }

    @Override
    public void reference(int index, Object value) {
        throw new IllegalStateException("no references in " + type());
    }

    /** How its elements are kept. */
    public final Storage storage() {
        return Storage.of(type().element().storage());
    }

    @Override
    public final Object get(int index) {
        return JavaView.get(this, index);
    }

    @Override
    public final void set(int index, Object value) {
        JavaView.set(this, index, value);
    }

    @Override
    final FieldType fieldType(int index) {
        Objects.checkIndex(index, length());
        return type().element();
    }

    @Override
    public final Object copy(int from, int count) {
        Objects.checkFromIndexSize(from, count, length());
        int each = storage() == Storage.VECTOR ? 2 : 1;
        Object copy = java.lang.reflect.Array.newInstance(storage().javaType, count * each);
        System.arraycopy(elements(), from * each, copy, 0, count * each);
        return copy;
    }
}
