package dev.tagalong.dl.internal.resolve;

import dev.tagalong.runtime.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches closed instances in which calls are still under way: tells when the last one has returned, and cancels those
 * that are to end after a grace period. It owns one thread, which lives only while there is something to watch. Safe for
 * any thread; nobody is ever kept waiting but by {@link #close}.
 */
public final class GracePeriod implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GracePeriod.class);

    private static final long SHORTEST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final long LAST_WAIT_MILLIS = 1000;

    private static final class Watch {
        final Instance instance;
        final Runnable whenIdle;
        final long begin = System.nanoTime();
        String reason;
        long cancelAt;

        Watch(Instance instance, Runnable whenIdle) {
            this.instance = instance;
            this.whenIdle = whenIdle;
        }

        boolean due(long now) {
            return reason != null && now - cancelAt >= 0;
        }
    }

    private final Object lock = new Object();
    private final Map<Instance, Watch> watches = new IdentityHashMap<>();

    /** What is cancelled after the grace period, but is not closed yet. */
    private final List<Watch> guards = new ArrayList<>();

    private final ScheduledThreadPoolExecutor executor;
    private volatile Duration grace;
    private boolean ticking;

    /** A watch that cancels after {@code grace}. */
    public GracePeriod(Duration grace) {
        this.grace = grace;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tagalong-linker-grace");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Changes the grace period for instances that are watched from now on. */
    public void grace(Duration other) {
        grace = other;
    }

    /**
     * Watches a closed instance until no call is under way in it.
     *
     * @param reason why calls are cancelled after the grace period, or {@code null} to let them run
     * @param whenIdle what to do then; called without locks
     */
    void watch(Instance instance, String reason, Runnable whenIdle) {
        synchronized (lock) {
            Watch watch = watches.computeIfAbsent(instance, i -> new Watch(i, whenIdle));
            if (reason != null && watch.reason == null) {
                watch.reason = reason;
                watch.cancelAt = System.nanoTime() + grace.toNanos();
            }
            beginTicking();
        }
    }

    /** Runs a task in an instance; after the grace period the instance's calls are cancelled. */
    void guard(Instance instance, String reason, Runnable task) {
        Watch watch = new Watch(instance, () -> {});
        synchronized (lock) {
            watch.reason = reason;
            watch.cancelAt = System.nanoTime() + grace.toNanos();
            guards.add(watch);
            beginTicking();
        }
        try {
            task.run();
        } finally {
            synchronized (lock) {
                guards.remove(watch);
            }
        }
    }

    private void beginTicking() {
        if (!ticking && !executor.isShutdown()) {
            ticking = true;
            executor.execute(this::tick);
        }
    }

    private void tick() {
        List<Watch> now;
        List<Watch> guarded;
        synchronized (lock) {
            now = List.copyOf(watches.values());
            guarded = List.copyOf(guards);
        }
        now.forEach(this::check);
        for (Watch guard : guarded) {
            if (guard.due(System.nanoTime())) {
                guard.instance.cancel(guard.reason);
            }
        }
        synchronized (lock) {
            if ((watches.isEmpty() && guards.isEmpty()) || executor.isShutdown()) {
                ticking = false;
                lock.notifyAll();
            } else {
                executor.schedule(this::tick, pause(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void check(Watch watch) {
        if (watch.due(System.nanoTime()) && watch.instance.busy()) {
            watch.instance.cancel(watch.reason);
        }
        if (!watch.instance.busy()) {
            synchronized (lock) {
                watches.remove(watch.instance);
            }
            watch.whenIdle.run();
        }
    }

    /** Short at first, as most calls return soon; then a share of the longest watch's age. */
    private long pause() {
        long now = System.nanoTime();
        long pause = LONGEST_PAUSE_MILLIS;
        for (Watch watch : watches.values()) {
            long age = TimeUnit.NANOSECONDS.toMillis(now - watch.begin);
            pause = Math.min(pause, SHORTEST_PAUSE_MILLIS + age / 8);
            if (watch.reason != null && !watch.due(now)) {
                pause = Math.min(pause, 1 + TimeUnit.NANOSECONDS.toMillis(watch.cancelAt - now));
            }
        }
        for (Watch guard : guards) {
            if (!guard.due(now)) {
                pause = Math.min(pause, 1 + TimeUnit.NANOSECONDS.toMillis(guard.cancelAt - now));
            }
        }
        return pause;
    }

    /**
     * Lets the calls of all watched instances end: those to be cancelled have what is left of their grace period, the
     * others are cancelled now. Waits for them, but no longer than the grace period and a second; then ends the thread.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + grace.toNanos() + TimeUnit.MILLISECONDS.toNanos(LAST_WAIT_MILLIS);
        synchronized (lock) {
            for (Watch watch : watches.values()) {
                if (watch.reason == null) {
                    watch.reason = "the linker was stopped";
                    watch.cancelAt = System.nanoTime();
                }
            }
            try {
                for (long left = end - System.nanoTime(); ticking && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (Watch watch : watches.values()) {
                LOG.warn("A call is still under way, perhaps in a host function: {}", watch.instance.activity());
            }
        }
        executor.shutdownNow();
    }
}
