package dev.tagalong.runtime.internal.memory;

import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.type.MemoryType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A linear memory that several threads use at once. Its bytes are in direct buffers: of all that Java has, only these
 * promise atomic accesses of different widths. They never move; the memory grows within the first, {@link #low}, and past
 * that by more. They go when nobody refers to the memory any more.
 *
 * <p>What one thread reads that another writes at the same time is any of the values written, byte by byte, unless the
 * accesses are atomic. No race leads outside of the memory: a thread that does not know yet that it has grown finds it
 * smaller.
 */
public final class SharedMemory extends MemoryImpl {

    /** 16 bits in a direct buffer. */
    public static final VarHandle SHORT = view(short[].class);

    /** 32 bits in a direct buffer. */
    public static final VarHandle INT = view(int[].class);

    /** 64 bits in a direct buffer. */
    public static final VarHandle LONG = view(long[].class);

    private static final VarHandle CHUNK = MethodHandles.arrayElementVarHandle(ByteBuffer[].class);

    /** The longest first buffer, in pages. */
    private static final int MOST_LOW_PAGES = ARRAY_PAGES - 1;

    /** What a memory that may grow that far has room for at once, in pages: so most never leave the first buffer. */
    private static final int LEAST_LOW_PAGES = 256;

    private static final int CHUNK_SHIFT = 20;
    private static final int CHUNK_SIZE = 1 << CHUNK_SHIFT;
    private static final int CHUNK_MASK = CHUNK_SIZE - 1;
    private static final int BLOCK = 1 << 12;

    /** The bytes from 0 on; its limit is where the memory, or the buffer, ends. */
    public final ByteBuffer low;

    /** What follows the first buffer, in pieces of {@link #CHUNK_SIZE}, those that are reached so far. */
    private final ByteBuffer[] chunks;

    private final WaitQueues waitQueues = new WaitQueues();
    private int mostPages;
    private volatile int pages;

    /**
     * A memory of its minimum size, zeroed.
     *
     * @param limitPages the most pages its owner may have, its minimum or more
     * @throws OutOfMemoryError if there is no room for it
     */
    public SharedMemory(MemoryType type, int limitPages) {
        this(type, limitPages, LEAST_LOW_PAGES);
    }

    /**
     * A memory of its minimum size, zeroed.
     *
     * @param lowPages how many pages the first buffer has at least, if the memory may have as many
     */
    SharedMemory(MemoryType type, int limitPages, int lowPages) {
        super(type);
        int least = (int) type.pages().minimum();
        mostPages = most(limitPages);
        low = buffer(Math.min(MOST_LOW_PAGES, Math.max(least, Math.min(mostPages, lowPages))) * MemoryType.PAGE_SIZE);
        chunks = new ByteBuffer[chunkCount(most(InstanceLimits.MAX_MEMORY_PAGES))];
        low.limit(0);
        resize(least);
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteBufferViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** A buffer of zeros where an address that is a multiple of 8 is one in the machine's memory too. */
    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size + Long.BYTES)
                .alignedSlice(Long.BYTES)
                .slice(0, size)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private int chunkCount(long reached) {
        long above = reached * MemoryType.PAGE_SIZE - low.capacity();
        return (int) (Math.max(0, above) + CHUNK_MASK >>> CHUNK_SHIFT);
    }

    private void resize(int reached) {
        for (int i = 0; i < chunkCount(reached); i++) {
            if (chunks[i] == null) {
                CHUNK.setRelease(chunks, i, buffer(CHUNK_SIZE));
            }
        }
        low.limit((int) Math.min(low.capacity(), (long) reached * MemoryType.PAGE_SIZE));
        pages = reached;
    }

    @Override
    public long pages() {
        return pages;
    }

    @Override
    public MemoryForm form() {
        return MemoryForm.SHARED;
    }

    @Override
    public synchronized void limit(int limitPages) {
        mostPages = most(limitPages);
    }

    @Override
    public synchronized long grow(long delta) {
        int before = pages;
        if (delta < 0 || delta > Math.max(mostPages - before, 0)) {
            return -1;
        }
        try {
            resize((int) (before + delta));
        } catch (OutOfMemoryError e) {
            return -1;
        }
        return before;
    }

    @Override
    public WaitQueues waitQueues() {
        return waitQueues;
    }

    // ---- places

    /** The buffer of an address, whose {@code width} bytes are all there. */
    private ByteBuffer at(long address, int width) {
        if (address >= 0 && address <= low.limit() - width) {
            return low;
        }
        check(byteSize(), address, width);
        return address < low.capacity() ? low : chunk(address);
    }

    private ByteBuffer chunk(long address) {
        return (ByteBuffer) CHUNK.getAcquire(chunks, (int) (address - low.capacity() >>> CHUNK_SHIFT));
    }

    private int index(long address) {
        return (int) (address < low.capacity() ? address : address - low.capacity() & CHUNK_MASK);
    }

    /** Whether a number at an address lies in two buffers. */
    private boolean cut(ByteBuffer buffer, long address, int width) {
        return index(address) > buffer.capacity() - width;
    }

    /** How many of some bytes from an address on are in one buffer. */
    private int room(long address, long most) {
        long room = address < low.capacity() ? low.capacity() - address : CHUNK_SIZE - index(address);
        return (int) Math.min(room, most);
    }

    private ByteBuffer bufferOf(long address) {
        return address < low.capacity() ? low : chunk(address);
    }

    // ---- numbers

    @Override
    public byte readByte(long address) {
        return at(address, 1).get(index(address));
    }

    @Override
    public short readShort(long address) {
        ByteBuffer buffer = at(address, Short.BYTES);
        return cut(buffer, address, Short.BYTES)
                ? (short) readBytes(address, Short.BYTES)
                : (short) SHORT.get(buffer, index(address));
    }

    @Override
    public int readInt(long address) {
        ByteBuffer buffer = at(address, Integer.BYTES);
        return cut(buffer, address, Integer.BYTES)
                ? (int) readBytes(address, Integer.BYTES)
                : (int) INT.get(buffer, index(address));
    }

    @Override
    public long readLong(long address) {
        ByteBuffer buffer = at(address, Long.BYTES);
        return cut(buffer, address, Long.BYTES)
                ? readBytes(address, Long.BYTES)
                : (long) LONG.get(buffer, index(address));
    }

    @Override
    public void writeByte(long address, byte value) {
        at(address, 1).put(index(address), value);
    }

    @Override
    public void writeShort(long address, short value) {
        ByteBuffer buffer = at(address, Short.BYTES);
        if (cut(buffer, address, Short.BYTES)) {
            writeBytes(address, Short.BYTES, value);
        } else {
            SHORT.set(buffer, index(address), value);
        }
    }

    @Override
    public void writeInt(long address, int value) {
        ByteBuffer buffer = at(address, Integer.BYTES);
        if (cut(buffer, address, Integer.BYTES)) {
            writeBytes(address, Integer.BYTES, value);
        } else {
            INT.set(buffer, index(address), value);
        }
    }

    @Override
    public void writeLong(long address, long value) {
        ByteBuffer buffer = at(address, Long.BYTES);
        if (cut(buffer, address, Long.BYTES)) {
            writeBytes(address, Long.BYTES, value);
        } else {
            LONG.set(buffer, index(address), value);
        }
    }

    private long readBytes(long address, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (readByte(address + i) & 0xFFL) << Byte.SIZE * i;
        }
        return value;
    }

    private void writeBytes(long address, int width, long value) {
        for (int i = 0; i < width; i++) {
            writeByte(address + i, (byte) (value >>> Byte.SIZE * i));
        }
    }

    // ---- atomic accesses

    @Override
    public int atomicLoadByte(long address) {
        ByteBuffer buffer = at(address, 1);
        int index = index(address);
        return (int) INT.getVolatile(buffer, word(index)) >>> shift(index) & 0xFF;
    }

    @Override
    public int atomicLoadShort(long address) {
        return (short) SHORT.getVolatile(at(aligned(address, Short.BYTES), Short.BYTES), index(address)) & 0xFFFF;
    }

    @Override
    public int atomicLoadInt(long address) {
        return (int) INT.getVolatile(at(aligned(address, Integer.BYTES), Integer.BYTES), index(address));
    }

    @Override
    public long atomicLoadLong(long address) {
        return (long) LONG.getVolatile(at(aligned(address, Long.BYTES), Long.BYTES), index(address));
    }

    @Override
    public void atomicStoreByte(long address, int value) {
        rmwByte(Rmw.XCHG, address, value);
    }

    @Override
    public void atomicStoreShort(long address, int value) {
        SHORT.setVolatile(at(aligned(address, Short.BYTES), Short.BYTES), index(address), (short) value);
    }

    @Override
    public void atomicStoreInt(long address, int value) {
        INT.setVolatile(at(aligned(address, Integer.BYTES), Integer.BYTES), index(address), value);
    }

    @Override
    public void atomicStoreLong(long address, long value) {
        LONG.setVolatile(at(aligned(address, Long.BYTES), Long.BYTES), index(address), value);
    }

    @Override
    public int rmwByte(Rmw operation, long address, int operand) {
        return rmwPart(operation, at(address, 1), index(address), 0xFF, operand);
    }

    @Override
    public int rmwShort(Rmw operation, long address, int operand) {
        ByteBuffer buffer = at(aligned(address, Short.BYTES), Short.BYTES);
        return rmwPart(operation, buffer, index(address), 0xFFFF, operand);
    }

    @Override
    public int rmwInt(Rmw operation, long address, int operand) {
        ByteBuffer buffer = at(aligned(address, Integer.BYTES), Integer.BYTES);
        int index = index(address);
        return switch (operation) {
            case ADD -> (int) INT.getAndAdd(buffer, index, operand);
            case SUB -> (int) INT.getAndAdd(buffer, index, -operand);
            case AND -> (int) INT.getAndBitwiseAnd(buffer, index, operand);
            case OR -> (int) INT.getAndBitwiseOr(buffer, index, operand);
            case XOR -> (int) INT.getAndBitwiseXor(buffer, index, operand);
            case XCHG -> (int) INT.getAndSet(buffer, index, operand);
        };
    }

    @Override
    public long rmwLong(Rmw operation, long address, long operand) {
        ByteBuffer buffer = at(aligned(address, Long.BYTES), Long.BYTES);
        int index = index(address);
        return switch (operation) {
            case ADD -> (long) LONG.getAndAdd(buffer, index, operand);
            case SUB -> (long) LONG.getAndAdd(buffer, index, -operand);
            case AND -> (long) LONG.getAndBitwiseAnd(buffer, index, operand);
            case OR -> (long) LONG.getAndBitwiseOr(buffer, index, operand);
            case XOR -> (long) LONG.getAndBitwiseXor(buffer, index, operand);
            case XCHG -> (long) LONG.getAndSet(buffer, index, operand);
        };
    }

    @Override
    public int compareExchangeByte(long address, int expected, int replacement) {
        return compareExchangePart(at(address, 1), index(address), 0xFF, expected, replacement);
    }

    @Override
    public int compareExchangeShort(long address, int expected, int replacement) {
        ByteBuffer buffer = at(aligned(address, Short.BYTES), Short.BYTES);
        return compareExchangePart(buffer, index(address), 0xFFFF, expected, replacement);
    }

    @Override
    public int compareExchangeInt(long address, int expected, int replacement) {
        ByteBuffer buffer = at(aligned(address, Integer.BYTES), Integer.BYTES);
        return (int) INT.compareAndExchange(buffer, index(address), expected, replacement);
    }

    @Override
    public long compareExchangeLong(long address, long expected, long replacement) {
        ByteBuffer buffer = at(aligned(address, Long.BYTES), Long.BYTES);
        return (long) LONG.compareAndExchange(buffer, index(address), expected, replacement);
    }

    // Java changes no less than 32 bits of a buffer at once: what is smaller is changed with its neighbours.

    private static int word(int index) {
        return index & -Integer.BYTES;
    }

    private static int shift(int index) {
        return (index & Integer.BYTES - 1) * Byte.SIZE;
    }

    private static int rmwPart(Rmw operation, ByteBuffer buffer, int index, int mask, int operand) {
        int shift = shift(index);
        while (true) {
            int word = (int) INT.getVolatile(buffer, word(index));
            int old = word >>> shift & mask;
            int changed = word & ~(mask << shift) | (operation.apply(old, operand) & mask) << shift;
            if (INT.compareAndSet(buffer, word(index), word, changed)) {
                return old;
            }
        }
    }

    private static int compareExchangePart(ByteBuffer buffer, int index, int mask, int expected, int replacement) {
        int shift = shift(index);
        while (true) {
            int word = (int) INT.getVolatile(buffer, word(index));
            int old = word >>> shift & mask;
            int changed = word & ~(mask << shift) | (replacement & mask) << shift;
            if (old != (expected & mask) || INT.compareAndSet(buffer, word(index), word, changed)) {
                return old;
            }
        }
    }

    // ---- ranges

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        check(byteSize(), address, length);
        Objects.checkFromIndexSize(offset, length, target.length);
        for (int done = 0; done < length; ) {
            int count = room(address + done, length - done);
            bufferOf(address + done).get(index(address + done), target, offset + done, count);
            done += count;
        }
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        check(byteSize(), address, length);
        Objects.checkFromIndexSize(offset, length, source.length);
        for (int done = 0; done < length; ) {
            int count = room(address + done, length - done);
            bufferOf(address + done).put(index(address + done), source, offset + done, count);
            done += count;
        }
    }

    @Override
    public void fill(long address, byte value, long length) {
        check(byteSize(), address, length);
        byte[] block = new byte[(int) Math.min(length, BLOCK)];
        if (value != 0) {
            Arrays.fill(block, value);
        }
        for (long done = 0; done < length; ) {
            int count = room(address + done, Math.min(length - done, block.length));
            bufferOf(address + done).put(index(address + done), block, 0, count);
            done += count;
        }
    }

    @Override
    public void copy(long target, MemoryImpl source, long from, long length) {
        check(source.byteSize(), from, length);
        check(byteSize(), target, length);
        if (source != this) {
            Transfers.copy(source, from, this, target, length);
        } else if (from < target) {
            copyBackwards(target, from, length);
        } else {
            for (long done = 0; done < length; ) {
                int count = room(target + done, room(from + done, length - done));
                copyPiece(target + done, from + done, count);
                done += count;
            }
        }
    }

    private void copyBackwards(long target, long from, long length) {
        for (long left = length; left > 0; ) {
            int count = roomBelow(target + left, roomBelow(from + left, left));
            left -= count;
            copyPiece(target + left, from + left, count);
        }
    }

    /** How many of some bytes up to an address are in one buffer. */
    private int roomBelow(long end, long most) {
        long room = end <= low.capacity() ? end : (end - 1 - low.capacity() & CHUNK_MASK) + 1;
        return (int) Math.min(room, most);
    }

    private void copyPiece(long target, long from, int count) {
        bufferOf(target).put(index(target), bufferOf(from), index(from), count);
    }

    @Override
    public String readCString(long address) {
        check(byteSize(), address, 0);
        long end = address;
        while (readByte(end) != 0) {
            end++;
        }
        return readString(address, Math.toIntExact(end - address), StandardCharsets.UTF_8);
    }
}
