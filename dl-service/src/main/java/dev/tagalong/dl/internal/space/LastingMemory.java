package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * Memory of a program for as long as it lives, as a process has its arguments above its stack. It comes from the program's
 * {@code malloc}, or from its stack, or else its memory grows.
 *
 * <p>The order matters: an allocator that takes all memory up to its end for its own would overwrite pages that it has not
 * asked for, so those come last.
 */
public final class LastingMemory {

    /** The names that emscripten has given the function which takes bytes of the stack. */
    private static final List<String> STACK_FUNCTIONS = List.of("_emscripten_stack_alloc", "stackAlloc");

    private static final FunctionType TAKE = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));
    private static final GlobalType POINTER = new GlobalType(ValueType.I32, true);

    private static final int ALIGNMENT = 16;

    /** Nothing tells how large the stack is; this much of it is seldom missed. */
    private static final int MOST_OF_STACK = 4096;

    private LastingMemory() {}

    /**
     * Takes so many bytes, which are not given back. Called by the thread that runs the program.
     *
     * @param memory the program's
     * @param size at least 1
     * @return an address that is a multiple of 16, or 0 if there is no room
     * @throws dev.tagalong.runtime.Trap if the program's allocator traps
     */
    public static int take(Instance program, Memory memory, int size) {
        int room = (size + 2 * ALIGNMENT - 1) & -ALIGNMENT;
        Heap heap = ProgramHeap.of(program, memory);
        long block = heap == null ? 0 : heap.take(room);
        if (block == 0) {
            block = ofStack(program, memory, room);
        }
        if (block == 0) {
            block = new PageHeap(memory).take(room);
        }
        return (int) (block + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private static long ofStack(Instance program, Memory memory, int size) {
        for (String name : STACK_FUNCTIONS) {
            if (program.export(name) instanceof Function function && function.type() == TAKE) {
                return Integer.toUnsignedLong(call(function, size));
            }
        }
        if (size <= MOST_OF_STACK
                && program.export(Ports.STACK_POINTER) instanceof Global global
                && global.type().equals(POINTER)) {
            long end = Integer.toUnsignedLong((int) global.get()) - size;
            if (end > 0 && end + size <= memory.byteSize()) {
                global.set((int) end & -ALIGNMENT);
                return Integer.toUnsignedLong((int) end & -ALIGNMENT);
            }
        }
        return 0;
    }

    private static int call(Function function, int argument) {
        try {
            return (int) function.handle().invokeExact(argument);
        } catch (Throwable e) {
            throw Calls.unchecked(e);
        }
    }
}
