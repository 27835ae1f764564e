package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Exceptions of C++ as emscripten has them without WebAssembly's own (Itanium C++ ABI: Exception Handling, where throwing and
 * looking for a handler are the host's part). Calls that may throw are made through {@code invoke_*}; what a frame catches it
 * then asks for with {@code __cxa_find_matching_catch_N}, where N is two more than the number of types that it passes. A
 * frame that has nothing for an exception throws it on.
 *
 * <p>Which types catch which is known to the program's C++ library ({@code __cxa_can_catch}). Without one a type is caught
 * by itself only.
 */
public final class Exceptions {

    private static final String FIND = "__cxa_find_matching_catch_";
    private static final int MOST_TYPES = 100;

    /** The header before the object, of which the library knows the same. */
    private static final int HEADER = 24;

    private static final int REFERENCES = 0;
    private static final int TYPE = 4;
    private static final int DESTRUCTOR = 8;
    private static final int CAUGHT = 12;
    private static final int RETHROWN = 13;
    private static final int ADJUSTED = 16;

    /** Where a {@code std::type_info} keeps its name. */
    private static final int TYPE_NAME = 4;

    private static final MethodHandle FIND_MATCHING;

    static {
        try {
            FIND_MATCHING = MethodHandles.lookup()
                    .findStatic(
                            Exceptions.class,
                            "findMatching",
                            MethodType.methodType(int.class, Instance.class, int[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What one thread of a program has thrown and caught; numbers are addresses of exception objects. */
    private static final class State implements HostState {
        private int last;
        private int uncaught;
        private final Deque<Integer> caught = new ArrayDeque<>();

        @Override
        public String hindersSnapshot() {
            return uncaught == 0 && caught.isEmpty() ? null : "it handles an exception";
        }
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "raise", "__cxa_throw")
                .add(this, "rethrow", "__cxa_rethrow")
                .add(this, "rethrowPrimary", "__cxa_rethrow_primary_exception")
                .add(this, "beginCatch", "__cxa_begin_catch")
                .add(this, "endCatch", "__cxa_end_catch")
                .add(this, "resume", "__resumeException")
                .add(this, "typeId", "llvm_eh_typeid_for")
                .add(this, "uncaught", "__cxa_uncaught_exceptions")
                .add(this, "current", "__cxa_current_primary_exception")
                .add(this, "currentType", "__cxa_current_exception_type")
                .add(this, "objectOf", "__cxa_get_exception_ptr")
                .add(this, "allocate", "__cxa_allocate_exception")
                .add(this, "free", "__cxa_free_exception")
                .add(this, "increment", "__cxa_increment_exception_refcount")
                .add(this, "decrement", "__cxa_decrement_exception_refcount")
                .add(this, "unexpected", "__cxa_call_unexpected")
                .add(this, "pureVirtual", "__cxa_pure_virtual");
    }

    /** The function of a name that begins with {@code __cxa_find_matching_catch_}, or {@code null}. */
    public static HostFunction of(String name) {
        if (!name.startsWith(FIND)) {
            return null;
        }
        int types;
        try {
            types = Integer.parseInt(name.substring(FIND.length())) - 2;
        } catch (NumberFormatException e) {
            return null;
        }
        return types < 0 || types > MOST_TYPES ? null : HostFunction.of(FIND_MATCHING.asCollector(int[].class, types));
    }

    private static State state(Instance caller) {
        return caller.threadAttachment(State.class, State::new);
    }

    /** A field of the header before an exception object. */
    private static long field(int exception, int offset) {
        return Integer.toUnsignedLong(exception) - HEADER + offset;
    }

    private static ThrownException thrown(Instance caller, int exception) {
        Memory memory = caller.memory();
        int type = memory.readInt(field(exception, TYPE));
        long at = Integer.toUnsignedLong(type) + TYPE_NAME;
        int name = type != 0 && at + Integer.BYTES <= memory.byteSize() ? memory.readInt(at) : 0;
        return new ThrownException("a C++ exception of type " + Endings.text(caller, name) + " was not caught");
    }

    void raise(Instance caller, int exception, int type, int destructor) {
        Memory memory = caller.memory();
        memory.writeInt(field(exception, ADJUSTED), 0);
        memory.writeInt(field(exception, TYPE), type);
        memory.writeInt(field(exception, DESTRUCTOR), destructor);
        State state = state(caller);
        state.last = exception;
        state.uncaught++;
        throw thrown(caller, exception);
    }

    void rethrow(Instance caller) {
        State state = state(caller);
        if (state.caught.isEmpty()) {
            throw new Trap(TrapKind.HOST_ERROR, "the program throws on what it has not caught (std::terminate)");
        }
        int exception = state.caught.pop();
        Memory memory = caller.memory();
        if (memory.readByte(field(exception, RETHROWN)) == 0) {
            state.caught.push(exception);
            memory.writeByte(field(exception, RETHROWN), (byte) 1);
            memory.writeByte(field(exception, CAUGHT), (byte) 0);
            state.uncaught++;
        }
        state.last = exception;
        throw thrown(caller, exception);
    }

    void rethrowPrimary(Instance caller, int exception) {
        if (exception != 0) {
            State state = state(caller);
            state.caught.push(exception);
            caller.memory().writeByte(field(exception, RETHROWN), (byte) 1);
            rethrow(caller);
        }
    }

    int beginCatch(Instance caller, int exception) {
        State state = state(caller);
        Memory memory = caller.memory();
        if (memory.readByte(field(exception, CAUGHT)) == 0) {
            memory.writeByte(field(exception, CAUGHT), (byte) 1);
            state.uncaught--;
        }
        memory.writeByte(field(exception, RETHROWN), (byte) 0);
        state.caught.push(exception);
        increment(caller, exception);
        return objectOf(caller, exception);
    }

    void endCatch(Instance caller) {
        Runtime runtime = Runtime.of(caller);
        // What a destructor does is not to look like a throw.
        runtime.setThrew(0, 0);
        State state = state(caller);
        if (!state.caught.isEmpty()) {
            decrement(caller, state.caught.pop());
        }
        state.last = 0;
    }

    void resume(Instance caller, int exception) {
        State state = state(caller);
        if (state.last == 0) {
            state.last = exception;
        }
        throw thrown(caller, state.last);
    }

    /** A type's number is its address. */
    int typeId(int type) {
        return type;
    }

    int uncaught(Instance caller) {
        return state(caller).uncaught;
    }

    int current(Instance caller) {
        State state = state(caller);
        if (state.caught.isEmpty()) {
            return 0;
        }
        int exception = state.caught.peek();
        increment(caller, exception);
        return exception;
    }

    int currentType(Instance caller) {
        State state = state(caller);
        return state.caught.isEmpty() ? 0 : caller.memory().readInt(field(state.caught.peek(), TYPE));
    }

    /** What a handler is given: the object, or the part of it that is of the handler's type, or the pointer that was thrown. */
    int objectOf(Instance caller, int exception) {
        Memory memory = caller.memory();
        if (Runtime.of(caller).isPointerType(memory.readInt(field(exception, TYPE)))) {
            return memory.readInt(Integer.toUnsignedLong(exception));
        }
        int adjusted = memory.readInt(field(exception, ADJUSTED));
        return adjusted != 0 ? adjusted : exception;
    }

    int allocate(Instance caller, int size) {
        int block = Runtime.of(caller).malloc(size + HEADER);
        caller.memory().fill(Integer.toUnsignedLong(block), (byte) 0, Integer.toUnsignedLong(size + HEADER));
        return block + HEADER;
    }

    void free(Instance caller, int exception) {
        Runtime.of(caller).free(exception - HEADER);
    }

    /** One more refers to an exception object. Versions whose C++ library does not count these itself import it. */
    void increment(Instance caller, int exception) {
        if (exception != 0 && !Runtime.of(caller).increment(exception)) {
            count(caller, exception, 1);
        }
    }

    /** One less does; the last destroys it, unless it is on its way again. */
    void decrement(Instance caller, int exception) {
        if (exception == 0
                || Runtime.of(caller).decrement(exception)
                || count(caller, exception, -1) > 0
                || caller.memory().readByte(field(exception, RETHROWN)) != 0) {
            return;
        }
        int destructor = caller.memory().readInt(field(exception, DESTRUCTOR));
        if (destructor != 0) {
            caller.callee(destructor).call(exception);
        }
        free(caller, exception);
    }

    /** How many refer to it. An exception may be in the hands of several threads. */
    private synchronized int count(Instance caller, int exception, int change) {
        int count = caller.memory().readInt(field(exception, REFERENCES)) + change;
        caller.memory().writeInt(field(exception, REFERENCES), count);
        return count;
    }

    void unexpected(Instance caller, int exception) {
        throw new Trap(TrapKind.HOST_ERROR, "an exception that the function did not announce (std::unexpected)");
    }

    void pureVirtual() {
        throw new Trap(TrapKind.HOST_ERROR, "a pure virtual function was called");
    }

    /** The exception on its way, and with {@code getTempRet0} which of the types it is caught as. */
    private static int findMatching(Instance caller, int[] types) {
        int exception = state(caller).last;
        if (exception == 0) {
            TempResult.set(caller, 0);
            return 0;
        }
        Memory memory = caller.memory();
        int adjusted = (int) field(exception, ADJUSTED);
        memory.writeInt(Integer.toUnsignedLong(adjusted), exception);
        int thrown = memory.readInt(field(exception, TYPE));
        int match = thrown;
        for (int type : types) {
            if (thrown == 0 || type == 0 || type == thrown) {
                // Of what is caught as anything the code asks for its own type.
                match = thrown;
                break;
            }
            if (Runtime.of(caller).canCatch(type, thrown, adjusted)) {
                match = type;
                break;
            }
        }
        TempResult.set(caller, match);
        return exception;
    }
}
