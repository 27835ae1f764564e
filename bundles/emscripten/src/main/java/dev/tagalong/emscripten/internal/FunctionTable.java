package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects host functions by import name. */
public final class FunctionTable {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Map<String, HostFunction> functions = new HashMap<>();
    private final Map<String, List<HostFunction>> older = new HashMap<>();

    /** Adds a method of {@code target} under each of the names: emscripten has renamed some functions over the years. */
    FunctionTable add(Object target, String method, String... names) {
        HostFunction function = HostFunction.of(LOOKUP, target, method);
        for (String name : names) {
            put(name, function);
        }
        return this;
    }

    /**
     * Adds functions that always answer the same.
     *
     * @param signature the letters of {@link Invocations}
     */
    FunctionTable answer(int result, String signature, String... names) {
        MethodHandle constant = MethodHandles.constant(int.class, result);
        MethodType shape = Invocations.shape(signature);
        HostFunction function = HostFunction.of(MethodHandles.dropArguments(constant, 0, shape.parameterList()));
        for (String name : names) {
            put(name, function);
        }
        return this;
    }

    /**
     * Adds a form that a function had in versions of emscripten before: another type, and another meaning of its parameters.
     * Those that {@link Fitting} makes need not be added.
     */
    FunctionTable older(Object target, String method, String... names) {
        HostFunction function = HostFunction.of(LOOKUP, target, method);
        for (String name : names) {
            older.computeIfAbsent(name, n -> new ArrayList<>()).add(function);
        }
        return this;
    }

    private void put(String name, HostFunction function) {
        if (functions.put(name, function) != null) {
            throw new IllegalStateException("two functions named " + name);
        }
    }

    /** The forms that functions had before, by name. */
    public Map<String, List<HostFunction>> olderForms() {
        Map<String, List<HostFunction>> all = new HashMap<>();
        older.forEach((name, forms) -> all.put(name, List.copyOf(forms)));
        return Map.copyOf(all);
    }

    /** What was added. */
    public Map<String, HostFunction> functions() {
        return Map.copyOf(functions);
    }
}
