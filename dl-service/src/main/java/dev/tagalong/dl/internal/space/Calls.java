package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** Calls of the functions that a loader calls. */
final class Calls {

    static final FunctionType NOTHING = FunctionType.of(List.of(), List.of());
    static final FunctionType TAKES_POINTER = FunctionType.of(List.of(ValueType.I32), List.of());

    private Calls() {}

    /** Calls a function of type {@link #NOTHING}. */
    static void call(Function function) {
        try {
            function.handle().invokeExact();
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Calls a function of type {@link #TAKES_POINTER}. */
    static void call(Function function, int pointer) {
        try {
            function.handle().invokeExact(pointer);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** An error whose text says what failed; what is to end the whole program goes through. */
    static DlException failed(String what, Throwable thrown) {
        if (thrown instanceof Trap trap && !ends(trap)) {
            return new DlException(what + " trapped: " + trap.getMessage(), trap);
        }
        if (thrown instanceof WasmException exception) {
            return new DlException(what + " threw an exception: " + exception.getMessage(), exception);
        }
        throw unchecked(thrown);
    }

    /** Whether a trap is there to end the program. */
    static boolean ends(Trap trap) {
        return trap.kind() == TrapKind.CANCELLED || trap.kind() == TrapKind.DEADLINE_EXCEEDED;
    }

    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof RuntimeException runtime) {
            return runtime;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new AssertionError("a function threw a checked exception", thrown);
    }
}
