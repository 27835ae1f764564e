package dev.tagalong.runtime;

import dev.tagalong.runtime.type.ArrayType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An array that WebAssembly code or {@link Engine#array} has made (specification, section 4.2.14). It has an identity, so
 * {@code equals} is {@code ==}. Nothing makes it visible to other threads but what the caller does.
 */
@ProviderType
public interface ArrayObject {

    /** The type that it was made of. */
    ArrayType type();

    /** The number of elements. */
    int length();

    /**
     * An element's value, as the typed calls carry it, see {@link JavaTypes}, boxed. A packed element is sign-extended.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     */
    Object get(int index);

    /**
     * Sets an element. Of a number for a packed element the low bits are kept.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalArgumentException if the value is not of the elements' type
     * @throws UnsupportedOperationException if the elements are immutable
     */
    void set(int index, Object value);

    /**
     * A copy of some elements as a Java array: {@code byte[]} and {@code short[]} for packed ones, {@code int[]}, {@code long[]},
     * {@code float[]} and {@code double[]} for numbers, {@code Object[]} for references, {@code long[]} with the low and the high
     * half of each vector.
     *
     * @throws IndexOutOfBoundsException if they are not all there
     */
    Object copy(int from, int count);
}
