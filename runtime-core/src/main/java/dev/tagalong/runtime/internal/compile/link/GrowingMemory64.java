package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.internal.memory.Addresses;
import dev.tagalong.runtime.internal.memory.LittleEndian;
import dev.tagalong.runtime.internal.memory.PagedBytes;
import dev.tagalong.runtime.internal.store.InstanceImpl;

/** As {@link GrowingMemory}, with 64-bit addresses. */
public final class GrowingMemory64 {

    private GrowingMemory64() {}

    private static PagedBytes paged(InstanceImpl instance) {
        return instance.memory0.paged();
    }

    private static int index(long base, int offset) {
        int index = Addresses.narrow(base);
        return index < 0 ? index : index + offset;
    }

    private static long place(long base, int offset) {
        return PagedBytes.clamp(base) + offset;
    }

    /** Reads a byte. */
    public static byte readByte(long base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return bytes[index(base, offset)];
        }
        return paged(instance).readByte(place(base, offset));
    }

    /** Writes a byte. */
    public static void writeByte(long base, byte value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            bytes[index(base, offset)] = value;
        } else {
            paged(instance).writeByte(place(base, offset), value);
        }
    }

    /** Reads a 16-bit number. */
    public static short readShort(long base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return (short) LittleEndian.SHORT.get(bytes, index(base, offset));
        }
        return paged(instance).readShort(place(base, offset));
    }

    /** Writes a 16-bit number. */
    public static void writeShort(long base, short value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            LittleEndian.SHORT.set(bytes, index(base, offset), value);
        } else {
            paged(instance).writeShort(place(base, offset), value);
        }
    }

    /** Reads a 32-bit number. */
    public static int readInt(long base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return (int) LittleEndian.INT.get(bytes, index(base, offset));
        }
        return paged(instance).readInt(place(base, offset));
    }

    /** Writes a 32-bit number. */
    public static void writeInt(long base, int value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            LittleEndian.INT.set(bytes, index(base, offset), value);
        } else {
            paged(instance).writeInt(place(base, offset), value);
        }
    }

    /** Reads a 64-bit number. */
    public static long readLong(long base, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            return (long) LittleEndian.LONG.get(bytes, index(base, offset));
        }
        return paged(instance).readLong(place(base, offset));
    }

    /** Writes a 64-bit number. */
    public static void writeLong(long base, long value, int offset, byte[] bytes, InstanceImpl instance) {
        if (bytes.length != 0) {
            LittleEndian.LONG.set(bytes, index(base, offset), value);
        } else {
            paged(instance).writeLong(place(base, offset), value);
        }
    }
}
