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
 * <p>It looks at the threads that have lately been in a call; without any it sleeps, and after a while it ends. A thread
 * enters itself when it begins a call and is not {@link MeteredThread#watched}. That field is plain, so whoever takes a
 * thread off must not miss a call that begins at that moment. The caller counts the call, takes an instance,
 * which is a full fence, and reads the field; this thread clears the field, makes a fence, and reads the count. One of both
 * sees what the other wrote.
 */
public final class CpuSampler {

    private static final System.Logger LOG = System.getLogger(CpuSampler.class.getName());

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    /** After how many looks that find it in no call a thread is taken off. */
    private static final int IDLE_LOOKS = 64;

    /** How long the sampler sleeps without threads before it ends. */
    private static final long SLEEP_MILLIS = 10_000;

    private static final Object LOCK = new Object();
    private static final Set<MeteredThread> WATCHED = new LinkedHashSet<>();

    /** Guarded by the lock, as is the set. */
    private static Thread sampler;

    private CpuSampler() {}

    /** Looks at the calling thread from now on, which is in a call. */
    public static void watch(MeteredThread metered) {
        metered.cpuSeen = CpuClock.of(metered.thread);
        metered.seen = System.nanoTime();
        metered.idleLooks = 0;
        metered.renewExceptionTraces();
        synchronized (LOCK) {
            WATCHED.add(metered);
            metered.watched = true;
            if (sampler != null) {
                LOCK.notifyAll();
                return;
            }
            Thread fresh = new Thread(CpuSampler::run, "tagalong-cpu-sampler");
            fresh.setDaemon(true);
            // It outlives the call and must not keep what belongs to the caller.
            fresh.setContextClassLoader(null);
            try {
                fresh.start();
                sampler = fresh;
            } catch (OutOfMemoryError e) {
                metered.watched = false;
                LOG.log(System.Logger.Level.WARNING, "no thread to look after calls; nobody counts their time", e);
            }
        }
    }

    private static void run() {
        try {
            boolean on = true;
            while (on) {
                on = turn();
            }
        } finally {
            ended();
        }
    }

    /** Looks at all threads once; answers {@code false} when it is time to end. */
    private static boolean turn() {
        try {
            List<MeteredThread> threads = next();
            if (threads == null) {
                return false;
            }
            threads.forEach(CpuSampler::look);
        } catch (OutOfMemoryError e) {
            // A program fills the heap, and is told so itself. After the pause there may be room to look.
        }
        LockSupport.parkNanos(INTERVAL_NANOS);
        return true;
    }

    /** The threads to look at; waits while there are none, and answers {@code null} when it is time to end. */
    private static List<MeteredThread> next() {
        synchronized (LOCK) {
            if (WATCHED.isEmpty()) {
                try {
                    LOCK.wait(SLEEP_MILLIS);
                } catch (InterruptedException e) {
                    // Nobody has a reason to interrupt it; the next call starts another.
                    sampler = null;
                    return null;
                }
                if (WATCHED.isEmpty()) {
                    sampler = null;
                    return null;
                }
            }
            return new ArrayList<>(WATCHED);
        }
    }

    /** However the sampler has ended: threads enter themselves again. */
    private static void ended() {
        synchronized (LOCK) {
            if (sampler == Thread.currentThread()) {
                sampler = null;
            }
            if (sampler == null) {
                WATCHED.forEach(metered -> metered.watched = false);
                WATCHED.clear();
            }
        }
    }

    private static void look(MeteredThread metered) {
        long now = System.nanoTime();
        long elapsed = now - metered.seen;
        long cpu = CpuClock.of(metered.thread);
        long used = cpu == CpuClock.UNKNOWN || metered.cpuSeen == CpuClock.UNKNOWN ? elapsed : cpu - metered.cpuSeen;
        metered.seen = now;
        metered.cpuSeen = cpu;
        metered.renewExceptionTraces();
        if (metered.inCall()) {
            metered.idleLooks = 0;
            CpuAccounting.charge(metered, elapsed, used, now);
        } else if (++metered.idleLooks > IDLE_LOOKS) {
            takeOff(metered);
        }
    }

    private static void takeOff(MeteredThread metered) {
        synchronized (LOCK) {
            metered.watched = false;
            VarHandle.fullFence();
            if (metered.inCall()) {
                metered.watched = true;
            } else {
                WATCHED.remove(metered);
            }
        }
    }
}
