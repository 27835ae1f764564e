package dev.tagalong.runtime.internal.thread;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Who runs which instance: one thread at a time, re-entrantly.
 *
 * <p>A context takes an instance when it first calls into it and keeps it until its outermost call from Java returns, so
 * that later calls cost a comparison. It gives up what it holds but is not in as soon as another thread asks
 * ({@link ExecutionContext#interrupted}), and before it waits itself.
 *
 * <p>Threads that would wait for each other in a circle: the one that would close the circle takes the instance over. The
 * owner is then itself waiting, so its call is suspended as if it had been called back, and it goes on when the other has
 * left. So an instance's calls always end in the reverse order of their beginning, as C's stack in linear memory needs.
 *
 * <p>Taking a free instance and giving it back is one atomic operation each. All else happens under one lock, which is
 * never held while code of others runs.
 */
public final class Ownership {

    /** Guards waiting, suspension and stop requests of all contexts and instances. */
    static final ReentrantLock LOCK = new ReentrantLock();

    private static final Condition CHANGED = LOCK.newCondition();

    private Ownership() {}

    /**
     * Makes {@code context} own {@code instance}, waiting for it if another thread runs it.
     *
     * @throws Trap if the instance is closed, now or while this waits, or the context's call is to stop
     */
    public static void take(ExecutionContext context, OwnedInstance instance) {
        checkEntry(instance);
        if (!instance.claim(context)) {
            waitFor(context, instance);
        }
        context.hold(instance);
        instance.stackWhenTaken = instance.stackPointerBits();
        if (instance.closed) {
            // It was closed while nobody owned it, so nobody has been told.
            instance.contended = true;
        }
    }

    private static void checkEntry(OwnedInstance instance) {
        if (instance.closed) {
            throw closed(instance);
        }
        instance.group().checkBudget();
    }

    private static void waitFor(ExecutionContext context, OwnedInstance instance) {
        LOCK.lock();
        try {
            releaseIdle(context);
            context.waitingFor = instance;
            instance.waiters++;
            try {
                awaitTurn(context, instance);
            } catch (RuntimeException stopped) {
                awaitResumption(context);
                throw stopped;
            } finally {
                context.waitingFor = null;
                instance.waiters--;
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Until the instance is the context's, and nobody runs on top of the context's calls. */
    private static void awaitTurn(ExecutionContext context, OwnedInstance instance) {
        while (true) {
            checkStop(context);
            checkEntry(instance);
            if (context.suspensions == 0 && (instance.claim(context) || takeOver(context, instance))) {
                return;
            }
            ask(instance);
            CHANGED.awaitUninterruptibly();
        }
    }

    /** Makes the owner give an instance up when it is next not in it. */
    private static void ask(OwnedInstance instance) {
        ExecutionContext owner = instance.owner();
        if (owner != null) {
            instance.contended = true;
            owner.interrupt();
        }
    }

    /** A stopped waiter unwinds frames of its own instances only once it runs on top of them again. */
    private static void awaitResumption(ExecutionContext context) {
        while (context.suspensions > 0) {
            CHANGED.awaitUninterruptibly();
        }
    }

    private static boolean takeOver(ExecutionContext context, OwnedInstance instance) {
        ExecutionContext owner = instance.owner();
        if (owner == null || !waitsFor(owner, context)) {
            return false;
        }
        instance.suspended = new Suspension(owner, instance.depth, instance.stackWhenTaken, instance.suspended);
        owner.suspensions++;
        instance.depth = 0;
        instance.contended = true;
        instance.setOwner(context);
        return true;
    }

    private static boolean waitsFor(ExecutionContext waiter, ExecutionContext target) {
        Set<ExecutionContext> seen = new HashSet<>();
        Deque<ExecutionContext> next = new ArrayDeque<>(List.of(waiter));
        while (!next.isEmpty()) {
            ExecutionContext one = next.poll();
            if (one == target) {
                return true;
            }
            if (one.waitingFor != null && seen.add(one)) {
                addAwaited(one, next);
            }
        }
        return false;
    }

    /** Adds whom a waiting context waits for: who owns what it wants, and who runs on top of its calls. */
    private static void addAwaited(ExecutionContext waiter, Deque<ExecutionContext> awaited) {
        addOwner(waiter.waitingFor, awaited);
        for (int i = 0; i < waiter.heldCount && waiter.suspensions > 0; i++) {
            OwnedInstance instance = waiter.held[i];
            if (instance.owner() != waiter) {
                addOwner(instance, awaited);
                for (Suspension s = instance.suspended; s != null && s.context() != waiter; s = s.below()) {
                    awaited.add(s.context());
                }
            }
        }
    }

    private static void addOwner(OwnedInstance instance, Deque<ExecutionContext> owners) {
        ExecutionContext owner = instance.owner();
        if (owner != null) {
            owners.add(owner);
        }
    }

    /** Takes back a call that has entered a closed instance; answers what to throw. */
    public static Trap refuse(ExecutionContext context, OwnedInstance instance) {
        if (--instance.depth == 0) {
            left(context, instance);
        }
        return closed(instance);
    }

    private static Trap closed(OwnedInstance instance) {
        return new Trap(TrapKind.UNDEFINED_ELEMENT, "stale function: " + instance.name() + " is closed");
    }

    /** The instance has been closed: who waits for it waits no longer, and who holds it gives it up when not in it. */
    public static void closing(OwnedInstance instance) {
        LOCK.lock();
        try {
            ask(instance);
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    /** The slow end of a call into a contended instance that its owner has now left. */
    public static void left(ExecutionContext context, OwnedInstance instance) {
        LOCK.lock();
        try {
            if (instance.owner() == context && instance.depth == 0) {
                drop(context, instance);
            }
        } finally {
            LOCK.unlock();
        }
        instance.closeAttachments();
    }

    /** Gives back everything, at the end of an outermost call. */
    static void releaseAll(ExecutionContext context) {
        for (int i = context.heldCount - 1; i >= 0; i--) {
            OwnedInstance instance = context.held[i];
            context.held[i] = null;
            if (instance.contended || !instance.release()) {
                handOver(context, instance);
            }
        }
        context.heldCount = 0;
    }

    private static void handOver(ExecutionContext context, OwnedInstance instance) {
        LOCK.lock();
        try {
            if (instance.owner() == context) {
                passOn(instance);
            }
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
        instance.closeAttachments();
    }

    private static void passOn(OwnedInstance instance) {
        Suspension suspension = instance.suspended;
        if (suspension == null) {
            instance.depth = 0;
            instance.contended = instance.waiters > 0;
            instance.setOwner(null);
        } else {
            instance.suspended = suspension.below();
            instance.depth = suspension.depth();
            instance.stackWhenTaken = suspension.stackWhenTaken();
            suspension.context().suspensions--;
            instance.setOwner(suspension.context());
        }
    }

    private static void drop(ExecutionContext context, OwnedInstance instance) {
        int kept = 0;
        for (int i = 0; i < context.heldCount; i++) {
            if (context.held[i] != instance) {
                context.held[kept++] = context.held[i];
            }
        }
        for (int i = kept; i < context.heldCount; i++) {
            context.held[i] = null;
        }
        context.heldCount = kept;
        passOn(instance);
        CHANGED.signalAll();
    }

    private static void releaseIdle(ExecutionContext context) {
        for (int i = context.heldCount - 1; i >= 0; i--) {
            OwnedInstance instance = context.held[i];
            if (instance.depth == 0 && instance.owner() == context) {
                drop(context, instance);
            }
        }
    }

    static void answerInterrupt(ExecutionContext context) {
        LOCK.lock();
        try {
            checkStop(context);
            releaseIdle(context);
        } finally {
            LOCK.unlock();
        }
    }

    private static void checkStop(ExecutionContext context) {
        StopRequest kept = null;
        StopRequest due = null;
        for (StopRequest r = context.stopRequests; r != null; r = r.next()) {
            if (r.epoch() == context.epoch) {
                if (due == null && (r.instance() == null || r.instance().inUseBy(context))) {
                    due = r;
                }
                kept = new StopRequest(r.instance(), r.epoch(), r.end(), kept);
            }
        }
        context.stopRequests = kept;
        if (due != null) {
            throw due.end().get();
        }
    }

    /** Whether calls into {@code instance} are under way, running or suspended. */
    static boolean inUse(OwnedInstance instance) {
        LOCK.lock();
        try {
            return instance.suspended != null || (instance.owner() != null && instance.depth > 0);
        } finally {
            LOCK.unlock();
        }
    }

    /** The instances that a context is in. */
    static List<OwnedInstance> inUseBy(ExecutionContext context) {
        List<OwnedInstance> used = new ArrayList<>(2);
        LOCK.lock();
        try {
            // Another thread's list: at worst one that was just taken or given up is missing, or told too many.
            for (OwnedInstance instance : context.held.clone()) {
                if (instance != null && instance.inUseBy(context)) {
                    used.add(instance);
                }
            }
        } finally {
            LOCK.unlock();
        }
        return used;
    }

    /** How many contexts are in an instance. */
    public static int users(OwnedInstance instance) {
        LOCK.lock();
        try {
            int count = instance.owner() != null && instance.depth > 0 ? 1 : 0;
            for (Suspension s = instance.suspended; s != null; s = s.below()) {
                count++;
            }
            return count;
        } finally {
            LOCK.unlock();
        }
    }

    /** Who is in an instance, or waits for it, is to trap; who holds it is to ask for it again. */
    static void exhausted(OwnedInstance instance, String reason) {
        LOCK.lock();
        try {
            ExecutionContext owner = instance.owner();
            if (owner != null && instance.depth > 0) {
                request(owner, owner.epoch, instance, TrapKind.CPU_BUDGET_EXHAUSTED, reason);
            }
            for (Suspension s = instance.suspended; s != null; s = s.below()) {
                request(s.context(), s.context().epoch, instance, TrapKind.CPU_BUDGET_EXHAUSTED, reason);
            }
            ask(instance);
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    /** Asks every context that is in {@code instance} to stop its present call. */
    static void cancel(OwnedInstance instance, String reason) {
        stop(instance, () -> new Trap(TrapKind.CANCELLED, reason));
    }

    /** Asks every context that is in {@code instance} to end its present call in some way. */
    static void stop(OwnedInstance instance, Supplier<? extends RuntimeException> end) {
        LOCK.lock();
        try {
            ExecutionContext owner = instance.owner();
            if (owner != null) {
                request(owner, owner.epoch, instance, end);
            }
            for (Suspension s = instance.suspended; s != null; s = s.below()) {
                request(s.context(), s.context().epoch, instance, end);
            }
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    /** Asks a context to stop its outermost call, if that is still the one of {@code epoch}. */
    static void expire(ExecutionContext context, int epoch) {
        LOCK.lock();
        try {
            if (context.epoch == epoch) {
                request(context, epoch, null, TrapKind.DEADLINE_EXCEEDED, null);
                CHANGED.signalAll();
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Asks a context to stop its present outermost call, if it has one. */
    static void cancelCall(ExecutionContext context, String reason) {
        LOCK.lock();
        try {
            request(context, context.epoch, null, TrapKind.CANCELLED, reason);
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    private static void request(
            ExecutionContext context, int epoch, OwnedInstance instance, TrapKind kind, String detail) {
        request(context, epoch, instance, () -> new Trap(kind, detail));
    }

    private static void request(
            ExecutionContext context, int epoch, OwnedInstance instance, Supplier<? extends RuntimeException> end) {
        context.stopRequests = new StopRequest(instance, epoch, end, context.stopRequests);
        context.interrupt();
        if (context.parked) {
            LockSupport.unpark(context.thread);
        }
    }

    /** A call that waits while another thread, which took its instance over, runs on top of it. */
    record Suspension(ExecutionContext context, int depth, long stackWhenTaken, Suspension below) {}
}
