package dev.tagalong.runtime.internal.thread;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits of a thread that is in instances, until another thread tells it to go on. */
public final class Parking {

    private Parking() {}

    /**
     * Waits until a condition holds. Whoever makes it hold unparks the thread. Meanwhile others have the instances that the
     * thread owns but is not in.
     *
     * @param nanos for how long at most; for ever, if negative
     * @return whether it holds; if not, the time is over
     * @throws Trap if the context's call is to stop, or the thread is interrupted, whose flag stays
     */
    public static boolean await(ExecutionContext context, BooleanSupplier condition, long nanos) {
        long begin = System.nanoTime();
        context.parked = true;
        try {
            context.handleInterrupt();
            while (!condition.getAsBoolean()) {
                if (context.interrupted) {
                    context.handleInterrupt();
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new Trap(TrapKind.CANCELLED, "the thread was interrupted while it waited");
                }
                long left = nanos - (System.nanoTime() - begin);
                if (nanos < 0) {
                    LockSupport.park(context);
                } else if (left > 0) {
                    LockSupport.parkNanos(context, left);
                } else {
                    return false;
                }
            }
            return true;
        } finally {
            context.parked = false;
        }
    }
}
