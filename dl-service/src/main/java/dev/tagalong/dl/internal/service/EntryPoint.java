package dev.tagalong.dl.internal.service;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** The types that an entry point may have, and how it is called with each. */
final class EntryPoint {

    private static final List<ValueType> ARGC_ARGV = List.of(ValueType.I32, ValueType.I32);
    private static final List<ValueType> STATUS = List.of(ValueType.I32);

    private static final FunctionType PLAIN = FunctionType.of(List.of(), List.of());
    private static final FunctionType WITH_STATUS = FunctionType.of(List.of(), STATUS);
    private static final FunctionType WITH_ARGUMENTS = FunctionType.of(ARGC_ARGV, STATUS);

    private EntryPoint() {}

    static boolean fits(FunctionType type) {
        return type == PLAIN || type == WITH_STATUS || type == WITH_ARGUMENTS;
    }

    /** Whether a function that {@link #fits} takes {@code argc} and {@code argv}. */
    static boolean takesArguments(Function function) {
        return function.type() == WITH_ARGUMENTS;
    }

    /** Calls a function that {@link #fits}; what it answers is the status, or 0. */
    static int call(Function function, ArgumentVector arguments) {
        try {
            if (function.type() == PLAIN) {
                function.handle().invokeExact();
                return 0;
            }
            if (function.type() == WITH_STATUS) {
                return (int) function.handle().invokeExact();
            }
            return (int) function.handle().invokeExact(arguments.count(), arguments.address());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a function threw a checked exception", e);
        }
    }
}
