package dev.tagalong.deployer.internal;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tries again, twice a second and only while there is something to try: a module waits for another, or a bundle could not be changed
 * as somebody else was changing it. A thread of its own does so, for neither File Install nor the framework's events should wait.
 */
final class Restarts implements AutoCloseable {

    private static final int PAUSE_MILLIS = 500;

    private final Deployer deployer;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor executor;

    Restarts(Deployer deployer) {
        this.deployer = deployer;
        this.executor = new ScheduledThreadPoolExecutor(1, Restarts::thread);
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tagalong-deployer");
        thread.setDaemon(true);
        return thread;
    }

    /** There is something to try again. */
    void wake() {
        if (!executor.isShutdown() && scheduled.compareAndSet(false, true)) {
            executor.schedule(this::run, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        scheduled.set(false);
        deployer.retry();
        if (deployer.waits()) {
            wake();
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
