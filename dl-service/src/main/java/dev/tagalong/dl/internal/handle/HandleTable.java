package dev.tagalong.dl.internal.handle;

import dev.tagalong.runtime.TaggedIndex;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntUnaryOperator;

/**
 * Who has which handle id. Ids run from 1 to 65,535 and are given out again as late as possible: first all that never
 * were, in an order that cannot be foreseen, then the one that was given back the longest ago. Safe for any thread;
 * {@link #find} takes no lock.
 */
public final class HandleTable {

    /** Ids are far between, so the slots are in pages that are made when they are needed. */
    private static final int PAGE_BITS = 8;

    private static final int PAGE = 1 << PAGE_BITS;

    private final FreshIds fresh;
    private final ArrayDeque<Integer> givenBack = new ArrayDeque<>();
    private final AtomicReferenceArray<AtomicReferenceArray<Handle>> pages =
            new AtomicReferenceArray<>(TaggedIndex.MAX_ID / PAGE + 1);

    /** A table with all 65,535 ids. */
    public HandleTable() {
        this(new SecureRandom()::nextInt);
    }

    /**
     * A table with all 65,535 ids.
     *
     * @param random draws a number from 0 to below its argument
     */
    public HandleTable(IntUnaryOperator random) {
        this(TaggedIndex.MAX_ID, random);
    }

    /** A table with the ids from 1 to {@code maxId}. */
    HandleTable(int maxId, IntUnaryOperator random) {
        this.fresh = new FreshIds(maxId, random);
    }

    /**
     * Gives out an id.
     *
     * @param label whose it is, for messages
     * @return its handle, or {@code null} if all ids are in use
     */
    public synchronized Handle assign(String label) {
        int id = fresh.next();
        if (id == 0) {
            if (givenBack.isEmpty()) {
                return null;
            }
            id = givenBack.removeFirst();
        }
        Handle handle = new Handle(id, label);
        page(id).set(id % PAGE, handle);
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
        AtomicReferenceArray<Handle> page = pages.get(id >> PAGE_BITS);
        return page == null ? null : page.get(id % PAGE);
    }

    private AtomicReferenceArray<Handle> page(int id) {
        AtomicReferenceArray<Handle> page = pages.get(id >> PAGE_BITS);
        if (page == null) {
            page = new AtomicReferenceArray<>(PAGE);
            pages.set(id >> PAGE_BITS, page);
        }
        return page;
    }
}
