package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * A type of the component model with its Java counterpart (Canonical ABI: alignment, size, flattening, storing, loading, lowering
 * flat, lifting flat). Flat values are raw bits, an {@code i32} or {@code f32} in the lower half. Immutable.
 */
interface Shape {

    /** In bytes, a multiple of the alignment; one at least. */
    int size();

    /** 1, 2, 4 or 8. */
    int alignment();

    /** The core types that a value is, outside of memory. */
    List<ValueType> flat();

    /** Whether a value that goes to a module needs memory besides its own place. */
    boolean allocates();

    /** Writes a value into memory. */
    void store(Guest guest, int address, Object value);

    /** Reads a value from memory, of which {@link #size} bytes at the address are inside. */
    Object load(Guest guest, int address);

    /** Appends as many values as {@link #flat} has. */
    void lower(Guest guest, Object value, Flat to);

    /** Takes as many values as {@link #flat} has. */
    Object lift(Guest guest, Flat from);
}
