package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A program's memory as its host functions see it. Pointers are unsigned 32-bit numbers. A function first
 * {@link #require requires} every area that it will use, so that a bad pointer is an error before anything was done; since
 * a memory never shrinks, the accesses then succeed.
 */
record GuestMemory(Memory memory) {

    private static final int LONGEST_TEXT = 1 << 16;

    /**
     * The memory of an instance.
     *
     * @throws ErrnoException {@code EFAULT} if it has none
     */
    static GuestMemory of(Instance caller) {
        try {
            return new GuestMemory(caller.memory());
        } catch (IllegalArgumentException none) {
            throw new ErrnoException(Errno.EFAULT);
        }
    }

    /** The address that a pointer means. */
    static long address(int pointer) {
        return Integer.toUnsignedLong(pointer);
    }

    /**
     * Checks that {@code length} bytes from a pointer on lie in the memory.
     *
     * @param length 0 to 2^63-1
     * @throws ErrnoException {@code EFAULT} if they do not
     */
    void require(int pointer, long length) {
        if (length > memory.byteSize() - address(pointer)) {
            throw new ErrnoException(Errno.EFAULT);
        }
    }

    int readInt(int pointer) {
        return memory.readInt(address(pointer));
    }

    void writeInt(int pointer, int value) {
        memory.writeInt(address(pointer), value);
    }

    void writeLong(int pointer, long value) {
        memory.writeLong(address(pointer), value);
    }

    void write(int pointer, byte[] bytes) {
        memory.write(address(pointer), bytes, 0, bytes.length);
    }

    /**
     * A text of the program's.
     *
     * @throws ErrnoException {@code EILSEQ} if it is not UTF-8, {@code ENAMETOOLONG} if it is longer than any path
     */
    String readText(int pointer, int length) {
        require(pointer, Integer.toUnsignedLong(length));
        if (length < 0 || length > LONGEST_TEXT) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        byte[] bytes = new byte[length];
        memory.read(address(pointer), bytes, 0, length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ErrnoException(Errno.EILSEQ);
        }
    }
}
