package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FieldType;

/**
 * A structure or an array. Each type has a class of its own, below that of the type that it extends. The methods here are for who
 * knows a field or an element by its index only, which is one that there is.
 */
public abstract class HeapObject {

    /** The type that it was made of. */
    public abstract DefinedType type();

    /** The type of a field or element; an {@link IndexOutOfBoundsException} if there is none. */
    abstract FieldType fieldType(int index);

    /** The bits of a number, sign-extended; of a vector the lower half. */
    public abstract long bits(int index);

    /** Sets the bits of a number, or of a vector the lower half. */
    public abstract void bits(int index, long value);

    /** The upper half of a vector. */
    public abstract long highBits(int index);

    /** Sets the upper half of a vector. */
    public abstract void highBits(int index, long value);

    /** A reference. */
    public abstract Object reference(int index);

    /** Sets a reference. */
    public abstract void reference(int index, Object value);

    @Override
    public final String toString() {
        return type().kind() + "@" + Integer.toHexString(System.identityHashCode(this));
    }
}
