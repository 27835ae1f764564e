package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A linear memory in one array that is exactly as long as the memory, so that the array's own bounds check is the
 * memory's: an address with its top bit set is a negative index.
 */
public final class MemoryImpl implements Memory {

    /** The largest number of whole pages that fit one Java array. */
    public static final int ARRAY_PAGES = 32_767;

    /** Little-endian view of 16 bits at any index of a {@code byte[]}. */
    public static final VarHandle SHORT = view(short[].class);

    /** Little-endian view of 32 bits at any index of a {@code byte[]}. */
    public static final VarHandle INT = view(int[].class);

    /** Little-endian view of 64 bits at any index of a {@code byte[]}. */
    public static final VarHandle LONG = view(long[].class);

    /** The bytes; replaced when the memory grows, so read the field again after anything that may grow it. */
    public byte[] bytes;

    private final SizeRange declared;
    private final int mostPages;

    /**
     * A memory of its minimum size, zeroed.
     *
     * @param limitPages the most pages its owner may have
     * @throws OutOfMemoryError if the heap cannot hold it
     */
    public MemoryImpl(MemoryType type, int limitPages) {
        this.declared = type.pages();
        long most = Math.min(declared.maximum().orElse(MemoryType.MAX_PAGES), limitPages);
        this.mostPages = (int) Math.min(most, ARRAY_PAGES);
        this.bytes = new byte[Math.toIntExact(declared.minimum() * MemoryType.PAGE_SIZE)];
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public MemoryType type() {
        return new MemoryType(new SizeRange(pages(), declared.maximum()));
    }

    @Override
    public ExternalType externalType() {
        return new ExternalType.Memory(type());
    }

    @Override
    public long pages() {
        return bytes.length / MemoryType.PAGE_SIZE;
    }

    @Override
    public synchronized long grow(long delta) {
        long before = pages();
        if (delta < 0 || delta > mostPages - before) {
            return -1;
        }
        if (delta > 0) {
            try {
                bytes = Arrays.copyOf(bytes, (int) ((before + delta) * MemoryType.PAGE_SIZE));
            } catch (OutOfMemoryError e) {
                return -1;
            }
        }
        return before;
    }

    private static int check(byte[] array, long address, long length) {
        if (address < 0 || length < 0 || address > array.length - length) {
            throw outOfBounds();
        }
        return (int) address;
    }

    /** The trap of an access outside. */
    public static Trap outOfBounds() {
        return new Trap(TrapKind.OUT_OF_BOUNDS_MEMORY);
    }

    @Override
    public byte readByte(long address) {
        byte[] array = bytes;
        return array[check(array, address, 1)];
    }

    @Override
    public short readShort(long address) {
        byte[] array = bytes;
        return (short) SHORT.get(array, check(array, address, 2));
    }

    @Override
    public int readInt(long address) {
        byte[] array = bytes;
        return (int) INT.get(array, check(array, address, 4));
    }

    @Override
    public long readLong(long address) {
        byte[] array = bytes;
        return (long) LONG.get(array, check(array, address, 8));
    }

    @Override
    public void writeByte(long address, byte value) {
        byte[] array = bytes;
        array[check(array, address, 1)] = value;
    }

    @Override
    public void writeShort(long address, short value) {
        byte[] array = bytes;
        SHORT.set(array, check(array, address, 2), value);
    }

    @Override
    public void writeInt(long address, int value) {
        byte[] array = bytes;
        INT.set(array, check(array, address, 4), value);
    }

    @Override
    public void writeLong(long address, long value) {
        byte[] array = bytes;
        LONG.set(array, check(array, address, 8), value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        byte[] array = bytes;
        System.arraycopy(array, check(array, address, length), target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        byte[] array = bytes;
        System.arraycopy(source, offset, array, check(array, address, length), length);
    }

    @Override
    public void fill(long address, byte value, long length) {
        byte[] array = bytes;
        int from = check(array, address, length);
        Arrays.fill(array, from, from + (int) length, value);
    }

    /** Copies within this memory or from another; overlapping ranges copy as if through a buffer. */
    public void copy(long target, MemoryImpl source, long from, long length) {
        byte[] to = bytes;
        byte[] origin = source.bytes;
        int start = check(origin, from, length);
        System.arraycopy(origin, start, to, check(to, target, length), (int) length);
    }

    @Override
    public String readCString(long address) {
        byte[] array = bytes;
        int from = check(array, address, 0);
        int end = from;
        while (end < array.length && array[end] != 0) {
            end++;
        }
        if (end == array.length) {
            throw outOfBounds();
        }
        return new String(array, from, end - from, StandardCharsets.UTF_8);
    }
}
