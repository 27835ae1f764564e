package dev.tagalong.console.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Trap;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of functions, each on a thread of its own, that are cancelled at their deadline. A request waits no longer than
 * that and {@link #GRACE}, whatever the code does; only so many calls are under way at once.
 */
final class DeadlineCall {

    /** How many calls may be under way. */
    static final int MOST_CALLS = 4;

    static final Duration GRACE = Duration.ofSeconds(2);

    private static final long STACK_BYTES = 64L << 20;

    private final Semaphore room = new Semaphore(MOST_CALLS);

    /** Opens the library, calls, closes. Never throws for what the module or the arguments do. */
    Outcome run(Linker linker, String library, String symbol, List<String> arguments, Duration deadline) {
        String name = library + "!" + symbol + "(" + String.join(", ", arguments) + ")";
        if (!room.tryAcquire()) {
            return new Outcome(name, true, MOST_CALLS + " calls are under way; try again when one has ended");
        }
        CallScope scope = Engine.callScope();
        FutureTask<String> task = new FutureTask<>(() -> scope.run(() -> call(linker, library, symbol, arguments)));
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        task.run();
                    } finally {
                        room.release();
                    }
                },
                "console call " + symbol,
                STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return await(task, scope, name, deadline);
    }

    private static String call(Linker linker, String library, String symbol, List<String> arguments) {
        try (Library open = linker.open(library)) {
            Function function = open.function(symbol);
            Object result = function.call(Arguments.parse(function.type(), arguments));
            return switch (function.type().results().size()) {
                case 0 -> "no result";
                case 1 -> String.valueOf(result);
                default -> Arrays.toString((Object[]) result);
            };
        }
    }

    private static Outcome await(FutureTask<String> task, CallScope scope, String name, Duration deadline) {
        try {
            try {
                return new Outcome(name, false, task.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                scope.cancel("the deadline of " + deadline.toSeconds() + " s has passed");
                return new Outcome(name, false, task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (ExecutionException e) {
            return new Outcome(name, true, reason(e.getCause()));
        } catch (TimeoutException e) {
            return new Outcome(name, true, "cancelled, but it has not ended yet: a host function may be waiting");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            scope.cancel("interrupted");
            return new Outcome(name, true, "interrupted");
        }
    }

    private static String reason(Throwable thrown) {
        if (thrown instanceof Trap trap) {
            return trap.describe();
        }
        return thrown instanceof DlException || thrown instanceof IllegalArgumentException
                ? thrown.getMessage()
                : thrown.toString();
    }
}
