package dev.tagalong.runtime.type;

/**
 * A table's type (specification, section 2.3.13).
 *
 * @param elementType what the table holds
 * @param size the size range in entries
 */
public record TableType(ReferenceType elementType, SizeRange size) {
    @Override
    public String toString() {
        return size + " " + elementType;
    }
}
