package dev.tagalong.runtime.internal.memory;

import dev.tagalong.runtime.type.MemoryType;
import java.util.Arrays;

/** A memory whose pages are bytes: one array for good, of whatever length. */
final class ByteMemory extends MemoryImpl {

    private int mostBytes;

    /**
     * A memory of its minimum size, zeroed.
     *
     * @param limitPages the most pages of 64 KiB its owner may have, its minimum or more
     * @throws OutOfMemoryError if the heap cannot hold it
     */
    ByteMemory(MemoryType type, int limitPages) {
        super(type);
        bytes = new byte[(int) type.pages().minimum()];
        limit(limitPages);
    }

    @Override
    public long pages() {
        return bytes.length;
    }

    @Override
    public long byteSize() {
        return bytes.length;
    }

    @Override
    public synchronized void limit(int limitPages) {
        mostBytes = (int) mostSize(declared, limitPages);
    }

    @Override
    public synchronized long grow(long delta) {
        int before = bytes.length;
        if (delta < 0 || delta > Math.max(mostBytes - before, 0)) {
            return -1;
        }
        try {
            bytes = Arrays.copyOf(bytes, (int) (before + delta));
        } catch (OutOfMemoryError e) {
            return -1;
        }
        return before;
    }
}
