package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.memory.Addresses;
import dev.tagalong.runtime.internal.memory.MemoryImpl;

/** Accesses to memories other than the first, to one that may outgrow its array, and with offsets past the end of any array. */
final class FarMemory {

    private FarMemory() {}

    /**
     * Loads or stores.
     *
     * @param at where in the code the further words of {@link Op#FAR_ACCESS} are
     * @param slot where the address is and, of a store, the value above it; a load's result replaces the address
     * @param offset the low half of the offset
     */
    static void access(int[] code, int at, long[] stack, int slot, MemoryImpl memory, int offset) {
        long wide = Integer.toUnsignedLong(offset) | (long) code[at + 1] << Integer.SIZE;
        long base = code[at + 2] == 0 ? stack[slot] & 0xFFFF_FFFFL : stack[slot];
        access(code[at], stack, slot, memory, Addresses.effective(base, wide));
    }

    private static void access(int op, long[] stack, int slot, MemoryImpl memory, long address) {
        switch (op) {
            case Op.LOAD8_S -> stack[slot] = memory.readByte(address);
            case Op.LOAD8_U -> stack[slot] = memory.readByte(address) & 0xFF;
            case Op.LOAD16_S -> stack[slot] = memory.readShort(address);
            case Op.LOAD16_U -> stack[slot] = memory.readShort(address) & 0xFFFF;
            case Op.LOAD32 -> stack[slot] = memory.readInt(address);
            case Op.LOAD32_U -> stack[slot] = memory.readInt(address) & 0xFFFF_FFFFL;
            case Op.LOAD64 -> stack[slot] = memory.readLong(address);
            case Op.STORE8 -> memory.writeByte(address, (byte) stack[slot + 1]);
            case Op.STORE16 -> memory.writeShort(address, (short) stack[slot + 1]);
            case Op.STORE32 -> memory.writeInt(address, (int) stack[slot + 1]);
            case Op.STORE64 -> memory.writeLong(address, stack[slot + 1]);
            case Op.LOAD128 -> {
                stack[slot] = memory.readLong(address);
                stack[slot + 1] = memory.readLong(address + Long.BYTES);
            }
            case Op.STORE128 -> memory.writeLongs(address, stack[slot + 1], stack[slot + 2]);
            default -> throw new IllegalStateException("not an access: " + op);
        }
    }
}
