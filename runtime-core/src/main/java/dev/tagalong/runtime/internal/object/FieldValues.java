package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.ValueType;

/** Values of fields and elements as Java sees them. */
final class FieldValues {

    private FieldValues() {}

    static Object box(StorageType type, long bits) {
        return Carrier.of(type.unpacked()).box(bits);
    }

    static long unbox(StorageType type, Object value) {
        return Carrier.of(type.unpacked()).unbox(value);
    }

    static void checkMutable(FieldType type, int index) {
        if (!type.mutable()) {
            throw new UnsupportedOperationException("the field or element " + index + " is immutable");
        }
    }

    /** @throws IllegalArgumentException if the value is not of the type */
    static void check(FieldType type, Object value) {
        check(type.storage(), value);
    }

    /** @throws IllegalArgumentException if the value is not of the type */
    static void check(StorageType type, Object value) {
        ValueType expected = type.unpacked();
        boolean fits = expected instanceof ReferenceType reference
                ? References.fits(reference, value)
                : Carrier.of(expected).boxes(value);
        if (!fits) {
            throw new IllegalArgumentException("expected a value of type " + type + ", got "
                    + (value == null ? "null" : value.getClass().getName()));
        }
    }

    static Object boxVector(long low, long high) {
        return new V128(low, high);
    }
}
