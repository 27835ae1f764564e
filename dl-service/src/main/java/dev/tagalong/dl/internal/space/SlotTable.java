package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Table;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The slots of a program's table: which are given out, and which one is a function's. A function has one slot, whoever
 * asks for it, so that comparing pointers compares functions. Used by the thread that runs the program.
 *
 * <p>A slot that is given back is empty, so that a stale pointer traps. It is given out again only when
 * {@value #QUARANTINE} others have been given back after it, or when the table cannot grow: as late as possible, and yet
 * a table does not grow for ever.
 */
final class SlotTable {

    /** How many slots rest at a time. */
    static final int QUARANTINE = 4096;

    private static final int MOST_EPITAPHS = 256;

    /** Slots that follow each other. */
    record Range(int from, int count) {
        int end() {
            return from + count;
        }
    }

    private final Table table;
    private final Map<Function, Integer> canonical = new IdentityHashMap<>();
    private final TreeMap<Integer, Integer> free = new TreeMap<>();
    private final Deque<Range> resting = new ArrayDeque<>();
    private int restingCount;

    /** Whose slots were that were given back last. */
    private final Map<Range, String> epitaphs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Range, String> eldest) {
            return size() > MOST_EPITAPHS;
        }
    };

    /** The slots of a table, of which those from {@code firstFree} on are to be given out. */
    SlotTable(Table table, int firstFree) {
        this.table = table;
        for (int slot = 0; slot < firstFree; slot++) {
            if (table.get(slot) instanceof Function function) {
                canonical.putIfAbsent(function, slot);
            }
        }
        addFree(new Range(firstFree, table.size() - firstFree));
    }

    private SlotTable(Table table) {
        this.table = table;
    }

    /** The slots of a table, of which some are free and some rest. */
    static SlotTable of(Table table, Map<Integer, Integer> free, Collection<Range> resting) {
        SlotTable slots = new SlotTable(table);
        for (int slot = 0; slot < table.size(); slot++) {
            if (table.get(slot) instanceof Function function) {
                slots.canonical.putIfAbsent(function, slot);
            }
        }
        slots.free.putAll(free);
        slots.resting.addAll(resting);
        slots.restingCount = resting.stream().mapToInt(Range::count).sum();
        return slots;
    }

    /** The slots that are free: how many from which on. */
    Map<Integer, Integer> free() {
        return Map.copyOf(free);
    }

    /** The slots that rest, the first to be free first. */
    List<Range> resting() {
        return List.copyOf(resting);
    }

    /** Takes note of the functions of its own that an instance has itself put into slots. */
    void note(Range range, Instance instance) {
        for (int slot = range.from(); slot < range.end(); slot++) {
            if (table.get(slot) instanceof Function function && function.owner() == instance) {
                canonical.putIfAbsent(function, slot);
            }
        }
    }

    /** The slot that a function has, or -1. */
    int find(Function function) {
        Integer slot = canonical.get(function);
        return slot != null && table.get(slot) == function ? slot : -1;
    }

    /** Gives a function a slot. It has none, or has lost it to code that writes to the table. */
    void put(int slot, Function function) {
        table.set(slot, function);
        canonical.put(function, slot);
    }

    /**
     * Gives out empty slots.
     *
     * @param alignment the first slot's index is a multiple of this
     * @return {@code null} if the table has no room for them
     */
    Range take(long count, long alignment) {
        if (count == 0) {
            return new Range(table.size(), 0);
        }
        Range range = fromFree(count, alignment);
        if (range == null) {
            range = grow(count, alignment);
        }
        if (range == null) {
            endRest(0);
            range = fromFree(count, alignment);
        }
        return range;
    }

    private Range fromFree(long count, long alignment) {
        for (Map.Entry<Integer, Integer> hole : free.entrySet()) {
            int from = hole.getKey();
            int end = from + hole.getValue();
            long start = alignUp(from, alignment);
            if (start + count <= end) {
                free.remove(from);
                addFree(new Range(from, (int) start - from));
                addFree(new Range((int) (start + count), (int) (end - start - count)));
                return new Range((int) start, (int) count);
            }
        }
        return null;
    }

    private Range grow(long count, long alignment) {
        int size = table.size();
        long start = alignUp(size, alignment);
        long delta = start + count - size;
        if (delta > Integer.MAX_VALUE || table.grow((int) delta, null) < 0) {
            return null;
        }
        addFree(new Range(size, (int) start - size));
        return new Range((int) start, (int) count);
    }

    private static long alignUp(long index, long alignment) {
        return (index + alignment - 1) / alignment * alignment;
    }

    /** Takes slots back: empties them, and lets them rest; {@code from}: whose they were, for messages. */
    void giveBack(Range range, String from) {
        if (range.count() == 0) {
            return;
        }
        epitaphs.put(range, from);
        for (int slot = range.from(); slot < range.end(); slot++) {
            if (table.get(slot) instanceof Function function) {
                canonical.remove(function, slot);
                table.set(slot, null);
            }
        }
        resting.addLast(range);
        restingCount += range.count();
        endRest(QUARANTINE);
    }

    /** Forgets the functions of an instance that is gone. */
    void forget(Instance gone) {
        canonical.keySet().removeIf(function -> function.owner() == gone);
    }

    /** What is known of an empty slot, as the end of a message. */
    String epitaph(int slot) {
        String last = "";
        for (Map.Entry<Range, String> old : epitaphs.entrySet()) {
            if (slot >= old.getKey().from() && slot < old.getKey().end()) {
                last = ", which was a function of " + old.getValue() + " before that was closed";
            }
        }
        return last;
    }

    private void endRest(int most) {
        while (!resting.isEmpty() && restingCount - resting.peekFirst().count() >= most) {
            Range rested = resting.removeFirst();
            restingCount -= rested.count();
            addFree(rested);
        }
    }

    private void addFree(Range range) {
        if (range.count() == 0) {
            return;
        }
        int from = range.from();
        int end = range.end();
        Map.Entry<Integer, Integer> before = free.floorEntry(from);
        if (before != null && before.getKey() + before.getValue() == from) {
            from = before.getKey();
            free.remove(from);
        }
        Integer after = free.remove(end);
        if (after != null) {
            end += after;
        }
        free.put(from, end - from);
    }
}
