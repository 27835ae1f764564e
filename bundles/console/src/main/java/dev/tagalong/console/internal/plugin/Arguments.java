package dev.tagalong.console.internal.plugin;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * What people type into the fields of a call, as in the shell: numbers as {@link NumberType#parse} takes them; a
 * reference can only be {@code null}.
 */
final class Arguments {

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
                    "wrong number of arguments: " + type + " takes " + parameters.size() + ", not " + texts.size());
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
                return number.parse(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "argument " + position + " is not an " + type + ": '" + text + "'", e);
            }
        }
        if (type instanceof ReferenceType && text.equals("null")) {
            return null;
        }
        throw new IllegalArgumentException("argument " + position + " is of type " + type + ": "
                + (type instanceof ReferenceType ? "only null can be given here" : "it cannot be given here"));
    }
}
