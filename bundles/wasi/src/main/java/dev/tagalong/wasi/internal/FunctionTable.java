package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects host functions by import name. WASI's function {@code fd_read} is a method {@code fdRead} that is void: it
 * returns for success and throws {@link ErrnoException} for anything else, and the function made of it answers the
 * number.
 */
public final class FunctionTable {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle CODE_OF = codeOf();

    private final Map<String, HostFunction> functions = new HashMap<>();

    private static MethodHandle codeOf() {
        try {
            return LOOKUP.findStatic(
                    FunctionTable.class, "codeOf", MethodType.methodType(int.class, ErrnoException.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static int codeOf(ErrnoException failure) {
        return failure.errno().code();
    }

    /** Adds methods of {@code target}, under WASI's names, that answer an error number. */
    FunctionTable add(Object target, String... names) {
        for (String name : names) {
            add(name, HostFunction.of(LOOKUP, target, methodName(name)).handle());
        }
        return this;
    }

    /** Adds a void handle as a function that answers an error number. */
    FunctionTable add(String name, MethodHandle handle) {
        MethodHandle success = MethodHandles.constant(int.class, Errno.SUCCESS.code());
        MethodHandle answering = MethodHandles.filterReturnValue(handle, success);
        put(name, HostFunction.of(MethodHandles.catchException(answering, ErrnoException.class, CODE_OF)));
        return this;
    }

    /** Adds a method that answers nothing. */
    FunctionTable addWithoutResult(Object target, String name) {
        put(name, HostFunction.of(LOOKUP, target, methodName(name)));
        return this;
    }

    /** Adds a function that does nothing but answer {@code errno}; its parameters are {@code i} for i32, {@code I} for i64. */
    public FunctionTable refuse(String name, String parameters, Errno errno) {
        MethodHandle constant = MethodHandles.constant(int.class, errno.code());
        put(name, HostFunction.of(MethodHandles.dropArguments(constant, 0, types(parameters))));
        return this;
    }

    /**
     * Adds a function of which only the first parameter, a descriptor, matters; the method takes the caller and that.
     */
    FunctionTable addForDescriptor(Object target, String method, String name, String parameters) {
        MethodHandle handle = HostFunction.of(LOOKUP, target, method).handle();
        Class<?>[] rest = types(parameters.substring(1));
        return add(name, MethodHandles.dropArguments(handle, handle.type().parameterCount(), rest));
    }

    /** Functions of a module as a supplier of imports, for use without a linker. */
    public static Imports imports(Engine engine, String module, Map<String, HostFunction> functions) {
        Map<String, Function> made = functions.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, e -> engine.function(module + "." + e.getKey(), e.getValue())));
        return wanted -> wanted.module().equals(module) ? made.get(wanted.name()) : null;
    }

    private void put(String name, HostFunction function) {
        if (functions.put(name, function) != null) {
            throw new IllegalStateException("two functions named " + name);
        }
    }

    private static Class<?>[] types(String parameters) {
        return parameters
                .chars()
                .mapToObj(c -> c == 'I' ? long.class : int.class)
                .toArray(Class<?>[]::new);
    }

    private static String methodName(String wasiName) {
        String[] words = wasiName.split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }

    /** What was added. */
    public Map<String, HostFunction> functions() {
        return Map.copyOf(functions);
    }
}
