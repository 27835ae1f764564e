package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.internal.memory.SharedMemory;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import java.nio.ByteBuffer;

/**
 * How generated code reads and writes a memory 0 that is shared: in its first buffer, or, where that ends, by the memory's
 * own methods.
 *
 * <p>Each takes the address, for a write the value, the instruction's offset, which is not negative, the buffer, and the
 * instance.
 */
public final class SharedAccess {

    private SharedAccess() {}

    private static long address(int base, int offset) {
        return (base & 0xFFFF_FFFFL) + offset;
    }

    /** Reads a byte. */
    public static byte readByte(int base, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Byte.BYTES) {
            return low.get((int) address);
        }
        return instance.memory0.readByte(address);
    }

    /** Writes a byte. */
    public static void writeByte(int base, byte value, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Byte.BYTES) {
            low.put((int) address, value);
        } else {
            instance.memory0.writeByte(address, value);
        }
    }

    /** Reads a 16-bit number. */
    public static short readShort(int base, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Short.BYTES) {
            return (short) SharedMemory.SHORT.get(low, (int) address);
        }
        return instance.memory0.readShort(address);
    }

    /** Writes a 16-bit number. */
    public static void writeShort(int base, short value, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Short.BYTES) {
            SharedMemory.SHORT.set(low, (int) address, value);
        } else {
            instance.memory0.writeShort(address, value);
        }
    }

    /** Reads a 32-bit number. */
    public static int readInt(int base, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Integer.BYTES) {
            return (int) SharedMemory.INT.get(low, (int) address);
        }
        return instance.memory0.readInt(address);
    }

    /** Writes a 32-bit number. */
    public static void writeInt(int base, int value, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Integer.BYTES) {
            SharedMemory.INT.set(low, (int) address, value);
        } else {
            instance.memory0.writeInt(address, value);
        }
    }

    /** Reads a 64-bit number. */
    public static long readLong(int base, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Long.BYTES) {
            return (long) SharedMemory.LONG.get(low, (int) address);
        }
        return instance.memory0.readLong(address);
    }

    /** Writes a 64-bit number. */
    public static void writeLong(int base, long value, int offset, ByteBuffer low, InstanceImpl instance) {
        long address = address(base, offset);
        if (address <= low.limit() - Long.BYTES) {
            SharedMemory.LONG.set(low, (int) address, value);
        } else {
            instance.memory0.writeLong(address, value);
        }
    }
}
