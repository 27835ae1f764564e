package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Memory;

/**
 * The stack that a thread was given, as {@code struct pthread} of emscripten's C library has it.
 *
 * @param top where it begins; it grows downwards
 * @param size its size in bytes
 */
record ThreadStack(long top, long size) {

    /**
     * Where the top may stand, and the size after it: the fields before have changed over the years. Before them are the
     * address and the size of the memory that the thread was given, which was not noted at first.
     */
    private static final int[] PLACES = {44, 48, 52, 56};

    private static final int BLOCK = -8;

    /** That of the thread at an address, or {@code null} if it has none that makes sense. */
    static ThreadStack of(Memory memory, int thread) {
        ThreadStack found = find(memory, thread, thread);
        return found != null ? found : find(memory, thread, 0);
    }

    /** Where before it the memory that the thread was given has an address. */
    private static ThreadStack find(Memory memory, int thread, int block) {
        long start = Integer.toUnsignedLong(thread);
        for (int place : PLACES) {
            if (memory.readInt(start + place + BLOCK) == block) {
                long top = Integer.toUnsignedLong(memory.readInt(start + place));
                long size = Integer.toUnsignedLong(memory.readInt(start + place + Integer.BYTES));
                if (top != start && size > 0 && size < top && top <= memory.byteSize()) {
                    return new ThreadStack(top, size);
                }
            }
        }
        return null;
    }

    /** Where it ends. */
    long low() {
        return top - size;
    }
}
