package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.internal.memory.LittleEndian;
import dev.tagalong.runtime.internal.memory.PagedBytes;
import dev.tagalong.runtime.internal.store.InstanceImpl;

/**
 * How generated code reads and writes a memory 0 that may outgrow its array: through the array, as ever, until that is
 * empty. Which of the two it is does not change within a loop without calls, so the JIT compiler can ask once.
 *
 * <p>Each takes the address, for a write the value, the instruction's offset, which is not negative, the memory's array,
 * and the instance. An address whose top bit is set stays as it is, since it is no index of an array.
 */
public final class GrowingMemory {

    private GrowingMemory() {}

    private static PagedBytes paged(InstanceImpl instance) {
        return instance.memory0.paged();
    }

    /** Reads a byte. */
    public static byte readByte(int base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return bytes[base < 0 ? base : base + offset];
        }
        return paged(instance).readByte((base & 0xFFFF_FFFFL) + offset);
    }

    /** Writes a byte. */
    public static void writeByte(int base, byte value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            bytes[base < 0 ? base : base + offset] = value;
        } else {
            paged(instance).writeByte((base & 0xFFFF_FFFFL) + offset, value);
        }
    }

    /** Reads a 16-bit number. */
    public static short readShort(int base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return (short) LittleEndian.SHORT.get(bytes, base < 0 ? base : base + offset);
        }
        return paged(instance).readShort((base & 0xFFFF_FFFFL) + offset);
    }

    /** Writes a 16-bit number. */
    public static void writeShort(int base, short value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            LittleEndian.SHORT.set(bytes, base < 0 ? base : base + offset, value);
        } else {
            paged(instance).writeShort((base & 0xFFFF_FFFFL) + offset, value);
        }
    }

    /** Reads a 32-bit number. */
    public static int readInt(int base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return (int) LittleEndian.INT.get(bytes, base < 0 ? base : base + offset);
        }
        return paged(instance).readInt((base & 0xFFFF_FFFFL) + offset);
    }

    /** Writes a 32-bit number. */
    public static void writeInt(int base, int value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            LittleEndian.INT.set(bytes, base < 0 ? base : base + offset, value);
        } else {
            paged(instance).writeInt((base & 0xFFFF_FFFFL) + offset, value);
        }
    }

    /** Reads a 64-bit number. */
    public static long readLong(int base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return (long) LittleEndian.LONG.get(bytes, base < 0 ? base : base + offset);
        }
        return paged(instance).readLong((base & 0xFFFF_FFFFL) + offset);
    }

    /** Writes a 64-bit number. */
    public static void writeLong(int base, long value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            LittleEndian.LONG.set(bytes, base < 0 ? base : base + offset, value);
        } else {
            paged(instance).writeLong((base & 0xFFFF_FFFFL) + offset, value);
        }
    }
}
