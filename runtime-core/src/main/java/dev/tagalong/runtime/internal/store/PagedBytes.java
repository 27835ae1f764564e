package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.type.MemoryType;
import java.util.Arrays;

/**
 * The bytes of a memory that has outgrown one array: an array for each page. A page that is all zeros needs none until
 * something is written there, so a large memory costs what is used of it; on the other hand a write may find that the
 * heap is full.
 *
 * <p>Ranges are the caller's to check, except in the accesses to numbers: those take any address below 2<sup>34</sup>.
 */
public final class PagedBytes {

    private static final int SIZE = MemoryType.PAGE_SIZE;
    private static final int SHIFT = Integer.numberOfTrailingZeros(SIZE);
    private static final int MASK = SIZE - 1;

    /** Stands for a page of zeros: too short for any access, which so takes the slow way. */
    private static final byte[] ZEROS = {};

    private static final int RESERVE = 1 << 20;

    private byte[][] pages = {};

    /** Given up when the heap is full, so that there is room to tell of it; pages are added only beside it. */
    private byte[] reserve;

    PagedBytes() {}

    int pageCount() {
        return pages.length;
    }

    private long size() {
        return (long) pages.length << SHIFT;
    }

    /**
     * Adds pages.
     *
     * @param array the bytes so far, if this has no pages yet; a whole number of pages
     * @throws OutOfMemoryError if the heap is full; nothing has changed then
     */
    synchronized void grow(byte[] array, int count) {
        byte[][] present = pages;
        byte[][] grown = Arrays.copyOf(present, count);
        Arrays.fill(grown, present.length, count, ZEROS);
        byte[] none = new byte[array.length == 0 ? 0 : SIZE];
        for (int from = 0; from < array.length; from += SIZE) {
            if (!Arrays.equals(array, from, from + SIZE, none, 0, SIZE)) {
                grown[from >> SHIFT] = Arrays.copyOfRange(array, from, from + SIZE);
            }
        }
        pages = grown;
    }

    /** The array of a page, to write to. */
    private byte[] writable(long address) {
        byte[] page = pages[(int) (address >>> SHIFT)];
        return page == ZEROS ? add((int) (address >>> SHIFT)) : page;
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
        byte[] page = pages[(int) (address >>> SHIFT)];
        return page == ZEROS ? 0 : page[(int) address & MASK];
    }

    /** The 16-bit number at an address. */
    public short readShort(long address) {
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        return at <= page.length - Short.BYTES
                ? (short) MemoryImpl.SHORT.get(page, at)
                : (short) readSlowly(address, Short.BYTES);
    }

    /** The 32-bit number at an address. */
    public int readInt(long address) {
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        return at <= page.length - Integer.BYTES
                ? (int) MemoryImpl.INT.get(page, at)
                : (int) readSlowly(address, Integer.BYTES);
    }

    /** The 64-bit number at an address. */
    public long readLong(long address) {
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        return at <= page.length - Long.BYTES ? (long) MemoryImpl.LONG.get(page, at) : readSlowly(address, Long.BYTES);
    }

    /** Writes a byte. */
    public void writeByte(long address, byte value) {
        writable(address)[(int) address & MASK] = value;
    }

    /** Writes a 16-bit number. */
    public void writeShort(long address, short value) {
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        if (at <= page.length - Short.BYTES) {
            MemoryImpl.SHORT.set(page, at, value);
        } else {
            writeSlowly(address, Short.BYTES, value);
        }
    }

    /** Writes a 32-bit number. */
    public void writeInt(long address, int value) {
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        if (at <= page.length - Integer.BYTES) {
            MemoryImpl.INT.set(page, at, value);
        } else {
            writeSlowly(address, Integer.BYTES, value);
        }
    }

    /** Writes a 64-bit number. */
    public void writeLong(long address, long value) {
        byte[] page = pages[(int) (address >>> SHIFT)];
        int at = (int) address & MASK;
        if (at <= page.length - Long.BYTES) {
            MemoryImpl.LONG.set(page, at, value);
        } else {
            writeSlowly(address, Long.BYTES, value);
        }
    }

    /** Where the page is zeros, or the number lies on two pages. */
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
            throw MemoryImpl.outOfBounds();
        }
    }

    // ---- ranges

    void read(long address, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            byte[] page = pages[(int) (address + done >>> SHIFT)];
            int at = (int) (address + done) & MASK;
            int count = Math.min(length - done, SIZE - at);
            if (page == ZEROS) {
                Arrays.fill(target, offset + done, offset + done + count, (byte) 0);
            } else {
                System.arraycopy(page, at, target, offset + done, count);
            }
            done += count;
        }
    }

    void write(long address, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int at = (int) (address + done) & MASK;
            int count = Math.min(length - done, SIZE - at);
            System.arraycopy(source, offset + done, writable(address + done), at, count);
            done += count;
        }
    }

    void fill(long address, byte value, long length) {
        for (long done = 0; done < length; ) {
            int at = (int) (address + done) & MASK;
            int count = (int) Math.min(length - done, SIZE - at);
            fillInPage(address + done, value, count);
            done += count;
        }
    }

    private void fillInPage(long address, byte value, int count) {
        int index = (int) (address >>> SHIFT);
        if (value != 0) {
            int at = (int) address & MASK;
            Arrays.fill(writable(address), at, at + count, value);
        } else if (count == SIZE) {
            synchronized (this) {
                pages[index] = ZEROS;
            }
        } else if (pages[index] != ZEROS) {
            int at = (int) address & MASK;
            Arrays.fill(pages[index], at, at + count, value);
        }
    }

    /** Copies as if through a buffer. */
    void copy(long target, PagedBytes source, long from, long length) {
        if (source == this && from < target && target - from < length) {
            copyBackwards(target, from, length);
            return;
        }
        for (long done = 0; done < length; ) {
            int room = SIZE - (int) Math.max(target + done & MASK, from + done & MASK);
            int count = (int) Math.min(length - done, room);
            copyInPage(target + done, source, from + done, count);
            done += count;
        }
    }

    private void copyBackwards(long target, long from, long length) {
        for (long left = length; left > 0; ) {
            int room = 1 + (int) Math.min(target + left - 1 & MASK, from + left - 1 & MASK);
            int count = (int) Math.min(left, room);
            left -= count;
            copyInPage(target + left, this, from + left, count);
        }
    }

    private void copyInPage(long target, PagedBytes source, long from, int count) {
        byte[] page = source.pages[(int) (from >>> SHIFT)];
        if (page == ZEROS) {
            fillInPage(target, (byte) 0, count);
        } else {
            System.arraycopy(page, (int) from & MASK, writable(target), (int) target & MASK, count);
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
