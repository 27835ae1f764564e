package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a function to the type that a program imports it with, where the two mean the same. JavaScript of before BigInt takes an
 * i64 as two i32, the lower half first, and gives one as its lower half, with the upper half in {@code getTempRet0}: emscripten
 * calls that legalised. JavaScript also lets a program ignore a result.
 */
public final class Fitting {

    private static final int HALF = 32;
    private static final MethodHandle JOIN;
    private static final MethodHandle SPLIT;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            JOIN = lookup.findStatic(Fitting.class, "join", MethodType.methodType(long.class, int.class, int.class));
            SPLIT = lookup.findStatic(
                    Fitting.class, "split", MethodType.methodType(int.class, long.class, Instance.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Fitting() {}

    /** The function with another type, or {@code null} if it does not fit that. */
    public static HostFunction to(FunctionType wanted, HostFunction function) {
        MethodType shape = JavaTypes.of(wanted);
        if (function.type() == wanted) {
            return function;
        }
        MethodHandle handle = function.takesCaller()
                ? function.handle()
                : MethodHandles.dropArguments(function.handle(), 0, Instance.class);
        if (shape.parameterCount() != handle.type().parameterCount() - 1) {
            handle = legalised(handle);
        }
        if (!shape.parameterList().equals(handle.type().dropParameterTypes(0, 1).parameterList())) {
            return null;
        }
        if (shape.returnType() == int.class && handle.type().returnType() == long.class) {
            handle = halved(handle);
        } else if (shape.returnType() == void.class) {
            handle = handle.asType(handle.type().changeReturnType(void.class));
        }
        return handle.type().returnType() == shape.returnType() ? HostFunction.of(handle) : null;
    }

    private static MethodHandle legalised(MethodHandle whole) {
        MethodHandle handle = whole;
        for (int i = handle.type().parameterCount() - 1; i > 0; i--) {
            if (handle.type().parameterType(i) == long.class) {
                handle = MethodHandles.collectArguments(handle, i, JOIN);
            }
        }
        return handle;
    }

    private static MethodHandle halved(MethodHandle handle) {
        List<Class<?>> rest = new ArrayList<>(handle.type().parameterList())
                .subList(1, handle.type().parameterCount());
        return MethodHandles.foldArguments(MethodHandles.dropArguments(SPLIT, 2, rest), handle);
    }

    private static long join(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << HALF;
    }

    private static int split(long value, Instance caller) {
        TempResult.set(caller, (int) (value >>> HALF));
        return (int) value;
    }
}
