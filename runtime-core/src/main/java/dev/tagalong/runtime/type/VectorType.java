package dev.tagalong.runtime.type;

/** The vector types (specification, section 2.3.2). */
public enum VectorType implements ValueType {
    /** 128-bit vector. */
    V128;

    @Override
    public Class<?> javaType() {
        throw new UnsupportedOperationException("v128 values do not cross the Java API");
    }

    @Override
    public String toString() {
        return "v128";
    }
}
