package dev.tagalong.runtime.internal.memory;

import dev.tagalong.runtime.type.MemoryType;

/** Makes memories: which kind is for which type. */
public final class Memories {

    private Memories() {}

    /**
     * A memory of its minimum size, zeroed; shared, or of bytes for pages, if its type is.
     *
     * @param limitPages the most pages of 64 KiB its owner may have, its minimum or more
     * @param arrayPages past how many pages it is not one array any more, {@link MemoryImpl#ARRAY_PAGES} at most
     * @throws OutOfMemoryError if the Java heap, or the direct memory for one that is shared, cannot hold it
     */
    public static MemoryImpl create(MemoryType type, int limitPages, int arrayPages) {
        if (type.pageSize() == 1) {
            return new ByteMemory(type, limitPages);
        }
        return type.shared() ? new SharedMemory(type, limitPages) : new MemoryImpl(type, limitPages, arrayPages);
    }
}
