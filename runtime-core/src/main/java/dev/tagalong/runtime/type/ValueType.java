package dev.tagalong.runtime.type;

import java.util.List;

/**
 * The type of a WebAssembly value: a number, a vector or a reference (specification, section 2.3.5).
 *
 * <p>Implementations are immutable and compared with {@code equals}; enum constants may be compared by identity.
 */
public sealed interface ValueType extends StorageType permits NumberType, VectorType, ReferenceType {

    /** The 32-bit integer type, carried as a Java {@code int}. */
    ValueType I32 = NumberType.I32;

    /** The 64-bit integer type, carried as a Java {@code long}. */
    ValueType I64 = NumberType.I64;

    /** The 32-bit floating-point type, carried as a Java {@code float}. */
    ValueType F32 = NumberType.F32;

    /** The 64-bit floating-point type, carried as a Java {@code double}. */
    ValueType F64 = NumberType.F64;

    /** The 128-bit vector type, carried as a {@link dev.tagalong.runtime.V128}. */
    ValueType V128 = VectorType.V128;

    /** The nullable function reference, carried as a {@link dev.tagalong.runtime.Function} or {@code null}. */
    ValueType FUNCREF = ReferenceType.FUNCREF;

    /** The nullable external reference, carried as any Java object or {@code null}. */
    ValueType EXTERNREF = ReferenceType.EXTERNREF;

    // No default methods: with one, an implementation's initialization would begin with that of this interface, whose
    // constants would be null then (Java Language Specification, 12.4.1).

    /** Whether this is a reference type. */
    boolean isReference();

    /** Whether a value of this type may stand where {@code expected} is asked for (section 3.3.3, matching). */
    boolean matches(ValueType expected);

    /** Whether there are as many types as expected, and each matches. */
    static boolean allMatch(List<ValueType> types, List<ValueType> expected) {
        int count = types.size();
        if (types == expected) {
            return true;
        }
        if (count != expected.size()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!types.get(i).matches(expected.get(i))) {
                return false;
            }
        }
        return true;
    }
}
