package dev.tagalong.dl.internal.natives;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * A place in an instance's own memory for a text that the instance is given. POSIX lets the next {@code dlerror}
 * overwrite what the last one gave, so one place is enough, used again as long as texts fit.
 *
 * <p>It is taken from the instance's {@code malloc} if it exports one. Else it is in pages by which the memory is grown:
 * an allocator that grows memory itself, as those of wasi-libc and Rust do, steps over them. One that takes all memory
 * behind its heap for its own would take these pages too once it grows; so when the memory has grown since, they are
 * left to it, and new ones are taken.
 */
final class TextBuffer {

    private static final FunctionType MALLOC = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));

    private int address;
    private int capacity;

    /** The memory's size after it was grown for the buffer; -1 for a buffer from {@code malloc}. */
    private long sizeThen = -1;

    /**
     * Puts a text into the instance's memory with a zero byte after it.
     *
     * @return its address, or 0 if there is no room to be had
     */
    int place(Instance instance, byte[] text) {
        Memory memory;
        try {
            memory = instance.memory();
        } catch (IllegalArgumentException none) {
            return 0;
        }
        int length = text.length + 1;
        if (length > capacity || (sizeThen >= 0 && memory.pages() != sizeThen)) {
            provide(instance, memory, length);
        }
        if (address == 0) {
            return 0;
        }
        memory.write(Integer.toUnsignedLong(address), Arrays.copyOf(text, length), 0, length);
        return address;
    }

    private void provide(Instance instance, Memory memory, int length) {
        address = 0;
        capacity = 0;
        sizeThen = -1;
        if (!allocate(instance, memory, length)) {
            grow(memory, length);
        }
    }

    private boolean allocate(Instance instance, Memory memory, int length) {
        if (!(instance.export("malloc") instanceof Function malloc) || malloc.type() != MALLOC) {
            return false;
        }
        // Rounded up, so that few texts need another block: blocks are not freed, as the program may yet read them.
        int size = Math.max(1024, Integer.highestOneBit(length) << 1);
        int block;
        try {
            block = (int) malloc.handle().invokeExact(size);
        } catch (Trap | WasmException failed) {
            instance.checkpoint();
            return false;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a function threw a checked exception", e);
        }
        long begin = Integer.toUnsignedLong(block);
        if (block == 0 || begin + size > memory.byteSize()) {
            return false;
        }
        address = block;
        capacity = size;
        return true;
    }

    private void grow(Memory memory, int length) {
        int pageSize = memory.type().pageSize();
        long pages = (length + pageSize - 1L) / pageSize;
        long before = memory.grow(pages);
        if (before >= 0) {
            address = (int) (before * pageSize);
            capacity = (int) (pages * pageSize);
            sizeThen = before + pages;
        }
    }
}
