package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.store.MemoryImpl;

/** Accesses to memories other than the first, and with offsets past the end of any array. */
final class FarMemory {

    private FarMemory() {}

    /**
     * Loads or stores.
     *
     * @param slot where the address is and, of a store, the value above it; a load's result replaces the address
     * @param offset the unsigned offset
     */
    static void access(Opcode opcode, long[] stack, int slot, MemoryImpl memory, int offset) {
        long address = (stack[slot] & 0xFFFF_FFFFL) + Integer.toUnsignedLong(offset);
        if (Selection.operands(opcode) == 2) {
            store(opcode, memory, address, stack[slot + 1]);
        } else {
            stack[slot] = load(opcode, memory, address);
        }
    }

    private static long load(Opcode opcode, MemoryImpl memory, long address) {
        return switch (Selection.op(opcode)) {
            case Op.LOAD8_S -> memory.readByte(address);
            case Op.LOAD8_U -> memory.readByte(address) & 0xFF;
            case Op.LOAD16_S -> memory.readShort(address);
            case Op.LOAD16_U -> memory.readShort(address) & 0xFFFF;
            case Op.LOAD32 -> memory.readInt(address);
            case Op.LOAD32_U -> memory.readInt(address) & 0xFFFF_FFFFL;
            case Op.LOAD64 -> memory.readLong(address);
            default -> throw new IllegalStateException("not a load: " + opcode);
        };
    }

    private static void store(Opcode opcode, MemoryImpl memory, long address, long value) {
        switch (Selection.op(opcode)) {
            case Op.STORE8 -> memory.writeByte(address, (byte) value);
            case Op.STORE16 -> memory.writeShort(address, (short) value);
            case Op.STORE32 -> memory.writeInt(address, (int) value);
            case Op.STORE64 -> memory.writeLong(address, value);
            default -> throw new IllegalStateException("not a store: " + opcode);
        }
    }
}
