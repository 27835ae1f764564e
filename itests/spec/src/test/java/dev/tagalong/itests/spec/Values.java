package dev.tagalong.itests.spec;

import dev.tagalong.itests.spec.Command.Value;
import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.StructObject;
import dev.tagalong.runtime.V128;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** The suite's values as the API's boxed values, and the comparison of results with what is expected. */
final class Values {

    /** What the suite calls a host reference: an object of the embedder with a number to tell it by. */
    record HostReference(long number) {}

    private Values() {}

    /** An argument for a call. */
    static Object argument(Value value) {
        if (isNull(value)) {
            return null;
        }
        return switch (value.type()) {
            case "i32" -> (int) bits(value);
            case "i64" -> bits(value);
            case "f32" -> Float.intBitsToFloat((int) bits(value));
            case "f64" -> Double.longBitsToDouble(bits(value));
            case "v128" -> Vectors.of(value);
            case "externref", "anyref" -> new HostReference(bits(value));
            default -> throw new IllegalArgumentException("no argument of this form is known: " + value);
        };
    }

    /** The results of a call as a list: none, one, or the several of an array. */
    static List<Object> results(Object returned, int expected) {
        if (returned instanceof Object[] several) {
            return Arrays.asList(several);
        }
        return expected == 0 && returned == null ? List.of() : Collections.singletonList(returned);
    }

    /** Whether the results are what is expected, in number, types and values. */
    static boolean match(List<Value> expected, List<Object> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!matches(expected.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a result is of the type and has the value that are expected, bit by bit but for NaN patterns. */
    static boolean matches(Value expected, Object actual) {
        if (expected.type().equals("either")) {
            return expected.values().stream().anyMatch(one -> matches(one, actual));
        }
        if (isNull(expected)) {
            return actual == null;
        }
        return switch (expected.type()) {
            case "i32" -> actual instanceof Integer number && number == (int) bits(expected);
            case "i64" -> actual instanceof Long number && number == bits(expected);
            case "f32" -> actual instanceof Float number && matchesFloat(expected, Float.floatToRawIntBits(number));
            case "f64" ->
                actual instanceof Double number && matchesDouble(expected, Double.doubleToRawLongBits(number));
            case "v128" -> actual instanceof V128 vector && Vectors.matches(expected, vector);
            case "funcref" -> expected.value() == null && actual instanceof Function;
            case "structref" -> actual instanceof StructObject;
            case "arrayref" -> actual instanceof ArrayObject;
            case "i31ref" -> actual instanceof I31;
            case "eqref" -> actual instanceof StructObject || actual instanceof ArrayObject || actual instanceof I31;
            case "externref", "anyref" ->
                expected.value() == null ? actual != null : new HostReference(bits(expected)).equals(actual);
            default -> throw new IllegalArgumentException("no result of this form is known: " + expected);
        };
    }

    private static boolean matchesFloat(Value expected, int actual) {
        return switch (expected.value().toString()) {
            case "nan:canonical" -> (actual & 0x7FFF_FFFF) == 0x7FC0_0000;
            case "nan:arithmetic" -> (actual & 0x7FC0_0000) == 0x7FC0_0000;
            default -> actual == (int) bits(expected);
        };
    }

    private static boolean matchesDouble(Value expected, long actual) {
        return switch (expected.value().toString()) {
            case "nan:canonical" -> (actual & 0x7FFF_FFFF_FFFF_FFFFL) == 0x7FF8_0000_0000_0000L;
            case "nan:arithmetic" -> (actual & 0x7FF8_0000_0000_0000L) == 0x7FF8_0000_0000_0000L;
            default -> actual == bits(expected);
        };
    }

    private static boolean isNull(Value value) {
        return "null".equals(value.value()) || (value.type().equals("refnull") && value.value() == null);
    }

    /** The low 64 bits of the number, which is written signed or unsigned. */
    static long bits(Value value) {
        return new BigInteger(value.value().toString()).longValue();
    }

    /** A result as text, with the bits of floating-point numbers. */
    static String describe(Object actual) {
        HexFormat hex = HexFormat.of();
        if (actual instanceof Integer) {
            return "i32 " + actual;
        }
        if (actual instanceof Long) {
            return "i64 " + actual;
        }
        if (actual instanceof Float number) {
            return "f32 " + number + " 0x" + hex.toHexDigits(Float.floatToRawIntBits(number));
        }
        if (actual instanceof Double number) {
            return "f64 " + number + " 0x" + hex.toHexDigits(Double.doubleToRawLongBits(number));
        }
        return String.valueOf(actual);
    }
}
