package dev.tagalong.runtime.type;

/** How wide the addresses of a memory, or the indices of a table, are (specification, section 2.3.11). */
public enum AddressType {
    /** 32 bits. */
    I32(ValueType.I32),
    /** 64 bits. */
    I64(ValueType.I64);

    private final ValueType valueType;

    AddressType(ValueType valueType) {
        this.valueType = valueType;
    }

    /** The type of the values that are addresses. */
    public ValueType valueType() {
        return valueType;
    }

    /** What stands before the size range in the text format, where 32 bits go without saying. */
    String prefix() {
        return this == I32 ? "" : valueType + " ";
    }
}
