package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.type.MemoryType;

/** The heap's size, and copying in it. Addresses and sizes are unsigned. */
public final class HeapFunctions {

    /** Growth comes in steps of a fifth of the heap, but of no more than this: emscripten's defaults. */
    private static final long LARGEST_STEP = 96L << 20;

    private static final int STEP_PARTS = 5;

    /** How often a smaller step is tried before only what was asked for is. */
    private static final int TRIES = 3;

    private static final int CHUNK = 1 << 16;

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "resizeHeap", "emscripten_resize_heap")
                .add(this, "heapMax", "emscripten_get_heap_max")
                .add(this, "heapSize", "emscripten_get_heap_size")
                .add(this, "notifyGrowth", "emscripten_notify_memory_growth")
                .add(this, "copy", "emscripten_memcpy_js", "_emscripten_memcpy_js", "emscripten_memcpy_big");
    }

    /** Makes the heap at least so large, and larger if there is room, so that it need not grow often; 1 if it is. */
    int resizeHeap(Instance caller, int wanted) {
        Memory memory = caller.memory();
        long size = Integer.toUnsignedLong(wanted);
        long present = memory.byteSize();
        if (size <= present || size > limit(memory)) {
            return size <= present ? 1 : 0;
        }
        long step = Math.min(present / STEP_PARTS, LARGEST_STEP);
        for (int i = 0; i < TRIES; i++) {
            if (grow(memory, Math.min(limit(memory), Math.max(size, present + (step >> i))))) {
                return 1;
            }
        }
        return grow(memory, size) ? 1 : 0;
    }

    private static boolean grow(Memory memory, long size) {
        int pageSize = memory.type().pageSize();
        long pages = (size + pageSize - 1) / pageSize;
        return pages <= memory.pages() || memory.grow(pages - memory.pages()) >= 0;
    }

    private static long limit(Memory memory) {
        MemoryType type = memory.type();
        return type.pages().most(type.pagesOf(1L << 32)) * type.pageSize();
    }

    /** How large the heap may become; of 4 GiB the last page is left out, since the number has 32 bits. */
    int heapMax(Instance caller) {
        return (int) Math.min(limit(caller.memory()), (MemoryType.MAX_PAGES - 1L) * MemoryType.PAGE_SIZE);
    }

    int heapSize(Instance caller) {
        return (int) Math.min(caller.memory().byteSize(), 0xFFFF_FFFFL);
    }

    /** For JavaScript, whose views of a memory end when it grows; those of Java do not. */
    void notifyGrowth(Instance caller, int memoryIndex) {}

    /** Copies as {@code memmove} does. */
    void copy(Instance caller, int to, int from, int length) {
        move(caller, to, from, length);
    }

    static void move(Instance caller, int to, int from, int length) {
        Memory memory = caller.memory();
        long target = Integer.toUnsignedLong(to);
        long source = Integer.toUnsignedLong(from);
        long count = Integer.toUnsignedLong(length);
        byte[] chunk = new byte[(int) Math.min(CHUNK, count)];
        boolean forward = target <= source;
        for (long done = 0; done < count; done += CHUNK) {
            int part = (int) Math.min(CHUNK, count - done);
            long at = forward ? done : count - done - part;
            memory.read(source + at, chunk, 0, part);
            memory.write(target + at, chunk, 0, part);
        }
    }
}
