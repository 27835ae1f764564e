package dev.tagalong.shell.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * WebAssembly values as people type and read them: numbers as {@link NumberType#parse} takes them; a reference can only be
 * {@code null}.
 */
final class Values {

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
                return number.parse(text);
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
