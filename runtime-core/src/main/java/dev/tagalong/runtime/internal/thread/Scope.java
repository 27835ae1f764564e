package dev.tagalong.runtime.internal.thread;

import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A context's outermost calls while it runs a task. */
public final class Scope implements CallScope {

    private volatile String reason;

    /** Whose calls; held here so that a thread keeps its context between its calls. Guarded by {@link Ownership#LOCK}. */
    private ExecutionContext context;

    private boolean used;

    /** A scope without a task yet. */
    public Scope() {}

    @Override
    public <T> T run(Callable<T> task) throws Exception {
        enter();
        try {
            return task.call();
        } finally {
            leave();
        }
    }

    private void enter() {
        ExecutionContext current = ExecutionContext.current();
        Ownership.LOCK.lock();
        try {
            if (used) {
                throw new IllegalStateException("a scope is for one task");
            }
            current.enter(() -> reason);
            used = true;
            context = current;
        } finally {
            Ownership.LOCK.unlock();
        }
    }

    private void leave() {
        Ownership.LOCK.lock();
        try {
            context.enter(null);
            context = null;
        } finally {
            Ownership.LOCK.unlock();
        }
    }

    @Override
    public void cancel(String why) {
        Objects.requireNonNull(why, "reason");
        Ownership.LOCK.lock();
        try {
            if (reason == null) {
                reason = why;
            }
            if (context != null) {
                Ownership.cancelCall(context, reason);
            }
        } finally {
            Ownership.LOCK.unlock();
        }
    }

    /** Traps if the present thread's scope was cancelled. */
    public static void checkCurrent() {
        String why = ExecutionContext.current().stopReason();
        if (why != null) {
            throw new Trap(TrapKind.CANCELLED, why);
        }
    }
}
