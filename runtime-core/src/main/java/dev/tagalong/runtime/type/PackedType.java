package dev.tagalong.runtime.type;

/** The packed types: a field keeps the low bits of an {@code i32} (specification, section 2.3.9). */
public enum PackedType implements StorageType {
    /** 8 bits. */
    I8("i8"),
    /** 16 bits. */
    I16("i16");

    private final String text;

    PackedType(String text) {
        this.text = text;
    }

    @Override
    public ValueType unpacked() {
        return ValueType.I32;
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return text;
    }
}
