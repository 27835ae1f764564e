package dev.tagalong.runtime;

import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The Java types that carry WebAssembly's values in typed calls: {@code int}, {@code long}, {@code float} and
 * {@code double} for numbers, {@link V128} for {@code v128}, {@link Function} for references to functions, of whatever type,
 * and {@link Object} for all others.
 */
public final class JavaTypes {

    /** What a Java method takes, less what method handles and the engine add to a call. */
    private static final int PARAMETER_SLOTS = 250;

    private JavaTypes() {}

    /** The Java type that carries a value of a type in a typed call. */
    public static Class<?> of(ValueType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> int.class;
                case I64 -> long.class;
                case F32 -> float.class;
                case F64 -> double.class;
            };
        }
        if (type instanceof ReferenceType reference) {
            return AbstractHeapType.top(reference.heapType()) == HeapType.FUNC ? Function.class : Object.class;
        }
        return V128.class;
    }

    /**
     * The Java shape of a call: the parameters' Java types, and {@code void}, the one result's Java type, or
     * {@code Object[]} with the boxed results where there are several.
     *
     * @throws UnsupportedOperationException if the parameters are more than a Java method can have: 250, of which
     *     {@code i64} and {@code f64} count as two and {@code v128} as four
     */
    public static MethodType of(FunctionType type) {
        if (!crossesApi(type)) {
            throw new UnsupportedOperationException(
                    "more than " + PARAMETER_SLOTS + " parameters do not cross the Java API: " + type);
        }
        return MethodType.methodType(
                result(type.results()),
                type.parameters().stream().map(JavaTypes::of).toArray(Class<?>[]::new));
    }

    private static boolean crossesApi(FunctionType type) {
        int slots = 0;
        for (ValueType parameter : type.parameters()) {
            slots += slots(parameter);
        }
        return slots <= PARAMETER_SLOTS;
    }

    private static int slots(ValueType parameter) {
        if (parameter == VectorType.V128) {
            return 4;
        }
        return parameter == ValueType.I64 || parameter == ValueType.F64 ? 2 : 1;
    }

    private static Class<?> result(List<ValueType> results) {
        return switch (results.size()) {
            case 0 -> void.class;
            case 1 -> of(results.get(0));
            default -> Object[].class;
        };
    }
}
