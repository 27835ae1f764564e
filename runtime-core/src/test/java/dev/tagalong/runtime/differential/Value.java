package dev.tagalong.runtime.differential;

/**
 * A number to the bit, except that all NaNs are alike.
 *
 * @param object the boxed number
 * @param text type and bits, such as {@code i32:0000002a} or {@code f32:nan}
 */
record Value(Object object, String text) {

    static Value of(Object object) {
        return new Value(object, text(object));
    }

    private static String text(Object object) {
        if (object instanceof Integer i) {
            return "i32:%08x".formatted(i);
        }
        if (object instanceof Long l) {
            return "i64:%016x".formatted(l);
        }
        if (object instanceof Float f) {
            return f.isNaN() ? "f32:nan" : "f32:%08x".formatted(Float.floatToRawIntBits(f));
        }
        if (object instanceof Double d) {
            return d.isNaN() ? "f64:nan" : "f64:%016x".formatted(Double.doubleToRawLongBits(d));
        }
        throw new IllegalArgumentException("not a number: " + object);
    }

    @Override
    public String toString() {
        return text;
    }
}
