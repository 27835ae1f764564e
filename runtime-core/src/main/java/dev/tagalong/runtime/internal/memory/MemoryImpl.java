package dev.tagalong.runtime.internal.memory;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A linear memory. It is one array that is exactly as long as the memory, so that the array's own bounds check is the
 * memory's: an address with its top bit set is a negative index. A memory that is allowed more than an array can hold
 * moves into {@link #paged} bytes when it grows past that, and {@link #bytes} is then empty. Which it may become is
 * settled when it is made, see {@link #form}.
 */
public class MemoryImpl extends AtomicMemory {

    /** The largest number of whole pages that fit one Java array. */
    public static final int ARRAY_PAGES = 32_767;

    /** The longest array of bytes that a memory has. */
    public static final int LONGEST_ARRAY = ARRAY_PAGES * MemoryType.PAGE_SIZE;

    private static final byte[] NONE = {};

    /** How much of a memory that is too large for an array from the start is in one: where programs have their stack. */
    private static final int LOW_PAGES = 256;

    /**
     * The bytes; replaced when the memory grows, so read the field again after anything that may grow it. Empty if they
     * are in pages.
     */
    public byte[] bytes;

    final MemoryType declared;
    private int mostPages;
    private final int arrayPages;
    private final PagedBytes paged;

    /**
     * A memory of its minimum size, zeroed.
     *
     * @param limitPages the most pages its owner may have, its minimum or more
     * @param arrayPages past how many pages it is not one array any more, {@link #ARRAY_PAGES} at most
     * @throws OutOfMemoryError if the heap cannot hold it
     */
    public MemoryImpl(MemoryType type, int limitPages, int arrayPages) {
        this.declared = type;
        this.mostPages = most(limitPages);
        this.arrayPages = arrayPages;
        this.paged = mostPages > arrayPages ? new PagedBytes() : null;
        int least = (int) type.pages().minimum();
        int inArray = least <= arrayPages ? least : Math.min(LOW_PAGES, arrayPages);
        this.bytes = new byte[inArray * MemoryType.PAGE_SIZE];
        if (least > inArray) {
            resize(least);
        }
    }

    /** The most pages it may have by its type and its owner's limit. */
    final int most(int limitPages) {
        return (int) declared.pages().most(Math.min(limitPages, declared.maxPages()));
    }

    /** One whose bytes its subclass has. */
    MemoryImpl(MemoryType type) {
        this.declared = type;
        this.arrayPages = 0;
        this.paged = null;
        this.bytes = NONE;
    }

    /**
     * The largest size of a memory of a type.
     *
     * @param limitPages the most pages of 64 KiB that its owner may have
     * @return its pages, of the type's size
     */
    public static long mostSize(MemoryType type, int limitPages) {
        boolean ofBytes = type.pageSize() == 1;
        long limit = ofBytes ? Math.min((long) limitPages * MemoryType.PAGE_SIZE, LONGEST_ARRAY) : limitPages;
        return type.pages().most(limit);
    }

    private void resize(int pages) {
        if (pages <= arrayPages) {
            bytes = Arrays.copyOf(bytes, pages * MemoryType.PAGE_SIZE);
        } else {
            paged.grow(bytes, pages);
            bytes = NONE;
        }
    }

    @Override
    public MemoryType type() {
        return declared.withPages(new SizeRange(pages(), declared.pages().maximum()));
    }

    @Override
    public ExternalType externalType() {
        return new ExternalType.Memory(type());
    }

    @Override
    public long pages() {
        int inArray = bytes.length / MemoryType.PAGE_SIZE;
        return inArray != 0 || paged == null ? inArray : paged.pageCount();
    }

    @Override
    public long byteSize() {
        return pages() * MemoryType.PAGE_SIZE;
    }

    /** What code may take for granted of this memory. */
    public MemoryForm form() {
        return paged == null ? MemoryForm.ARRAY : MemoryForm.GROWING;
    }

    /** Of a {@link MemoryForm#GROWING} memory: the bytes, if its array is empty. */
    public PagedBytes paged() {
        return paged;
    }

    @Override
    public synchronized void limit(int pages) {
        int most = most(pages);
        mostPages = paged == null ? Math.min(most, arrayPages) : most;
    }

    @Override
    public synchronized long grow(long delta) {
        long before = pages();
        if (delta < 0 || delta > Math.max(mostPages - before, 0)) {
            return -1;
        }
        if (delta > 0) {
            try {
                resize((int) (before + delta));
            } catch (OutOfMemoryError e) {
                return -1;
            }
        }
        return before;
    }

    private boolean inPages(byte[] array) {
        return array.length == 0 && paged != null;
    }

    private long checkPages(long address, long length) {
        check(byteSize(), address, length);
        return address;
    }

    private static int check(byte[] array, long address, long length) {
        check(array.length, address, length);
        return (int) address;
    }

    static void check(long size, long address, long length) {
        if (address < 0 || length < 0 || address > size - length) {
            throw outOfBounds();
        }
    }

    /** The trap of an access outside. */
    public static Trap outOfBounds() {
        return new Trap(TrapKind.OUT_OF_BOUNDS_MEMORY);
    }

    @Override
    public byte readByte(long address) {
        byte[] array = bytes;
        if (inPages(array)) {
            return paged.readByte(checkPages(address, 1));
        }
        return array[check(array, address, 1)];
    }

    @Override
    public short readShort(long address) {
        byte[] array = bytes;
        if (inPages(array)) {
            return paged.readShort(checkPages(address, 2));
        }
        return (short) LittleEndian.SHORT.get(array, check(array, address, 2));
    }

    @Override
    public int readInt(long address) {
        byte[] array = bytes;
        if (inPages(array)) {
            return paged.readInt(checkPages(address, 4));
        }
        return (int) LittleEndian.INT.get(array, check(array, address, 4));
    }

    @Override
    public long readLong(long address) {
        byte[] array = bytes;
        if (inPages(array)) {
            return paged.readLong(checkPages(address, 8));
        }
        return (long) LittleEndian.LONG.get(array, check(array, address, 8));
    }

    @Override
    public void writeByte(long address, byte value) {
        byte[] array = bytes;
        if (inPages(array)) {
            paged.writeByte(checkPages(address, 1), value);
            return;
        }
        array[check(array, address, 1)] = value;
    }

    @Override
    public void writeShort(long address, short value) {
        byte[] array = bytes;
        if (inPages(array)) {
            paged.writeShort(checkPages(address, 2), value);
            return;
        }
        LittleEndian.SHORT.set(array, check(array, address, 2), value);
    }

    @Override
    public void writeInt(long address, int value) {
        byte[] array = bytes;
        if (inPages(array)) {
            paged.writeInt(checkPages(address, 4), value);
            return;
        }
        LittleEndian.INT.set(array, check(array, address, 4), value);
    }

    @Override
    public void writeLong(long address, long value) {
        byte[] array = bytes;
        if (inPages(array)) {
            paged.writeLong(checkPages(address, 8), value);
            return;
        }
        LittleEndian.LONG.set(array, check(array, address, 8), value);
    }

    /** Writes two numbers one after the other, or none if they are not both within the memory. */
    public void writeLongs(long address, long first, long second) {
        readLong(address);
        writeLong(address + Long.BYTES, second);
        writeLong(address, first);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        byte[] array = bytes;
        if (inPages(array)) {
            checkPages(address, length);
            Objects.checkFromIndexSize(offset, length, target.length);
            paged.read(address, target, offset, length);
        } else {
            System.arraycopy(array, check(array, address, length), target, offset, length);
        }
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        byte[] array = bytes;
        if (inPages(array)) {
            checkPages(address, length);
            Objects.checkFromIndexSize(offset, length, source.length);
            paged.write(address, source, offset, length);
        } else {
            System.arraycopy(source, offset, array, check(array, address, length), length);
        }
    }

    @Override
    public void fill(long address, byte value, long length) {
        byte[] array = bytes;
        if (inPages(array)) {
            paged.fill(checkPages(address, length), value, length);
        } else {
            int from = check(array, address, length);
            if (length <= SmallBlocks.FILL) {
                SmallBlocks.fill(array, from, (int) length, value);
            } else {
                Arrays.fill(array, from, from + (int) length, value);
            }
        }
    }

    /** Copies within this memory or from another; overlapping ranges copy as if through a buffer. */
    public void copy(long target, MemoryImpl source, long from, long length) {
        byte[] to = bytes;
        byte[] origin = source.bytes;
        check(source.byteSize(), from, length);
        check(byteSize(), target, length);
        if (origin.length == 0 && source.form() == MemoryForm.SHARED) {
            Transfers.copy(source, from, this, target, length);
        } else if (inPages(to) && source.inPages(origin)) {
            paged.copy(target, source.paged, from, length);
        } else if (inPages(to)) {
            paged.write(target, origin, (int) from, (int) length);
        } else if (source.inPages(origin)) {
            source.paged.read(from, to, (int) target, (int) length);
        } else if (length <= SmallBlocks.COPY) {
            SmallBlocks.copy(origin, (int) from, to, (int) target, (int) length);
        } else {
            System.arraycopy(origin, (int) from, to, (int) target, (int) length);
        }
    }

    @Override
    public String readCString(long address) {
        byte[] array = bytes;
        if (inPages(array)) {
            long length = paged.indexOfZero(checkPages(address, 0)) - address;
            if (length == byteSize() - address || length > LONGEST_ARRAY) {
                throw outOfBounds();
            }
            return readString(address, (int) length, StandardCharsets.UTF_8);
        }
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
