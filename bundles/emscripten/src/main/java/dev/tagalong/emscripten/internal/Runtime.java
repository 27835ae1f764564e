package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** What a program's C library offers for the sake of jumps. Used by the thread that runs the program. */
final class Runtime {

    private static final FunctionType SET_THREW = FunctionType.of(List.of(ValueType.I32, ValueType.I32), List.of());
    private static final FunctionType GET = FunctionType.of(List.of(), List.of(ValueType.I32));
    private static final FunctionType SET = FunctionType.of(List.of(ValueType.I32), List.of());

    private final String program;
    private final Function setThrew;
    private final Function stackSave;
    private final Function stackRestore;
    private final Global stackPointer;

    private Runtime(Instance program) {
        this.program = program.name();
        setThrew = find(program, SET_THREW, "setThrew", "_setThrew");
        stackSave = find(program, GET, "emscripten_stack_get_current", "stackSave");
        stackRestore = find(program, SET, "_emscripten_stack_restore", "stackRestore");
        stackPointer = program.export("__stack_pointer") instanceof Global global
                        && global.type().mutable()
                        && global.type().valueType() == ValueType.I32
                ? global
                : null;
    }

    /** The program's, whichever of its modules calls. */
    static Runtime of(Instance caller) {
        return caller.attachment(Runtime.class, () -> new Runtime(caller.leader()));
    }

    private static Function find(Instance program, FunctionType type, String... names) {
        for (String name : names) {
            if (program.export(name) instanceof Function function && function.type() == type) {
                return function;
            }
        }
        return null;
    }

    /** Where the stack ends now. */
    int saveStack() {
        if (stackPointer != null) {
            return (int) stackPointer.get();
        }
        if (stackSave == null || stackRestore == null) {
            throw lacks("__stack_pointer, nor emscripten_stack_get_current and _emscripten_stack_restore");
        }
        return (int) stackSave.call();
    }

    /** Drops what was put on the stack since. */
    void restoreStack(int saved) {
        if (stackPointer != null) {
            stackPointer.set(saved);
        } else {
            stackRestore.call(saved);
        }
    }

    /** Notes what was thrown. */
    void setThrew(int threw, int value) {
        if (setThrew == null) {
            throw lacks("setThrew");
        }
        setThrew.call(threw, value);
    }

    private Trap lacks(String what) {
        return new Trap(TrapKind.HOST_ERROR, program + " uses setjmp and longjmp, and exports no " + what);
    }
}
