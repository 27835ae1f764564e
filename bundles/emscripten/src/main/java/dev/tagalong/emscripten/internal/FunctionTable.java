package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostFunction;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;

/** Collects host functions by import name. */
public final class FunctionTable {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Map<String, HostFunction> functions = new HashMap<>();

    /** Adds a method of {@code target} under each of the names: emscripten has renamed some functions over the years. */
    FunctionTable add(Object target, String method, String... names) {
        HostFunction function = HostFunction.of(LOOKUP, target, method);
        for (String name : names) {
            if (functions.put(name, function) != null) {
                throw new IllegalStateException("two functions named " + name);
            }
        }
        return this;
    }

    /** What was added. */
    public Map<String, HostFunction> functions() {
        return Map.copyOf(functions);
    }
}
