package dev.tagalong.runtime.type;

/** What a field of a structure or array holds: a value type or a packed type (specification, section 2.3.9). */
public sealed interface StorageType permits ValueType, PackedType {

    // No default methods, for the reason that ValueType tells.

    /** The type of the values that are read from such a field and written to it: {@code i32} for a packed type. */
    ValueType unpacked();
}
