package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.internal.memory.LittleEndian;
import dev.tagalong.runtime.internal.memory.MemoryImpl;

/**
 * How generated code reads and writes a memory 0 that is always one array.
 *
 * <p>A {@code VarHandle} is five small methods inside each other, which HotSpot inlines wherever one is used: its first
 * compiler, C1, then makes twenty times the bytecode of each access in a program, and a program of some size waits for C1
 * longer than it runs. So accesses are calls of these methods, which are bigger than what C1 inlines by 35 bytes of
 * bytecode ({@code C1MaxInlineSize}); the assertions see to that, and cost nothing where they are not enabled. C2 inlines
 * them wherever it expects them to run at least every fourth time that the method does, and leaves the others calls,
 * which is half of its work as well. Bytes need no {@code VarHandle}, and are small.
 *
 * <p>Each takes the address, for a write the value, the instruction's offset if that is not 0, and the memory's array. An
 * address whose top bit is set is outside of any array, as is a sum that overflows.
 */
public final class ArrayMemory {

    private ArrayMemory() {}

    private static IndexOutOfBoundsException outside(int base, int offset) {
        return new IndexOutOfBoundsException(Integer.toUnsignedLong(base) + offset);
    }

    private static boolean oneArray(byte[] bytes) {
        return bytes.length <= MemoryImpl.LONGEST_ARRAY;
    }

    /** Where an access at an offset is in the array, or a place outside of it. */
    public static int index(int base, int offset) {
        if (base < 0) {
            throw outside(base, offset);
        }
        return base + offset;
    }

    /** Reads a byte. */
    public static byte readByte(int base, byte[] bytes) {
        return bytes[base];
    }

    /** Writes a byte. */
    public static void writeByte(int base, byte value, byte[] bytes) {
        bytes[base] = value;
    }

    /** Reads a byte at an offset. */
    public static byte readByte(int base, int offset, byte[] bytes) {
        if (base < 0) {
            throw outside(base, offset);
        }
        return bytes[base + offset];
    }

    /** Writes a byte at an offset. */
    public static void writeByte(int base, byte value, int offset, byte[] bytes) {
        if (base < 0) {
            throw outside(base, offset);
        }
        bytes[base + offset] = value;
    }

    /** Reads a 16-bit number. */
    public static short readShort(int base, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        return (short) LittleEndian.SHORT.get(bytes, base);
    }

    /** Writes a 16-bit number. */
    public static void writeShort(int base, short value, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        LittleEndian.SHORT.set(bytes, base, value);
    }

    /** Reads a 16-bit number at an offset. */
    public static short readShort(int base, int offset, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        if (base < 0) {
            throw outside(base, offset);
        }
        return (short) LittleEndian.SHORT.get(bytes, base + offset);
    }

    /** Writes a 16-bit number at an offset. */
    public static void writeShort(int base, short value, int offset, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        if (base < 0) {
            throw outside(base, offset);
        }
        LittleEndian.SHORT.set(bytes, base + offset, value);
    }

    /** Reads a 32-bit number. */
    public static int readInt(int base, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        return (int) LittleEndian.INT.get(bytes, base);
    }

    /** Writes a 32-bit number. */
    public static void writeInt(int base, int value, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        LittleEndian.INT.set(bytes, base, value);
    }

    /** Reads a 32-bit number at an offset. */
    public static int readInt(int base, int offset, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        if (base < 0) {
            throw outside(base, offset);
        }
        return (int) LittleEndian.INT.get(bytes, base + offset);
    }

    /** Writes a 32-bit number at an offset. */
    public static void writeInt(int base, int value, int offset, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        if (base < 0) {
            throw outside(base, offset);
        }
        LittleEndian.INT.set(bytes, base + offset, value);
    }

    /** Reads a 64-bit number. */
    public static long readLong(int base, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        return (long) LittleEndian.LONG.get(bytes, base);
    }

    /** Writes a 64-bit number. */
    public static void writeLong(int base, long value, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        LittleEndian.LONG.set(bytes, base, value);
    }

    /** Reads a 64-bit number at an offset. */
    public static long readLong(int base, int offset, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        if (base < 0) {
            throw outside(base, offset);
        }
        return (long) LittleEndian.LONG.get(bytes, base + offset);
    }

    /** Writes a 64-bit number at an offset. */
    public static void writeLong(int base, long value, int offset, byte[] bytes) {
        assert oneArray(bytes) : "a memory of " + bytes.length + " bytes";
        if (base < 0) {
            throw outside(base, offset);
        }
        LittleEndian.LONG.set(bytes, base + offset, value);
    }
}
