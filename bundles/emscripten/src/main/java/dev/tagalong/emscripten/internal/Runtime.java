package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * What a program's C and C++ libraries offer for the sake of jumps, exceptions and memory. Used by the thread that runs the
 * program.
 */
final class Runtime implements HostState {

    /** The type of what takes two numbers. */
    static final FunctionType SET_TWO = FunctionType.of(List.of(ValueType.I32, ValueType.I32), List.of());

    /** The type of what answers a number. */
    static final FunctionType GET = FunctionType.of(List.of(), List.of(ValueType.I32));

    /** The type of what takes a number. */
    static final FunctionType SET = FunctionType.of(List.of(ValueType.I32), List.of());

    private static final FunctionType MAP = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));

    /** The type of what answers a number for two numbers, such as {@code main}. */
    static final FunctionType MAP_TWO = FunctionType.of(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.I32));

    private static final FunctionType MAP_THREE =
            FunctionType.of(List.of(ValueType.I32, ValueType.I32, ValueType.I32), List.of(ValueType.I32));

    private final String program;
    private final Function setThrew;
    private final Function stackSave;
    private final Function stackRestore;
    private final Global stackPointer;
    private final Function setTempResult;
    private final Function getTempResult;
    private final Function malloc;
    private final Function free;
    private final Function alignedAllocation;
    private final Function increment;
    private final Function decrement;
    private final Function canCatch;
    private final Function isPointerType;

    private Runtime(Instance program) {
        this.program = program.name();
        setThrew = find(program, SET_TWO, "setThrew", "_setThrew");
        stackSave = find(program, GET, "emscripten_stack_get_current", "stackSave");
        stackRestore = find(program, SET, "_emscripten_stack_restore", "stackRestore");
        setTempResult = find(program, SET, "_emscripten_tempret_set");
        getTempResult = find(program, GET, "_emscripten_tempret_get");
        malloc = find(program, MAP, "malloc", "emscripten_builtin_malloc");
        free = find(program, SET, "free", "emscripten_builtin_free");
        alignedAllocation = find(program, MAP_TWO, "emscripten_builtin_memalign", "memalign", "aligned_alloc");
        increment = find(program, SET, "__cxa_increment_exception_refcount");
        decrement = find(program, SET, "__cxa_decrement_exception_refcount");
        canCatch = find(program, MAP_THREE, "__cxa_can_catch");
        isPointerType = find(program, MAP, "__cxa_is_pointer_type");
        stackPointer = program.export("__stack_pointer") instanceof Global global
                        && global.type().mutable()
                        && global.type().valueType() == ValueType.I32
                ? global
                : null;
    }

    @Override
    public String hindersSnapshot() {
        return null;
    }

    /** The program's, whichever of its modules calls; each thread has the functions of its own instance. */
    static Runtime of(Instance caller) {
        return caller.threadAttachment(Runtime.class, () -> new Runtime(caller.leader()));
    }

    /** What a program exports under the first of these names that is a function of the type, or {@code null}. */
    static Function find(Instance program, FunctionType type, String... names) {
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

    /** Keeps a value beside a result, if the program has a place for it. */
    boolean setTempResult(int value) {
        if (setTempResult == null || getTempResult == null) {
            return false;
        }
        setTempResult.call(value);
        return true;
    }

    /** The value beside a result, or {@code null} if the program has no place for it. */
    Integer tempResult() {
        return setTempResult == null || getTempResult == null ? null : (Integer) getTempResult.call();
    }

    /** The address of so many bytes. */
    int malloc(int size) {
        if (malloc == null) {
            throw new Trap(TrapKind.HOST_ERROR, program + " needs memory from its malloc, and exports none");
        }
        int block = (int) malloc.call(size);
        if (block == 0) {
            throw new Trap(TrapKind.HOST_ERROR, program + " has no memory left");
        }
        return block;
    }

    /** The address of so many bytes, or 0 if there is no room, or no such allocator. */
    int allocate(int alignment, int size) {
        return alignedAllocation == null ? 0 : (int) alignedAllocation.call(alignment, size);
    }

    /** Gives memory back. */
    void free(int block) {
        if (free != null) {
            free.call(block);
        }
    }

    /** One more refers to an exception object; answers whether the program counts these itself. */
    boolean increment(int exception) {
        if (increment != null) {
            increment.call(exception);
        }
        return increment != null;
    }

    /** One less refers to an exception object, the last destroys it; answers whether the program counts these itself. */
    boolean decrement(int exception) {
        if (decrement != null) {
            decrement.call(exception);
        }
        return decrement != null;
    }

    /** Whether a handler for one type catches another; at {@code adjusted} is the object's address, then its part's. */
    boolean canCatch(int type, int thrown, int adjusted) {
        return canCatch != null && (int) canCatch.call(type, thrown, adjusted) != 0;
    }

    /** Whether what is thrown is a pointer. */
    boolean isPointerType(int type) {
        return isPointerType != null && (int) isPointerType.call(type) != 0;
    }

    private Trap lacks(String what) {
        return new Trap(TrapKind.HOST_ERROR, program + " uses jumps, exceptions or threads, and exports no " + what);
    }
}
