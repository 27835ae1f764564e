package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of functions and runs of programs, each on a thread of its own, that are cancelled at their deadline. A request waits no longer than
 * that and {@link #GRACE}, whatever the code does; only so many calls are under way at once. Safe for any thread.
 */
public final class DeadlineCall {

    /** How many calls may be under way. */
    static final int MOST_CALLS = 4;

    static final Duration GRACE = Duration.ofSeconds(2);

    private static final long STACK_BYTES = 64L << 20;

    private final Semaphore room = new Semaphore(MOST_CALLS);

    /** What is done; its text is the call. */
    public interface Body {
        /** Does it. What it throws is how it failed. */
        Ending run();
    }

    /**
     * How a call ended.
     *
     * @param failed whether it was refused or trapped
     * @param text what came of it
     */
    public record Ending(boolean failed, String text) {}

    /** Does something. Never throws for what the module or the arguments do. */
    public Outcome run(Body body, Duration deadline) {
        if (!room.tryAcquire()) {
            return new Outcome(
                    body.toString(),
                    true,
                    MOST_CALLS + " calls are under way; try again when one has ended",
                    Duration.ZERO);
        }
        CallScope scope = Engine.callScope();
        FutureTask<Ending> task = new FutureTask<>(() -> scope.run(body::run));
        start(task, "console call " + body);
        long begin = System.nanoTime();
        Ending ending = await(task, scope, deadline);
        return new Outcome(
                body.toString(), ending.failed(), ending.text(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void start(FutureTask<Ending> task, String name) {
        Runnable work = () -> {
            try {
                task.run();
            } finally {
                room.release();
            }
        };
        Thread thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                room.release();
            }
        }
    }

    private static Ending await(FutureTask<Ending> task, CallScope scope, Duration deadline) {
        try {
            try {
                return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                scope.cancel("the deadline of " + deadline.toMillis() + " ms has passed");
                return task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            return new Ending(true, reason(e.getCause()));
        } catch (TimeoutException e) {
            return new Ending(true, "cancelled, but it has not ended yet: a host function may be waiting");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            scope.cancel("interrupted");
            return new Ending(true, "interrupted");
        }
    }

    private static String reason(Throwable thrown) {
        if (thrown instanceof Trap trap) {
            return trap.describe();
        }
        if (thrown instanceof WasmException exception) {
            return "not caught: " + exception.describe();
        }
        return thrown instanceof DlException || thrown instanceof IllegalArgumentException
                ? thrown.getMessage()
                : thrown.toString();
    }
}
