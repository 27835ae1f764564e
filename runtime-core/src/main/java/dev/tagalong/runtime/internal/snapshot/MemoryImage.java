package dev.tagalong.runtime.internal.snapshot;

import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The contents of a memory: what is not zeros, in whole blocks of 4 KiB as far as the memory goes.
 *
 * <p>An instance copies them into an array of its own. Code has a memory's bytes in one array, so sharing blocks until they are
 * written to would take another form of memory, whose every access is slower; copying a megabyte takes less than a tenth of a
 * millisecond.
 *
 * @param pages the memory's size, in pages of its type
 * @param runs what there is, by rising addresses; not to be written to
 */
record MemoryImage(long pages, List<Run> runs) {

    private static final int BLOCK = 4096;

    /** So that no array is much larger than it has to be. */
    private static final int LONGEST_RUN = 256 * BLOCK;

    private static final byte[] ZEROS = new byte[BLOCK];

    /** Bytes at an address. */
    record Run(long address, byte[] bytes) {}

    /**
     * That of a memory which nobody writes to meanwhile.
     *
     * @throws SnapshotException if threads share it
     */
    static MemoryImage of(MemoryImpl memory) {
        if (memory.form() == MemoryForm.SHARED) {
            throw new SnapshotException("threads share its memory");
        }
        List<Run> runs = new ArrayList<>();
        byte[] block = new byte[BLOCK];
        byte[] run = new byte[LONGEST_RUN];
        int length = 0;
        long size = memory.byteSize();
        for (long address = 0; address < size; address += BLOCK) {
            int count = (int) Math.min(BLOCK, size - address);
            memory.read(address, block, 0, count);
            boolean zeros = Arrays.equals(block, 0, count, ZEROS, 0, count);
            if (length > 0 && (zeros || length > LONGEST_RUN - BLOCK)) {
                runs.add(new Run(address - length, Arrays.copyOf(run, length)));
                length = 0;
            }
            if (!zeros) {
                System.arraycopy(block, 0, run, length, count);
                length += count;
            }
        }
        if (length > 0) {
            runs.add(new Run(size - length, Arrays.copyOf(run, length)));
        }
        return new MemoryImage(memory.pages(), List.copyOf(runs));
    }

    /**
     * Makes a memory as large as this.
     *
     * @throws SnapshotException if it cannot be so large, or is larger
     */
    void makeRoom(MemoryImpl memory) {
        long more = pages - memory.pages();
        if (more < 0 || memory.grow(more) < 0) {
            throw new SnapshotException("its memory has " + memory.pages() + " pages, and in the snapshot " + pages
                    + (more < 0 ? "" : ", which are more than it may have"));
        }
    }

    /**
     * Gives a memory of zeros these contents.
     *
     * @throws SnapshotException if it cannot be so large, or is larger
     */
    void restore(MemoryImpl memory) {
        makeRoom(memory);
        long size = memory.byteSize();
        for (Run run : runs) {
            if (run.address() < 0 || run.address() > size - run.bytes().length) {
                throw new SnapshotException("the snapshot has contents past the end of a memory");
            }
            memory.write(run.address(), run.bytes(), 0, run.bytes().length);
        }
    }

    long byteSize() {
        return runs.stream().mapToLong(run -> run.bytes().length).sum();
    }
}
