package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.Memory;
import java.util.Arrays;

/** A module's memory during one call. What it gives is checked before anything is allocated for it. For one thread. */
final class Guest {

    /** What may be read beyond twice the memory's size: texts that a result has several times are read several times. */
    private static final long SPARE = 1 << 20;

    private final Memory memory;
    private final Allocator allocator;
    private long left;
    private int[] blocks = new int[0];

    Guest(Memory memory, Allocator allocator) {
        this.memory = memory;
        this.allocator = allocator;
        this.left = -1;
    }

    Memory memory() {
        if (memory == null) {
            throw new AbiException("the module has no memory");
        }
        return memory;
    }

    /** A place in memory, for the module's allocator to say; none at all is no place but aligned. */
    int allocate(long size, int alignment) {
        if (size == 0) {
            return alignment;
        }
        if (size > Integer.MAX_VALUE) {
            throw new AbiException(size + " bytes are more than a memory has place for");
        }
        int address = allocator.allocate((int) size, alignment);
        if (address == 0) {
            throw new AbiException("the module's allocator has no " + size + " bytes");
        }
        check("the module's allocator gave", address, size, alignment);
        if (allocator.callerFrees()) {
            blocks = Arrays.copyOf(blocks, blocks.length + 1);
            blocks[blocks.length - 1] = address;
        }
        return address;
    }

    /** Gives back what the module does not. */
    void free() {
        for (int block : blocks) {
            allocator.free(block);
        }
        blocks = new int[0];
    }

    private void check(String who, int address, long size, int alignment) {
        long start = Integer.toUnsignedLong(address);
        if (start + size > memory().byteSize()) {
            throw new AbiException(who + " " + size + " bytes at 0x" + Integer.toHexString(address)
                    + ", outside of a memory of " + memory.byteSize() + " bytes");
        }
        if ((address & alignment - 1) != 0) {
            throw new AbiException(
                    who + " address 0x" + Integer.toHexString(address) + ", which is not aligned to " + alignment);
        }
    }

    /**
     * Checks what the module gives: it must be inside of its memory, and all together not be much more than that, as it is when
     * lists of lists have the same elements.
     */
    void claim(int address, long size, int alignment) {
        if (size == 0) {
            return;
        }
        check("the module gave", address, size, alignment);
        if (left < 0) {
            left = 2 * memory.byteSize() + SPARE;
        }
        left -= size;
        if (left < 0) {
            throw new AbiException("the module gave more data than twice its memory has");
        }
    }

    byte[] read(int address, int size) {
        byte[] bytes = new byte[size];
        memory().read(Integer.toUnsignedLong(address), bytes, 0, size);
        return bytes;
    }

    void write(int address, byte[] bytes) {
        if (bytes.length > 0) {
            memory().write(Integer.toUnsignedLong(address), bytes, 0, bytes.length);
        }
    }
}
