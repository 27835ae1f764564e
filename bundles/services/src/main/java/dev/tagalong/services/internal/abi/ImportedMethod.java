package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** How modules call a method of an object as a function that they import. */
public final class ImportedMethod {

    private ImportedMethod() {}

    /**
     * A host function that calls a method. Its first parameter may be the calling {@link Instance}.
     *
     * @param where the method, for messages
     * @throws dev.tagalong.services.MarshallingException if a type has no counterpart, or the method cannot be reached
     */
    public static HostFunction of(String where, Method method, Object target) {
        boolean caller = method.getParameterCount() > 0 && method.getParameterTypes()[0] == Instance.class;
        Signature signature = Signature.of(where, method, caller ? 1 : 0);
        MethodHandle handle = handle(where, method, target);
        return HostFunction.of(
                signature.direct(method) ? direct(handle, caller ? 1 : 0) : marshalled(signature, handle, caller));
    }

    private static MethodHandle handle(String where, Method method, Object target) {
        try {
            MethodHandle handle = MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(method);
            return (Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(target)).asFixedArity();
        } catch (IllegalAccessException e) {
            throw new AbiException(where + " cannot be called from here: " + e.getMessage(), e);
        }
    }

    private static MethodHandle direct(MethodHandle java, int first) {
        MethodHandle handle = java;
        for (int i = first; i < java.type().parameterCount(); i++) {
            handle = MethodHandles.filterArguments(
                    handle, i, Scalar.of(java.type().parameterType(i)).lifting());
        }
        Class<?> result = java.type().returnType();
        return result == void.class
                ? handle
                : MethodHandles.filterReturnValue(handle, Scalar.of(result).lowering());
    }

    private static MethodHandle marshalled(Signature signature, MethodHandle java, boolean caller) {
        List<ValueType> flat = signature.parameters().flat();
        boolean inMemory = flat.size() > Signature.MOST_FLAT_PARAMETERS;
        List<ValueType> parameters = new ArrayList<>(inMemory ? List.of(ValueType.I32) : flat);
        if (signature.resultInMemory()) {
            parameters.add(ValueType.I32);
        }
        FunctionType type =
                FunctionType.of(parameters, signature.resultInMemory() ? List.of() : signature.flatResult());
        MethodHandle generic = java.asSpreader(Object[].class, java.type().parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        ImportCall call = new ImportCall(signature, caller, inMemory, generic);
        return CoreHandles.collect(ImportCall.INVOKE.bindTo(call), type);
    }
}
