package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import java.util.HashMap;
import java.util.Map;

/**
 * Which thread waits for which opening, so that threads never wait for each other in a circle. Guarded by the lock of
 * {@link Books}.
 */
final class OpeningWaits {

    private final Map<Thread, Opening> waits = new HashMap<>();

    /**
     * Notes that this thread is about to wait.
     *
     * @throws DlException if it would wait for itself
     */
    void enter(Opening wanted) {
        Thread current = Thread.currentThread();
        if (wanted.thread == current) {
            throw new DlException(wanted.entry.offer.label() + " is being opened by this very call");
        }
        for (Opening next = waits.get(wanted.thread); next != null; next = waits.get(next.thread)) {
            if (next.thread == current) {
                throw new DlException(wanted.entry.offer.label() + " is being opened by a thread that waits for this"
                        + " one to open " + next.entry.offer.label());
            }
        }
        waits.put(current, wanted);
    }

    /** Notes that this thread waits no longer. */
    void leave() {
        waits.remove(Thread.currentThread());
    }
}
