package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pages by which a program's memory is grown, for one that has no allocator of its own to ask. What is given back is used
 * again: the lowest hole that is large enough.
 */
final class PageHeap implements Heap {

    private static final long GRAIN = 16;

    private final Memory memory;
    private final TreeMap<Long, Long> free = new TreeMap<>();
    private final Map<Long, Long> taken = new HashMap<>();

    PageHeap(Memory memory) {
        this.memory = memory;
    }

    @Override
    public long take(long size) {
        long length = (size + GRAIN - 1) / GRAIN * GRAIN;
        Long hole = findHole(length);
        if (hole == null) {
            if (!grow(length)) {
                return 0;
            }
            hole = findHole(length);
        }
        long rest = free.remove(hole) - length;
        if (rest > 0) {
            free.put(hole + length, rest);
        }
        taken.put(hole, length);
        return hole;
    }

    private Long findHole(long length) {
        for (Map.Entry<Long, Long> hole : free.entrySet()) {
            if (hole.getValue() >= length) {
                return hole.getKey();
            }
        }
        return null;
    }

    private boolean grow(long length) {
        int pageSize = memory.type().pageSize();
        long pages = (length + pageSize - 1) / pageSize;
        long before = memory.grow(pages);
        if (before < 0) {
            return false;
        }
        addFree(before * pageSize, pages * pageSize);
        return true;
    }

    @Override
    public void giveBack(long address) {
        addFree(address, taken.remove(address));
    }

    private void addFree(long address, long length) {
        long from = address;
        long end = address + length;
        Map.Entry<Long, Long> before = free.floorEntry(from);
        if (before != null && before.getKey() + before.getValue() == from) {
            from = before.getKey();
            free.remove(from);
        }
        Long after = free.remove(end);
        if (after != null) {
            end += after;
        }
        free.put(from, end - from);
    }

    @Override
    public String describe() {
        return "growing its memory";
    }
}
