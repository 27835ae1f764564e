package dev.tagalong.console.internal;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** What people type into the fields of a call: integers as {@code Long.decode} reads them, floats as Java does. */
final class Arguments {

    private static final long UNSIGNED_MASK = 0xFFFF_FFFFL;

    private Arguments() {}

    /**
     * The values for a function of this type.
     *
     * @throws IllegalArgumentException if there are too few or too many, or one is not of its type; the text says which
     */
    static Object[] parse(FunctionType type, List<String> texts) {
        List<ValueType> parameters = type.parameters();
        if (parameters.size() != texts.size()) {
            throw new IllegalArgumentException(
                    type + " takes " + parameters.size() + " arguments, not " + texts.size());
        }
        Object[] values = new Object[texts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parse(parameters.get(i), texts.get(i).strip(), i + 1);
        }
        return values;
    }

    private static Object parse(ValueType type, String text, int position) {
        if (type instanceof NumberType number) {
            try {
                return parse(number, text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("argument " + position + " is not an " + type + ": " + text, e);
            }
        }
        if (type instanceof ReferenceType && text.equals("null")) {
            return null;
        }
        throw new IllegalArgumentException(
                "argument " + position + " of type " + type + " cannot be given here: " + text);
    }

    private static Object parse(NumberType type, String text) {
        return switch (type) {
            case I32 -> i32(Long.decode(text));
            case I64 -> text.startsWith("-") || text.startsWith("0x") ? i64(text) : Long.parseUnsignedLong(text);
            case F32 -> Float.valueOf(text);
            case F64 -> Double.valueOf(text);
        };
    }

    private static long i64(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }

    private static int i32(long value) {
        if (value < Integer.MIN_VALUE || value > UNSIGNED_MASK) {
            throw new NumberFormatException();
        }
        return (int) value;
    }
}
