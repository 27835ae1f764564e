package dev.tagalong.runtime.internal.thread;

import dev.tagalong.runtime.internal.meter.InstanceGroupImpl;
import dev.tagalong.runtime.internal.meter.Metered;
import dev.tagalong.runtime.internal.meter.UsageCounters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** What {@link Ownership} knows of an instance: who owns it, who waits for it, and which calls are suspended in it. */
public abstract class OwnedInstance implements Metered {

    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(OwnedInstance.class, "owner", ExecutionContext.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The context that owns this instance. A thread that reads its own context here really owns it, without any
     * fence: only it could have written that, and only it or, while it waits, {@link Ownership} changes it.
     */
    public ExecutionContext owner;

    /** How many calls of the owner into this instance are under way; the owner's. */
    public int depth;

    /**
     * Whether a thread waits for this instance or is suspended in it, or it has been closed: read by the owner when it
     * enters, and when depth falls to 0.
     */
    public boolean contended;

    /** Set once, by {@link #close}. */
    public volatile boolean closed;

    /** How many contexts wait for this instance; written under {@link Ownership#LOCK}. */
    volatile int waiters;

    /** Calls suspended below the owner's; guarded by {@link Ownership#LOCK}. */
    Ownership.Suspension suspended;

    /** What {@link #stackPointerBits} was when the present owner took this instance; the owner's. */
    long stackWhenTaken;

    private final UsageCounters usage = new UsageCounters();
    private final InstanceGroupImpl group;

    /** One that nobody owns yet, and that is counted with that group. */
    protected OwnedInstance(InstanceGroupImpl group) {
        this.group = group;
    }

    /** The value of C's stack pointer, or anything if there is none. */
    protected abstract long stackPointerBits();

    /** Watches the deadline of the context's outermost call, which is into this instance and has one. */
    protected abstract Future<?> watchDeadline(ExecutionContext context);

    /** Once it is closed and nobody runs it any more: the last to leave, or who closes it, closes what belongs to it. */
    protected abstract void closeAttachments();

    /** What the stack pointer was when the present owner took this instance; for the owner. */
    public final long stackWhenTaken() {
        return stackWhenTaken;
    }

    /** How many threads wait for it; a moment ago, if it is not the lock's holder who asks. */
    protected final int waiters() {
        return waiters;
    }

    final ExecutionContext owner() {
        return (ExecutionContext) OWNER.getVolatile(this);
    }

    final void setOwner(ExecutionContext context) {
        OWNER.setVolatile(this, context);
    }

    /** Takes the instance if nobody owns it. */
    final boolean claim(ExecutionContext context) {
        return owner() == null && OWNER.compareAndSet(this, null, context);
    }

    /** Gives the instance back; whether nobody waits for it. */
    final boolean release() {
        depth = 0;
        OWNER.setVolatile(this, null);
        return waiters == 0;
    }

    /** Whether calls of {@code context} are under way here, running or suspended; call under the lock. */
    final boolean inUseBy(ExecutionContext context) {
        if (owner() == context && depth > 0) {
            return true;
        }
        for (Ownership.Suspension s = suspended; s != null; s = s.below()) {
            if (s.context() == context) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final UsageCounters usage() {
        return usage;
    }

    @Override
    public final InstanceGroupImpl group() {
        return group;
    }

    @Override
    public void cancel(String reason) {
        Ownership.cancel(this, reason);
    }

    /** Makes every call that runs in this instance throw what is given. */
    public final void stopCalls(Supplier<? extends RuntimeException> end) {
        Ownership.stop(this, end);
    }

    @Override
    public final void exhausted(String reason) {
        Ownership.exhausted(this, reason);
    }

    @Override
    public final boolean busy() {
        return Ownership.inUse(this);
    }

    @Override
    public final void checkpoint() {
        ExecutionContext context = owner();
        if (context != null && context == ExecutionContext.current()) {
            context.handleInterrupt();
        }
    }

    @Override
    public final boolean closed() {
        return closed;
    }
}
