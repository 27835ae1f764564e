package dev.tagalong.runtime.internal.thread;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that watches the deadlines of calls; it is started with the first one. */
public final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    /** Watches nothing yet. */
    public Deadlines() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tagalong-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Stops the context's present outermost call after {@code time}, unless the answer is cancelled before. */
    public Future<?> watch(ExecutionContext context, Duration time) {
        int epoch = context.epoch;
        if (executor.isShutdown()) {
            return null;
        }
        return executor.schedule(() -> Ownership.expire(context, epoch), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
