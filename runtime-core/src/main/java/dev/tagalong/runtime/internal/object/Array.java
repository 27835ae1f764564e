package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.V128;
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

    /** The bits of a number, sign-extended; of a vector the lower half. */
    public abstract long bits(int index);

    /** Sets the bits of a number, or of a vector the lower half. */
    public abstract void bits(int index, long value);

    /** The upper half of a vector. */
    public long highBits(int index) {
        throw new IllegalStateException("no vectors in " + type());
    }

    /** Sets the upper half of a vector. */
    public void highBits(int index, long value) {
        throw new IllegalStateException("no vectors in " + type());
    }

    /** A reference. */
    public Object reference(int index) {
        throw new IllegalStateException("no references in " + type());
    }

    /** Sets a reference. */
    public void reference(int index, Object value) {
        throw new IllegalStateException("no references in " + type());
    }

    /** How its elements are kept. */
    public final Storage storage() {
        return Storage.of(type().element().storage());
    }

    @Override
    public final Object get(int index) {
        Objects.checkIndex(index, length());
        FieldType type = type().element();
        return switch (Storage.of(type.storage())) {
            case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> FieldValues.box(type.storage(), bits(index));
            case REFERENCE -> reference(index);
            case VECTOR -> FieldValues.boxVector(bits(index), highBits(index));
        };
    }

    @Override
    public final void set(int index, Object value) {
        FieldValues.checkMutable(type().element(), Objects.checkIndex(index, length()));
        initialize(index, value);
    }

    /** Sets an element, which may be immutable, to a value that is checked. */
    public final void initialize(int index, Object value) {
        FieldType type = type().element();
        FieldValues.check(type, value);
        switch (Storage.of(type.storage())) {
            case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> bits(index, FieldValues.unbox(type.storage(), value));
            case REFERENCE -> reference(index, value);
            case VECTOR -> {
                bits(index, ((V128) value).low());
                highBits(index, ((V128) value).high());
            }
        }
    }

    @Override
    public final Object copy(int from, int count) {
        Objects.checkFromIndexSize(from, count, length());
        int each = storage() == Storage.VECTOR ? 2 : 1;
        Object copy = java.lang.reflect.Array.newInstance(storage().javaType, count * each);
        System.arraycopy(elements(), from * each, copy, 0, count * each);
        return copy;
    }

    @Override
    public final String toString() {
        return "array@" + Integer.toHexString(System.identityHashCode(this));
    }
}
