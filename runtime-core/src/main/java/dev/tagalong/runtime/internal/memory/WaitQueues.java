package dev.tagalong.runtime.internal.memory;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads that wait for a change of a shared memory, by address, the first that came first. Safe for any thread. */
public final class WaitQueues {

    private final Map<Long, Queue<Waiter>> byAddress = new HashMap<>();

    WaitQueues() {}

    /** A thread that waits, or will do so in a moment. */
    public static final class Waiter {
        private final long address;
        private final Thread thread = Thread.currentThread();
        private volatile boolean notified;

        Waiter(long address) {
            this.address = address;
        }

        /** Whether it was told to go on. */
        public boolean notified() {
            return notified;
        }
    }

    /**
     * The present thread begins to wait, if a condition on the memory holds. Nobody is notified between the look at the
     * condition and the beginning.
     *
     * @return {@code null} if the condition does not hold
     */
    public synchronized Waiter begin(long address, BooleanSupplier condition) {
        if (!condition.getAsBoolean()) {
            return null;
        }
        Waiter waiter = new Waiter(address);
        byAddress.computeIfAbsent(address, a -> new ArrayDeque<>()).add(waiter);
        return waiter;
    }

    /** A thread waits no longer; answers whether it was notified before. */
    public synchronized boolean end(Waiter waiter) {
        Queue<Waiter> queue = byAddress.get(waiter.address);
        if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
            byAddress.remove(waiter.address);
        }
        return waiter.notified;
    }

    /**
     * Tells threads that wait at an address to go on.
     *
     * @param most how many, unsigned
     * @return how many there were
     */
    public synchronized int notify(long address, int most) {
        Queue<Waiter> queue = byAddress.get(address);
        int count = 0;
        while (queue != null && Integer.compareUnsigned(count, most) < 0 && !queue.isEmpty()) {
            Waiter waiter = queue.remove();
            waiter.notified = true;
            LockSupport.unpark(waiter.thread);
            count++;
        }
        if (queue != null && queue.isEmpty()) {
            byAddress.remove(address);
        }
        return count;
    }
}
