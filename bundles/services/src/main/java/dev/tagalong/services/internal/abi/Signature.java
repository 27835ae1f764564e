package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.ValueType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What crosses when a method is called. Immutable.
 *
 * @param where the method, for messages
 * @param names the parameters', for messages
 * @param parameters their shapes
 * @param result the result's, or {@code null}
 */
record Signature(String where, List<String> names, Layout parameters, Shape result) {

    /** More core values than this go through memory (Canonical ABI, MAX_FLAT_PARAMS). */
    static final int MOST_FLAT_PARAMETERS = 16;

    /** More core values than this come through memory (Canonical ABI, MAX_FLAT_RESULTS). */
    static final int MOST_FLAT_RESULTS = 1;

    /**
     * Of a method, without its first parameters.
     *
     * @throws AbiException if a type has no counterpart; the text says where
     */
    static Signature of(String where, Method method, int skipped) {
        List<String> names = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        Type[] types = method.getGenericParameterTypes();
        Parameter[] parameters = method.getParameters();
        for (int i = skipped; i < types.length; i++) {
            String name = parameters[i].isNamePresent()
                    ? "parameter " + parameters[i].getName()
                    : "parameter " + (i - skipped + 1);
            names.add(name);
            shapes.add(shape(where + ", " + name, types[i]));
        }
        Shape result =
                method.getReturnType() == void.class ? null : shape(where + ", result", method.getGenericReturnType());
        return new Signature(where, List.copyOf(names), new Layout(shapes), result);
    }

    private static Shape shape(String where, Type type) {
        try {
            return Shapes.of(type);
        } catch (AbiException e) {
            throw new AbiException(where + ": " + e.getMessage(), e);
        }
    }

    List<ValueType> flatResult() {
        return result == null ? List.of() : result.flat();
    }

    boolean resultInMemory() {
        return flatResult().size() > MOST_FLAT_RESULTS;
    }

    /** Whether all that crosses are numbers in a form that needs no boxing. */
    boolean direct(Method method) {
        return Arrays.stream(method.getParameterTypes()).allMatch(t -> t.isPrimitive() || t == Instance.class)
                && method.getReturnType().isPrimitive();
    }

    /** An exception that says where. */
    AbiException in(String what, AbiException e) {
        return new AbiException(where + ", " + what + ": " + e.getMessage(), e);
    }
}
