package dev.tagalong.runtime;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A function of the embedder that modules can import. It is typed: {@code int}, {@code long}, {@code float},
 * {@code double}, {@link Function} for {@code funcref}, {@code Object} for {@code externref} and {@link V128} for {@code v128}; a
 * call boxes nothing.
 *
 * <p>A handle may take an {@link Instance} as its first parameter: it is then given the instance that calls, and the
 * WebAssembly type is made of the other parameters. What the handle throws reaches the caller as a {@link Trap} of kind
 * {@link TrapKind#HOST_ERROR}; a {@link Trap} or {@link WasmExit} goes through unchanged.
 */
public final class HostFunction {

    private final FunctionType type;
    private final MethodHandle handle;
    private final boolean takesCaller;

    private HostFunction(FunctionType type, MethodHandle handle, boolean takesCaller) {
        this.type = type;
        this.handle = handle;
        this.takesCaller = takesCaller;
    }

    /**
     * A host function over a method handle.
     *
     * @throws IllegalArgumentException if the handle's type has no WebAssembly counterpart
     */
    public static HostFunction of(MethodHandle handle) {
        MethodType shape = handle.type();
        boolean caller = shape.parameterCount() > 0 && shape.parameterType(0) == Instance.class;
        List<ValueType> parameters = new ArrayList<>();
        for (int i = caller ? 1 : 0; i < shape.parameterCount(); i++) {
            parameters.add(valueType(shape.parameterType(i), handle));
        }
        List<ValueType> results =
                shape.returnType() == void.class ? List.of() : List.of(valueType(shape.returnType(), handle));
        return new HostFunction(FunctionType.of(parameters, results), handle.asFixedArity(), caller);
    }

    /**
     * A host function of a WebAssembly type that its Java shape does not tell, as with references of a type of their own. What
     * the handle is given and gives is checked to be of these types.
     *
     * @throws IllegalArgumentException if the type has several results, or the handle, but for an {@link Instance} as its
     *     first parameter, has not the shape that {@link JavaTypes#of(FunctionType)} answers
     */
    public static HostFunction of(FunctionType type, MethodHandle handle) {
        MethodType shape = handle.type();
        boolean caller = shape.parameterCount() > 0 && shape.parameterType(0) == Instance.class;
        MethodType wanted = JavaTypes.of(type);
        if (type.results().size() > 1 || !(caller ? shape.dropParameterTypes(0, 1) : shape).equals(wanted)) {
            throw new IllegalArgumentException(
                    "expected a handle of type " + wanted + " for " + type + ", got " + shape);
        }
        return new HostFunction(type, handle.asFixedArity(), caller);
    }

    /**
     * A host function over the public method {@code name} of {@code target}; overloads are not supported.
     *
     * @param lookup one that may access the method
     * @throws IllegalArgumentException if there is not exactly one such method, or it is of a type without counterpart
     */
    public static HostFunction of(MethodHandles.Lookup lookup, Object target, String name) {
        Objects.requireNonNull(target, "target");
        List<Method> methods = Arrays.stream(target.getClass().getDeclaredMethods())
                .filter(m -> m.getName().equals(name) && !m.isSynthetic())
                .toList();
        if (methods.size() != 1) {
            throw new IllegalArgumentException(
                    target.getClass().getName() + " has " + methods.size() + " methods named " + name);
        }
        try {
            MethodHandle handle = lookup.unreflect(methods.get(0));
            return of(Modifier.isStatic(methods.get(0).getModifiers()) ? handle : handle.bindTo(target));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("not accessible: " + methods.get(0), e);
        }
    }

    private static ValueType valueType(Class<?> type, MethodHandle handle) {
        if (type == int.class) {
            return ValueType.I32;
        }
        if (type == long.class) {
            return ValueType.I64;
        }
        if (type == float.class) {
            return ValueType.F32;
        }
        if (type == double.class) {
            return ValueType.F64;
        }
        if (type == Function.class) {
            return ReferenceType.FUNCREF;
        }
        if (type == V128.class) {
            return ValueType.V128;
        }
        if (type == Object.class) {
            return ReferenceType.EXTERNREF;
        }
        throw new IllegalArgumentException("no WebAssembly type for " + type.getName() + " in " + handle.type());
    }

    /** The WebAssembly type, without the calling instance. */
    public FunctionType type() {
        return type;
    }

    /** The handle, with the calling instance first if {@link #takesCaller()}. */
    public MethodHandle handle() {
        return handle;
    }

    /** Whether the handle's first parameter is the calling instance. */
    public boolean takesCaller() {
        return takesCaller;
    }

    @Override
    public String toString() {
        return "host function " + type;
    }
}
