package dev.tagalong.runtime.internal.memory;

import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/**
 * What atomic instructions do to a memory. Of one that is not shared no second thread sees anything, so they are plain
 * accesses here, one after the other. What is narrower than its result is unsigned.
 */
public abstract class AtomicMemory implements Memory {

    AtomicMemory() {}

    /** An address of an atomic access of some bytes, 1, 2, 4 or 8. */
    static long aligned(long address, int width) {
        if ((address & width - 1) != 0) {
            throw new Trap(TrapKind.UNALIGNED_ATOMIC);
        }
        return address;
    }

    public int atomicLoadByte(long address) {
        return readByte(address) & 0xFF;
    }

    public int atomicLoadShort(long address) {
        return readShort(aligned(address, Short.BYTES)) & 0xFFFF;
    }

    public int atomicLoadInt(long address) {
        return readInt(aligned(address, Integer.BYTES));
    }

    public long atomicLoadLong(long address) {
        return readLong(aligned(address, Long.BYTES));
    }

    public void atomicStoreByte(long address, int value) {
        writeByte(address, (byte) value);
    }

    public void atomicStoreShort(long address, int value) {
        writeShort(aligned(address, Short.BYTES), (short) value);
    }

    public void atomicStoreInt(long address, int value) {
        writeInt(aligned(address, Integer.BYTES), value);
    }

    public void atomicStoreLong(long address, long value) {
        writeLong(aligned(address, Long.BYTES), value);
    }

    /** Changes a byte; answers what it was. */
    public int rmwByte(Rmw operation, long address, int operand) {
        int old = atomicLoadByte(address);
        writeByte(address, (byte) operation.apply(old, operand));
        return old;
    }

    /** Changes two bytes; answers what they were. */
    public int rmwShort(Rmw operation, long address, int operand) {
        int old = atomicLoadShort(address);
        writeShort(address, (short) operation.apply(old, operand));
        return old;
    }

    /** Changes four bytes; answers what they were. */
    public int rmwInt(Rmw operation, long address, int operand) {
        int old = atomicLoadInt(address);
        writeInt(address, operation.apply(old, operand));
        return old;
    }

    /** Changes eight bytes; answers what they were. */
    public long rmwLong(Rmw operation, long address, long operand) {
        long old = atomicLoadLong(address);
        writeLong(address, operation.apply(old, operand));
        return old;
    }

    /** Replaces a byte if it is as expected; answers what it was. */
    public int compareExchangeByte(long address, int expected, int replacement) {
        int old = atomicLoadByte(address);
        if (old == (expected & 0xFF)) {
            writeByte(address, (byte) replacement);
        }
        return old;
    }

    /** Replaces two bytes if they are as expected; answers what they were. */
    public int compareExchangeShort(long address, int expected, int replacement) {
        int old = atomicLoadShort(address);
        if (old == (expected & 0xFFFF)) {
            writeShort(address, (short) replacement);
        }
        return old;
    }

    /** Replaces four bytes if they are as expected; answers what they were. */
    public int compareExchangeInt(long address, int expected, int replacement) {
        int old = atomicLoadInt(address);
        if (old == expected) {
            writeInt(address, replacement);
        }
        return old;
    }

    /** Replaces eight bytes if they are as expected; answers what they were. */
    public long compareExchangeLong(long address, long expected, long replacement) {
        long old = atomicLoadLong(address);
        if (old == expected) {
            writeLong(address, replacement);
        }
        return old;
    }

    /** Who waits for changes of it; {@code null} if it is not shared. */
    public WaitQueues waitQueues() {
        return null;
    }
}
