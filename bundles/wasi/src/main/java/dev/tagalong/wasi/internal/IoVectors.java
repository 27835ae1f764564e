package dev.tagalong.wasi.internal;

/**
 * The buffers of a scattered read or gathered write, all of which lie in the memory. Going through them takes bytes off
 * their front.
 */
final class IoVectors {

    /** POSIX's {@code IOV_MAX}, as wasi-libc has it. */
    private static final int MOST = 1024;

    private static final int ENTRY_SIZE = 8;

    private final GuestMemory memory;
    private final long[] addresses;
    private final int[] lengths;
    private final long byteSize;
    private int current;

    private IoVectors(GuestMemory memory, long[] addresses, int[] lengths, long byteSize) {
        this.memory = memory;
        this.addresses = addresses;
        this.lengths = lengths;
        this.byteSize = byteSize;
    }

    /**
     * Reads an array of preview 1's {@code iovec}.
     *
     * @throws ErrnoException {@code EINVAL} if there are more than 1,024, or they hold more than 2^31-1 bytes together;
     *     {@code EFAULT} if the array or a buffer is outside of the memory
     */
    static IoVectors read(GuestMemory memory, int array, int count) {
        if (count < 0 || count > MOST) {
            throw new ErrnoException(Errno.EINVAL);
        }
        memory.require(array, (long) count * ENTRY_SIZE);
        long[] addresses = new long[count];
        int[] lengths = new int[count];
        long total = 0;
        for (int i = 0; i < count; i++) {
            int pointer = memory.readInt(array + i * ENTRY_SIZE);
            long length = Integer.toUnsignedLong(memory.readInt(array + i * ENTRY_SIZE + 4));
            memory.require(pointer, length);
            total += length;
            if (total > Integer.MAX_VALUE) {
                throw new ErrnoException(Errno.EINVAL);
            }
            addresses[i] = GuestMemory.address(pointer);
            lengths[i] = (int) length;
        }
        return new IoVectors(memory, addresses, lengths, total);
    }

    /** The length of all buffers together, 0 to 2^31-1, as it was before any was gone through. */
    long byteSize() {
        return byteSize;
    }

    /** Fills {@code chunk} from the buffers; the number of bytes, 0 when they are all gone through. */
    int gather(byte[] chunk) {
        int filled = 0;
        while (filled < chunk.length && current < lengths.length) {
            int part = Math.min(lengths[current], chunk.length - filled);
            memory.memory().read(addresses[current], chunk, filled, part);
            filled += part;
            pass(part);
        }
        return filled;
    }

    /** Puts bytes into the buffers, which have room for them. */
    void scatter(byte[] chunk, int length) {
        int put = 0;
        while (put < length) {
            int part = Math.min(lengths[current], length - put);
            memory.memory().write(addresses[current], chunk, put, part);
            put += part;
            pass(part);
        }
    }

    private void pass(int bytes) {
        addresses[current] += bytes;
        lengths[current] -= bytes;
        if (lengths[current] == 0) {
            current++;
        }
    }
}
