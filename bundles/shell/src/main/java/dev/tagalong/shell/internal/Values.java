package dev.tagalong.shell.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * WebAssembly values as people type and read them. Integers are decimal, signed or unsigned, or hexadecimal with
 * {@code 0x}; floats are as in Java, besides {@code inf} and {@code nan}; a reference can only be {@code null}.
 */
final class Values {

    private static final int HEXADECIMAL = 16;

    private Values() {}

    /**
     * The arguments for a function of this type.
     *
     * @throws CommandFailure if there are too few or too many, or one is not of its type
     */
    static Object[] parse(FunctionType type, List<String> texts) {
        List<ValueType> parameters = type.parameters();
        if (parameters.size() != texts.size()) {
            throw new CommandFailure(
                    "wrong number of arguments: " + type + " takes " + parameters.size() + ", not " + texts.size());
        }
        Object[] values = new Object[texts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parse(parameters.get(i), texts.get(i), i + 1);
        }
        return values;
    }

    private static Object parse(ValueType type, String text, int position) {
        try {
            if (type instanceof NumberType number) {
                return parse(number, text.toLowerCase(Locale.ROOT));
            }
        } catch (NumberFormatException e) {
            throw new CommandFailure("argument " + position + " is not an " + type + ": " + text);
        }
        if (type instanceof ReferenceType && text.equals("null")) {
            return null;
        }
        throw new CommandFailure("argument " + position + " is of type " + type + ": "
                + (type instanceof ReferenceType ? "only null can be given here" : "it cannot be given here"));
    }

    private static Object parse(NumberType type, String text) {
        return switch (type) {
            case I32 -> parseInt(text);
            case I64 -> parseLong(text);
            case F32 -> Float.valueOf(floatText(text));
            case F64 -> Double.valueOf(floatText(text));
        };
    }

    private static Integer parseInt(String text) {
        if (text.startsWith("0x")) {
            return Integer.parseUnsignedInt(text.substring(2), HEXADECIMAL);
        }
        return text.startsWith("-") ? Integer.parseInt(text) : Integer.parseUnsignedInt(text);
    }

    private static Long parseLong(String text) {
        if (text.startsWith("0x")) {
            return Long.parseUnsignedLong(text.substring(2), HEXADECIMAL);
        }
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }

    private static String floatText(String text) {
        return switch (text) {
            case "inf", "+inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> text;
        };
    }

    /** What {@link Function#call} answered, its values separated by spaces; empty if the function has no results. */
    static String format(FunctionType type, Object result) {
        return switch (type.results().size()) {
            case 0 -> "";
            case 1 -> format(result);
            default -> Arrays.stream((Object[]) result).map(Values::format).collect(Collectors.joining(" "));
        };
    }

    private static String format(Object value) {
        if (value instanceof Function function) {
            String owner = function.owner() == null ? "" : function.owner().name() + "!";
            return "funcref " + owner + function.name();
        }
        return String.valueOf(value);
    }
}
