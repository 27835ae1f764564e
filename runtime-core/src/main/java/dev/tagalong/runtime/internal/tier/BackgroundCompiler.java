package dev.tagalong.runtime.internal.tier;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that compiles what is hot; it is started with the first task and ends when there is nothing to do. */
final class BackgroundCompiler implements AutoCloseable {

    /** The compiler walks a function's blocks recursively. */
    private static final long STACK_SIZE = 64L << 20;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;
    private final boolean atOnce;

    /** A thread whose tasks' submitters wait for them if {@code atOnce}. */
    BackgroundCompiler(boolean atOnce) {
        this.atOnce = atOnce;
        executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                BackgroundCompiler::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable tasks) {
        Thread thread = new Thread(null, tasks, "tagalong-compiler", STACK_SIZE);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task soon; once this is closed, never. */
    void submit(Runnable task) {
        if (atOnce && !executor.isShutdown()) {
            CompletableFuture.runAsync(task, executor).join();
        } else {
            executor.execute(task);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
