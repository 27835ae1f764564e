package dev.tagalong.runtime.type;

import java.util.Objects;

/**
 * A table's type (specification, section 2.3.13).
 *
 * @param elementType what the table holds
 * @param size the size range in entries
 * @param addressType how wide its indices are
 */
public record TableType(ReferenceType elementType, SizeRange size, AddressType addressType) {

    /** Checks for nulls. */
    public TableType {
        Objects.requireNonNull(elementType, "elementType");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(addressType, "addressType");
    }

    /** A 32-bit table's type. */
    public TableType(ReferenceType elementType, SizeRange size) {
        this(elementType, size, AddressType.I32);
    }

    /** With another size range. */
    public TableType withSize(SizeRange other) {
        return new TableType(elementType, other, addressType);
    }

    @Override
    public String toString() {
        return addressType.prefix() + size + " " + elementType;
    }
}
