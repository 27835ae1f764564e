package dev.tagalong.runtime.internal.meter;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that looks, every few milliseconds, who is in a call from Java, and charges the time since it last looked to
 * the instances in which that thread is. Calls do nothing for it but to see that somebody looks: over many calls, the share
 * of looks that find an instance in use is the share of time in which it was.
 *
 * <p>It looks at the contexts that have lately been in a call; without any it sleeps, and after a while the thread ends. A
 * context enters itself when it begins a call and is not {@link MeteredThread#watched}. That field is plain, so whoever
 * takes a context off must not miss a call that begins at that moment. The caller counts the call, takes an instance,
 * which is a full fence, and reads the field; this thread clears the field, makes a fence, and reads the count. One of both
 * sees what the other wrote.
 */
public final class Pulse {

    private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

    private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    /** After how many looks that find it in no call a context is taken off. */
    private static final int IDLE_BEATS = 64;

    /** How long the thread sleeps without contexts before it ends. */
    private static final long SLEEP_MILLIS = 10_000;

    private static final Object LOCK = new Object();
    private static final Set<MeteredThread> WATCHED = new LinkedHashSet<>();

    /** Guarded by the lock, as is the set. */
    private static Thread thread;

    private Pulse() {}

    /** Looks at the calling thread's context from now on, which is in a call. */
    public static void watch(MeteredThread context) {
        context.cpuSeen = CpuClock.of(context.thread);
        context.seen = System.nanoTime();
        context.idleBeats = 0;
        synchronized (LOCK) {
            WATCHED.add(context);
            context.watched = true;
            if (thread != null) {
                LOCK.notifyAll();
                return;
            }
            Thread fresh = new Thread(Pulse::run, "tagalong-pulse");
            fresh.setDaemon(true);
            // It outlives the call and must not keep what belongs to the caller.
            fresh.setContextClassLoader(null);
            try {
                fresh.start();
                thread = fresh;
            } catch (OutOfMemoryError e) {
                context.watched = false;
                LOG.log(System.Logger.Level.WARNING, "no thread to look after calls; nobody counts their time", e);
            }
        }
    }

    private static void run() {
        try {
            List<MeteredThread> contexts = next();
            while (contexts != null) {
                contexts.forEach(Pulse::look);
                LockSupport.parkNanos(BEAT_NANOS);
                contexts = next();
            }
        } finally {
            ended();
        }
    }

    /** The contexts to look at; waits while there are none, and answers {@code null} when it is time to end. */
    private static List<MeteredThread> next() {
        synchronized (LOCK) {
            if (WATCHED.isEmpty()) {
                try {
                    LOCK.wait(SLEEP_MILLIS);
                } catch (InterruptedException e) {
                    // Nobody has a reason to interrupt it; the next call starts another.
                    thread = null;
                    return null;
                }
                if (WATCHED.isEmpty()) {
                    thread = null;
                    return null;
                }
            }
            return new ArrayList<>(WATCHED);
        }
    }

    /** However the thread has ended: contexts enter themselves again. */
    private static void ended() {
        synchronized (LOCK) {
            if (thread == Thread.currentThread()) {
                thread = null;
            }
            if (thread == null) {
                WATCHED.forEach(context -> context.watched = false);
                WATCHED.clear();
            }
        }
    }

    private static void look(MeteredThread context) {
        long now = System.nanoTime();
        long elapsed = now - context.seen;
        long cpu = CpuClock.of(context.thread);
        long used = cpu == CpuClock.UNKNOWN || context.cpuSeen == CpuClock.UNKNOWN ? elapsed : cpu - context.cpuSeen;
        context.seen = now;
        context.cpuSeen = cpu;
        if (context.inCall()) {
            context.idleBeats = 0;
            Charging.charge(context, elapsed, used, now);
        } else if (++context.idleBeats > IDLE_BEATS) {
            takeOff(context);
        }
    }

    private static void takeOff(MeteredThread context) {
        synchronized (LOCK) {
            context.watched = false;
            VarHandle.fullFence();
            if (context.inCall()) {
                context.watched = true;
            } else {
                WATCHED.remove(context);
            }
        }
    }
}
