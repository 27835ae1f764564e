package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;

/** Turns handles of core types into handles of raw bits and back. */
final class CoreHandles {

    private static final MethodHandle INT_TO_LONG;
    private static final MethodHandle FLOAT_TO_LONG;
    private static final MethodHandle DOUBLE_TO_LONG;
    private static final MethodHandle LONG_TO_FLOAT;
    private static final MethodHandle LONG_TO_DOUBLE;

    static {
        Lookup lookup = MethodHandles.lookup();
        try {
            INT_TO_LONG =
                    lookup.findStatic(Integer.class, "toUnsignedLong", MethodType.methodType(long.class, int.class));
            FLOAT_TO_LONG = MethodHandles.filterReturnValue(
                    lookup.findStatic(Float.class, "floatToRawIntBits", MethodType.methodType(int.class, float.class)),
                    INT_TO_LONG);
            DOUBLE_TO_LONG = lookup.findStatic(
                    Double.class, "doubleToRawLongBits", MethodType.methodType(long.class, double.class));
            LONG_TO_FLOAT = MethodHandles.explicitCastArguments(
                    lookup.findStatic(Float.class, "intBitsToFloat", MethodType.methodType(float.class, int.class)),
                    MethodType.methodType(float.class, long.class));
            LONG_TO_DOUBLE = lookup.findStatic(
                    Double.class, "longBitsToDouble", MethodType.methodType(double.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private CoreHandles() {}

    private static MethodHandle fromLong(Class<?> type) {
        if (type == int.class) {
            return MethodHandles.explicitCastArguments(
                    MethodHandles.identity(int.class), MethodType.methodType(int.class, long.class));
        }
        return type == float.class
                ? LONG_TO_FLOAT
                : type == double.class ? LONG_TO_DOUBLE : MethodHandles.identity(long.class);
    }

    private static MethodHandle toLong(Class<?> type) {
        if (type == int.class) {
            return INT_TO_LONG;
        }
        return type == float.class
                ? FLOAT_TO_LONG
                : type == double.class ? DOUBLE_TO_LONG : MethodHandles.identity(long.class);
    }

    /** Of core types to {@code (long[])long}, where nothing is zero. */
    static MethodHandle spread(MethodHandle core) {
        MethodHandle handle = core;
        for (int i = 0; i < core.type().parameterCount(); i++) {
            handle = MethodHandles.filterArguments(
                    handle, i, fromLong(core.type().parameterType(i)));
        }
        MethodHandle result = core.type().returnType() == void.class
                ? MethodHandles.constant(long.class, 0L)
                : toLong(core.type().returnType());
        return MethodHandles.filterReturnValue(handle, result)
                .asSpreader(long[].class, core.type().parameterCount());
    }

    /** Of {@code (A, long[])long} to core types after {@code A}. */
    static MethodHandle collect(MethodHandle handle, FunctionType type) {
        List<ValueType> parameters = type.parameters();
        MethodHandle collected = handle.asCollector(1, long[].class, parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            collected = MethodHandles.filterArguments(collected, i + 1, toLong(JavaTypes.of(parameters.get(i))));
        }
        return type.results().isEmpty()
                ? collected.asType(collected.type().changeReturnType(void.class))
                : MethodHandles.filterReturnValue(
                        collected, fromLong(JavaTypes.of(type.results().get(0))));
    }
}
