package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Function;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Host functions as an instance reaches them by pointers that it has passed to another host function: they are told that it
 * is this instance which calls. Kept, since making one takes long. Thread-safe.
 */
final class BoundHostFunctions {

    private final Map<FunctionImpl, Function> bound = new ConcurrentHashMap<>();

    /** The function for {@code caller}: itself, unless it is one of the host. */
    Function of(InstanceImpl caller, FunctionImpl function) {
        if (function.owner != null) {
            return function;
        }
        return bound.computeIfAbsent(function, f -> new FunctionImpl(f.name(), f.code.calledBy(caller), caller.entry));
    }
}
