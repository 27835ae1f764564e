package dev.tagalong.runtime.type;

/** The number types (specification, section 2.3.1). */
public enum NumberType implements ValueType {
    /** 32-bit integer. */
    I32("i32", int.class),
    /** 64-bit integer. */
    I64("i64", long.class),
    /** IEEE 754 binary32. */
    F32("f32", float.class),
    /** IEEE 754 binary64. */
    F64("f64", double.class);

    private final String text;
    private final Class<?> javaType;

    NumberType(String text, Class<?> javaType) {
        this.text = text;
        this.javaType = javaType;
    }

    @Override
    public Class<?> javaType() {
        return javaType;
    }

    /** The name in the text format, such as {@code i32}. */
    @Override
    public String toString() {
        return text;
    }
}
