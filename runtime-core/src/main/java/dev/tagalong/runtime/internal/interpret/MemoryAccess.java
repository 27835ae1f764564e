package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.memory.LittleEndian;

/** Access to the bytes of a memory; an address that is out of bounds is the array's {@link IndexOutOfBoundsException}. */
final class MemoryAccess {

    private MemoryAccess() {}

    static short get16(byte[] memory, int address) {
        return (short) LittleEndian.SHORT.get(memory, address);
    }

    static int get32(byte[] memory, int address) {
        return (int) LittleEndian.INT.get(memory, address);
    }

    static long get64(byte[] memory, int address) {
        return (long) LittleEndian.LONG.get(memory, address);
    }

    static void set16(byte[] memory, int address, short value) {
        LittleEndian.SHORT.set(memory, address, value);
    }

    static void set32(byte[] memory, int address, int value) {
        LittleEndian.INT.set(memory, address, value);
    }

    static void set64(byte[] memory, int address, long value) {
        LittleEndian.LONG.set(memory, address, value);
    }
}
