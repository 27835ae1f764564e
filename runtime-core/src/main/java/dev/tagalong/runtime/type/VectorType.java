package dev.tagalong.runtime.type;

/** The vector types (specification, section 2.3.2). */
public enum VectorType implements ValueType {
    /** 128-bit vector. */
    V128;

    @Override
    public ValueType unpacked() {
        return this;
    }

    @Override
    public boolean isReference() {
        return false;
    }

    @Override
    public boolean matches(ValueType expected) {
        return this == expected;
    }

    @Override
    public String toString() {
        return "v128";
    }
}
