package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** The program's own {@code malloc} and {@code free}. */
final class ProgramHeap implements Heap {

    private static final FunctionType MALLOC = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));
    private static final FunctionType FREE = FunctionType.of(List.of(ValueType.I32), List.of());

    /** What a 32-bit argument can say. */
    private static final long LARGEST = 0xFFFF_FFFFL;

    private final Memory memory;
    private final Function malloc;
    private final Function free;

    private ProgramHeap(Memory memory, Function malloc, Function free) {
        this.memory = memory;
        this.malloc = malloc;
        this.free = free;
    }

    /** The heap of a program, or {@code null} if it does not export both functions. */
    static ProgramHeap of(Instance program, Memory memory) {
        return program.export("malloc") instanceof Function malloc
                        && malloc.type() == MALLOC
                        && program.export("free") instanceof Function free
                        && free.type() == FREE
                ? new ProgramHeap(memory, malloc, free)
                : null;
    }

    @Override
    public long take(long size) {
        MemoryType type = memory.type();
        if (size > type.pages().most(type.pagesOf(LARGEST + 1)) * type.pageSize() || size > LARGEST) {
            return 0;
        }
        long address;
        try {
            address = Integer.toUnsignedLong((int) malloc.handle().invokeExact((int) size));
        } catch (Throwable e) {
            throw Calls.failed("the program's malloc", e);
        }
        if (address != 0 && address + size > memory.byteSize()) {
            throw new DlException("the program's malloc(" + size + ") answered 0x" + Long.toHexString(address)
                    + ", which is not in its memory");
        }
        return address;
    }

    /** A trap goes through: a program whose {@code free} traps has a broken heap. */
    @Override
    public void giveBack(long address) throws Trap {
        try {
            free.handle().invokeExact((int) address);
        } catch (Throwable e) {
            throw Calls.unchecked(e);
        }
    }

    @Override
    public String describe() {
        return "its malloc";
    }
}
