package dev.tagalong.runtime.internal.text;

/** Floating-point numbers in the text format (specification, section 6.3.2); NaNs keep their payload. */
final class Floats {

    private static final int F32_PAYLOAD = 0x7F_FFFF;
    private static final long F64_PAYLOAD = 0xF_FFFF_FFFF_FFFFL;

    private Floats() {}

    static String f32(int bits) {
        float value = Float.intBitsToFloat(bits);
        return Float.isNaN(value) ? nan(bits < 0, bits & F32_PAYLOAD, 0x40_0000) : number(Float.toString(value));
    }

    static String f64(long bits) {
        double value = Double.longBitsToDouble(bits);
        return Double.isNaN(value)
                ? nan(bits < 0, bits & F64_PAYLOAD, 0x8_0000_0000_0000L)
                : number(Double.toString(value));
    }

    private static String nan(boolean negative, long payload, long canonical) {
        String sign = negative ? "-nan" : "nan";
        return payload == canonical ? sign : sign + ":0x" + Long.toHexString(payload);
    }

    private static String number(String java) {
        return java.replace("Infinity", "inf");
    }
}
