package dev.tagalong.runtime.type;

import java.util.Locale;

/** The number types (specification, section 2.3.1). */
public enum NumberType implements ValueType {
    /** 32-bit integer. */
    I32("i32"),
    /** 64-bit integer. */
    I64("i64"),
    /** IEEE 754 binary32. */
    F32("f32"),
    /** IEEE 754 binary64. */
    F64("f64");

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final String text;

    NumberType(String text) {
        this.text = text;
    }

    /**
     * A number as people type it, boxed: integers decimal, signed or unsigned, or hexadecimal with {@code 0x}; floats as in Java,
     * besides {@code inf} and {@code nan}; in whatever case.
     *
     * @throws NumberFormatException if it is none of this type
     */
    public Object parse(String typed) {
        String number = typed.toLowerCase(Locale.ROOT);
        boolean hexadecimal = number.startsWith("0x");
        String digits = hexadecimal ? number.substring(2) : number;
        int radix = hexadecimal ? HEXADECIMAL : DECIMAL;
        boolean signed = number.startsWith("-");
        return switch (this) {
            case I32 -> signed ? Integer.parseInt(number) : Integer.parseUnsignedInt(digits, radix);
            case I64 -> signed ? Long.parseLong(number) : Long.parseUnsignedLong(digits, radix);
            case F32 -> Float.valueOf(floatText(number));
            case F64 -> Double.valueOf(floatText(number));
        };
    }

    private static String floatText(String number) {
        return switch (number) {
            case "inf", "+inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> number;
        };
    }

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

    /** The name in the text format, such as {@code i32}. */
    @Override
    public String toString() {
        return text;
    }
}
