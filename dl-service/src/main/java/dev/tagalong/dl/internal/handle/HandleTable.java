package dev.tagalong.dl.internal.handle;

import dev.tagalong.runtime.spi.TaggedIndex;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Who has which handle id. Ids run from 1 to 65,535 and are given out again as late as possible: first all that never
 * were, then the one that was given back the longest ago. Safe for any thread; {@link #find} takes no lock.
 */
public final class HandleTable {

    private static final int FIRST_CAPACITY = 64;

    private final int maxId;
    private final ArrayDeque<Integer> givenBack = new ArrayDeque<>();
    private volatile AtomicReferenceArray<Handle> slots = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private int lastFresh;

    /** A table with all 65,535 ids. */
    public HandleTable() {
        this(TaggedIndex.MAX_ID);
    }

    /** A table with the ids from 1 to {@code maxId}. */
    HandleTable(int maxId) {
        this.maxId = maxId;
    }

    /**
     * Gives out an id.
     *
     * @param label whose it is, for messages
     * @return its handle, or {@code null} if all ids are in use
     */
    public synchronized Handle assign(String label) {
        int id;
        if (lastFresh < maxId) {
            id = ++lastFresh;
        } else if (givenBack.isEmpty()) {
            return null;
        } else {
            id = givenBack.removeFirst();
        }
        Handle handle = new Handle(id, label);
        room(id).set(id, handle);
        return handle;
    }

    /** Takes an id back; the handle's slot remembers why until the id is given out again. */
    public synchronized void release(Handle handle, String reason) {
        if (!handle.ended()) {
            handle.end(reason);
            givenBack.addLast(handle.id());
        }
    }

    /**
     * The handle that has, or last had, an id.
     *
     * @return {@code null} if the id was never given out
     */
    public Handle find(int id) {
        AtomicReferenceArray<Handle> now = slots;
        return id < now.length() ? now.get(id) : null;
    }

    private AtomicReferenceArray<Handle> room(int id) {
        AtomicReferenceArray<Handle> old = slots;
        if (id < old.length()) {
            return old;
        }
        AtomicReferenceArray<Handle> larger = new AtomicReferenceArray<>(old.length() * 2);
        for (int i = 0; i < old.length(); i++) {
            larger.set(i, old.get(i));
        }
        slots = larger;
        return larger;
    }
}
