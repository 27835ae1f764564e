package dev.tagalong.runtime;

import dev.tagalong.runtime.type.MemoryType;
import java.nio.charset.Charset;

/**
 * A linear memory (specification, section 4.2.8). Addresses and lengths are unsigned: in bytes, from 0 to
 * {@link #byteSize()}. Numbers are little-endian.
 *
 * <p>A memory has 32-bit or 64-bit addresses, see {@link MemoryType#addressType()}; from Java both are used alike.
 *
 * <p>A memory of up to 32,767 pages takes its size of the Java heap. A larger one takes what is not zero, by pages, so
 * that a write to it may throw an {@link OutOfMemoryError}. One that is {@link MemoryType#shared() shared} takes direct memory.
 *
 * <p>Methods that access bytes throw a {@link Trap} of kind {@link TrapKind#OUT_OF_BOUNDS_MEMORY} if any byte lies
 * outside; nothing is written then. A memory may be used from any thread, but as with any array, unsynchronised access
 * from two threads sees what the Java memory model allows.
 */
public interface Memory extends ExternalValue {

    /** The declared type; its minimum is the present size. */
    MemoryType type();

    /** The present size in pages, of its type's size: usually 64 KiB. */
    long pages();

    /** The present size in bytes. */
    default long byteSize() {
        return pages() * type().pageSize();
    }

    /**
     * Grows by {@code delta} pages.
     *
     * @return the size before in pages, or -1 if the memory could not grow
     */
    long grow(long delta);

    /**
     * Changes how far it may grow, in pages of 64 KiB, from now on: its owner's limit, besides that of its type. It does not shrink. One that
     * began as one array, as its limit was no more than 32,767 pages then, stays within that.
     */
    void limit(int mostPages);

    /** The byte at {@code address}. */
    byte readByte(long address);

    /** The 16-bit number at {@code address}. */
    short readShort(long address);

    /** The 32-bit number at {@code address}. */
    int readInt(long address);

    /** The 64-bit number at {@code address}. */
    long readLong(long address);

    /** Writes a byte. */
    void writeByte(long address, byte value);

    /** Writes a 16-bit number. */
    void writeShort(long address, short value);

    /** Writes a 32-bit number. */
    void writeInt(long address, int value);

    /** Writes a 64-bit number. */
    void writeLong(long address, long value);

    /** Copies {@code length} bytes of memory to {@code target}. */
    void read(long address, byte[] target, int offset, int length);

    /** Copies {@code length} bytes of {@code source} to memory. */
    void write(long address, byte[] source, int offset, int length);

    /** Sets {@code length} bytes to {@code value}. */
    void fill(long address, byte value, long length);

    /** The {@code length} bytes at {@code address} as a string. */
    default String readString(long address, int length, Charset charset) {
        if (length < 0 || length > byteSize()) {
            throw new Trap(TrapKind.OUT_OF_BOUNDS_MEMORY);
        }
        byte[] bytes = new byte[length];
        read(address, bytes, 0, length);
        return new String(bytes, charset);
    }

    /**
     * The bytes from {@code address} up to the first zero byte as a UTF-8 string, malformed sequences replaced.
     *
     * @throws Trap if there is no zero byte before the memory's end
     */
    String readCString(long address);
}
