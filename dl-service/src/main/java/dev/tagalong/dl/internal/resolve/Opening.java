package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Trap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An open under way: one thread makes the instance, others that want the same library wait for it. */
final class Opening {

    private static final long SLICE_MILLIS = 20;

    final LibraryEntry entry;
    final LinkedInstance link;
    final Thread thread = Thread.currentThread();

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile DlException failure;

    Opening(LibraryEntry entry, LinkedInstance link) {
        this.entry = entry;
        this.link = link;
    }

    void succeed() {
        done.countDown();
    }

    /** Ends the waiting with an error; does nothing if it has ended. */
    void fail(DlException why) {
        if (done.getCount() > 0) {
            failure = why;
            done.countDown();
        }
    }

    /**
     * Waits until the instance is there.
     *
     * @param waiter who wants it, or {@code null} for Java
     * @throws DlException if there is none in the end, if {@code waiter} is closed or cancelled meanwhile, or after
     *     {@code patienceMillis}: the opening thread may be waiting for something that this thread holds
     */
    void await(LinkedInstance waiter, long patienceMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        try {
            while (!done.await(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                checkStop(waiter);
                if (waiter != null && waiter.closed) {
                    throw new DlException(waiter.label() + " was closed while it waited for " + entry.offer.label());
                }
                if (System.nanoTime() - end >= 0) {
                    throw new DlException(entry.offer.label() + " is being opened by another thread, which has not"
                            + " finished after " + patienceMillis + " ms");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DlException("interrupted while another thread opens " + entry.offer.label(), e);
        }
        DlException why = failure;
        if (why != null) {
            throw new DlException(why.getMessage(), why);
        }
    }

    private static void checkStop(LinkedInstance waiter) {
        if (waiter != null) {
            waiter.instance().checkpoint();
            return;
        }
        try {
            Engine.checkpoint();
        } catch (Trap cancelled) {
            throw new DlException(cancelled.getMessage(), cancelled);
        }
    }
}
