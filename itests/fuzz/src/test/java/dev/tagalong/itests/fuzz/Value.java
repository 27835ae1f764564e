package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.V128;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Values as text, as {@code v8.mjs} writes them: numbers and vectors to the bit but for NaNs, references by their kind. */
final class Value {

    /** The one object of the host that modules get. */
    static final Object HOST = new Object() {
        @Override
        public String toString() {
            return "host";
        }
    };

    private Value() {}

    static String text(Object value) {
        if (value instanceof Integer i) {
            return "i32:%08x".formatted(i);
        }
        if (value instanceof Long l) {
            return "i64:%016x".formatted(l);
        }
        if (value instanceof Float f) {
            return f.isNaN() ? "f32:nan" : "f32:%08x".formatted(Float.floatToRawIntBits(f));
        }
        if (value instanceof Double d) {
            return d.isNaN() ? "f64:nan" : "f64:%016x".formatted(Double.doubleToRawLongBits(d));
        }
        if (value instanceof V128 vector) {
            return "v128:%016x%016x".formatted(vector.high(), vector.low());
        }
        return reference(value);
    }

    static String reference(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Function) {
            return "func";
        }
        if (value instanceof I31 number) {
            return "i31:" + number.value();
        }
        return value == HOST ? "host" : "gc";
    }

    /** The value of an argument's text. */
    static Object of(String text) {
        String[] parts = text.split(":");
        return switch (parts[0]) {
            case "i32" -> Integer.parseUnsignedInt(parts[1], 16);
            case "i64" -> Long.parseUnsignedLong(parts[1], 16);
            case "f32" -> Float.intBitsToFloat(Integer.parseUnsignedInt(parts[1], 16));
            case "f64" -> Double.longBitsToDouble(Long.parseUnsignedLong(parts[1], 16));
            case "v128" ->
                new V128(
                        Long.parseUnsignedLong(parts[1].substring(16), 16),
                        Long.parseUnsignedLong(parts[1].substring(0, 16), 16));
            case "i31" -> I31.of(Integer.parseInt(parts[1]));
            case "null" -> null;
            case "host" -> HOST;
            default -> throw new IllegalArgumentException("no value here: " + text);
        };
    }

    /** What a call's results are as text. */
    static String results(Object result, int count) {
        if (count == 0) {
            return "";
        }
        Object[] all = count == 1 ? new Object[] {result} : (Object[]) result;
        return Arrays.stream(all).map(Value::text).collect(Collectors.joining(" "));
    }
}
