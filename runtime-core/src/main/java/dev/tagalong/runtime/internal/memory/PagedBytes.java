package dev.tagalong.runtime.internal.memory;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.MemoryType;
import java.util.Arrays;

/**
 * The bytes of a memory that has outgrown one array: that array, and one for each page past it. A page that is all zeros
 * needs none until something is written there, so a large memory costs what is used of it; on the other hand a write may
 * find that the heap is full.
 *
 * <p>Ranges are the caller's to check, except in the accesses to numbers: those take any address below 2<sup>35</sup>.
 */
public final class PagedBytes {

    private static final int SIZE = MemoryType.PAGE_SIZE;
    private static final int SHIFT = Integer.numberOfTrailingZeros(SIZE);
    private static final int MASK = SIZE - 1;

    /** Stands for a page of zeros: too short for any access, which so takes the slow way. */
    private static final byte[] ZEROS = {};

    private static final int RESERVE = 1 << 20;

    /** A memory has no more than 16 GiB. */
    private static final int ADDRESS_BITS = 34;

    /** The bytes from 0 on, in whole pages. */
    private byte[] low = ZEROS;

    /** By number, the pages of the memory; those that are in {@link #low} are not here. */
    private byte[][] pages = {};

    /** Given up when the heap is full, so that there is room to tell of it; pages are added only beside it. */
    private byte[] reserve;

    PagedBytes() {}

    /** A 64-bit address, or the first one past any memory if it lies there; an offset of 31 bits can be added. */
    public static long clamp(long address) {
        return address >>> ADDRESS_BITS == 0 ? address : 1L << ADDRESS_BITS;
    }

    int pageCount() {
        return pages.length;
    }

    private long size() {
        return (long) pages.length << SHIFT;
    }

    /**
     * Adds pages.
     *
     * @param array the bytes so far, if this has no pages yet; they stay where they are
     * @throws OutOfMemoryError if the heap is full; nothing has changed then
     */
    synchronized void grow(byte[] array, int count) {
        byte[][] present = pages;
        byte[][] grown = Arrays.copyOf(present, count);
        Arrays.fill(grown, present.length, count, ZEROS);
        if (present.length == 0) {
            low = array;
        }
        pages = grown;
    }

    // ---- places

    private byte[] array(long address) {
        return address < low.length ? low : pages[(int) (address >>> SHIFT)];
    }

    private int index(long address) {
        return address < low.length ? (int) address : (int) address & MASK;
    }

    /** The array of an address, to write to. */
    private byte[] writable(long address) {
        byte[] array = array(address);
        return array == ZEROS ? add((int) (address >>> SHIFT)) : array;
    }

    /** How many of {@code most} bytes from an address on are in one array. */
    private int room(long address, long most) {
        long room = address < low.length ? low.length - address : SIZE - (address & MASK);
        return (int) Math.min(room, most);
    }

    /** How many of {@code most} bytes up to an address are in one array. */
    private int roomBelow(long end, long most) {
        long room = end <= low.length ? end : (end - 1 & MASK) + 1;
        return (int) Math.min(room, most);
    }

    /** Two threads that write to a page for the first time must get the same array. */
    private synchronized byte[] add(int index) {
        byte[] page = pages[index];
        if (page == ZEROS) {
            page = allocate();
            pages[index] = page;
        }
        return page;
    }

    private byte[] allocate() {
        try {
            if (reserve == null) {
                reserve = new byte[RESERVE];
            }
            return new byte[SIZE];
        } catch (OutOfMemoryError full) {
            reserve = null;
            throw full;
        }
    }

    // ---- numbers

    /** The byte at an address. */
    public byte readByte(long address) {
        byte[] array = low;
        if (address < array.length) {
            return array[(int) address];
        }
        byte[] page = pages[(int) (address >>> SHIFT)];
        return page == ZEROS ? 0 : page[(int) address & MASK];
    }

    /** The 16-bit number at an address. */
    public short readShort(long address) {
        byte[] array = low;
        if (address <= array.length - Short.BYTES) {
            return (short) LittleEndian.SHORT.get(array, (int) address);
        }
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        return at <= page.length - Short.BYTES
                ? (short) LittleEndian.SHORT.get(page, at)
                : (short) readSlowly(address, Short.BYTES);
    }

    /** The 32-bit number at an address. */
    public int readInt(long address) {
        byte[] array = low;
        if (address <= array.length - Integer.BYTES) {
            return (int) LittleEndian.INT.get(array, (int) address);
        }
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        return at <= page.length - Integer.BYTES
                ? (int) LittleEndian.INT.get(page, at)
                : (int) readSlowly(address, Integer.BYTES);
    }

    /** The 64-bit number at an address. */
    public long readLong(long address) {
        byte[] array = low;
        if (address <= array.length - Long.BYTES) {
            return (long) LittleEndian.LONG.get(array, (int) address);
        }
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        return at <= page.length - Long.BYTES
                ? (long) LittleEndian.LONG.get(page, at)
                : readSlowly(address, Long.BYTES);
    }

    /** Writes a byte. */
    public void writeByte(long address, byte value) {
        byte[] array = low;
        if (address < array.length) {
            array[(int) address] = value;
            return;
        }
        int page = (int) (address >>> SHIFT);
        byte[] bytes = pages[page];
        (bytes == ZEROS ? add(page) : bytes)[(int) address & MASK] = value;
    }

    /** Writes a 16-bit number. */
    public void writeShort(long address, short value) {
        byte[] array = low;
        if (address <= array.length - Short.BYTES) {
            LittleEndian.SHORT.set(array, (int) address, value);
            return;
        }
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        if (at <= page.length - Short.BYTES) {
            LittleEndian.SHORT.set(page, at, value);
        } else {
            writeSlowly(address, Short.BYTES, value);
        }
    }

    /** Writes a 32-bit number. */
    public void writeInt(long address, int value) {
        byte[] array = low;
        if (address <= array.length - Integer.BYTES) {
            LittleEndian.INT.set(array, (int) address, value);
            return;
        }
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        if (at <= page.length - Integer.BYTES) {
            LittleEndian.INT.set(page, at, value);
        } else {
            writeSlowly(address, Integer.BYTES, value);
        }
    }

    /** Writes a 64-bit number. */
    public void writeLong(long address, long value) {
        byte[] array = low;
        if (address <= array.length - Long.BYTES) {
            LittleEndian.LONG.set(array, (int) address, value);
            return;
        }
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        if (at <= page.length - Long.BYTES) {
            LittleEndian.LONG.set(page, at, value);
        } else {
            writeSlowly(address, Long.BYTES, value);
        }
    }

    /** Where the page is zeros, or the number lies in two arrays. */
    private long readSlowly(long address, int length) {
        check(address, length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (readByte(address + i) & 0xFFL) << Byte.SIZE * i;
        }
        return value;
    }

    private void writeSlowly(long address, int length, long value) {
        check(address, length);
        for (int i = 0; i < length; i++) {
            writeByte(address + i, (byte) (value >>> Byte.SIZE * i));
        }
    }

    private void check(long address, int length) {
        if (address > size() - length) {
            throw new Trap(TrapKind.OUT_OF_BOUNDS_MEMORY);
        }
    }

    // ---- ranges

    void read(long address, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = room(address + done, length - done);
            byte[] array = array(address + done);
            if (array == ZEROS) {
                Arrays.fill(target, offset + done, offset + done + count, (byte) 0);
            } else {
                System.arraycopy(array, index(address + done), target, offset + done, count);
            }
            done += count;
        }
    }

    void write(long address, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = room(address + done, length - done);
            System.arraycopy(source, offset + done, writable(address + done), index(address + done), count);
            done += count;
        }
    }

    void fill(long address, byte value, long length) {
        for (long done = 0; done < length; ) {
            int count = room(address + done, length - done);
            fillInArray(address + done, value, count);
            done += count;
        }
    }

    private void fillInArray(long address, byte value, int count) {
        if (value == 0 && address >= low.length && count == SIZE) {
            dropPage((int) (address >>> SHIFT));
        } else if (value != 0 || array(address) != ZEROS) {
            int at = index(address);
            Arrays.fill(writable(address), at, at + count, value);
        }
    }

    private synchronized void dropPage(int page) {
        pages[page] = ZEROS;
    }

    /** Copies as if through a buffer. */
    void copy(long target, PagedBytes source, long from, long length) {
        if (source == this && from < target && target - from < length) {
            copyBackwards(target, from, length);
            return;
        }
        for (long done = 0; done < length; ) {
            int count = room(target + done, source.room(from + done, length - done));
            copyInArray(target + done, source, from + done, count);
            done += count;
        }
    }

    private void copyBackwards(long target, long from, long length) {
        for (long left = length; left > 0; ) {
            int count = roomBelow(target + left, roomBelow(from + left, left));
            left -= count;
            copyInArray(target + left, this, from + left, count);
        }
    }

    private void copyInArray(long target, PagedBytes source, long from, int count) {
        byte[] array = source.array(from);
        if (array == ZEROS) {
            fillInArray(target, (byte) 0, count);
        } else {
            System.arraycopy(array, source.index(from), writable(target), index(target), count);
        }
    }

    /** The address of the first zero byte at or after one; the size if there is none. */
    long indexOfZero(long address) {
        long size = size();
        long at = address;
        while (at < size && readByte(at) != 0) {
            at++;
        }
        return at;
    }
}
