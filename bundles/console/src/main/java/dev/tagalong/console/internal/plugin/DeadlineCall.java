package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.type.FunctionType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Calls of functions, each on a thread of its own, that are cancelled at their deadline. A request waits no longer than
 * that and {@link #GRACE}, whatever the code does; only so many calls are under way at once. Safe for any thread.
 */
public final class DeadlineCall {

    /** How many calls may be under way. */
    static final int MOST_CALLS = 4;

    static final Duration GRACE = Duration.ofSeconds(2);

    private static final long STACK_BYTES = 64L << 20;

    private final Semaphore room = new Semaphore(MOST_CALLS);

    /**
     * What is to be called.
     *
     * @param module the module's name, for people
     * @param query what the linker finds it under
     * @param function the function's name
     * @param arguments the arguments as they were typed
     */
    public record Call(String module, String query, String function, List<String> arguments) {
        @Override
        public String toString() {
            return module + "!" + function + "(" + String.join(", ", arguments) + ")";
        }
    }

    /** Opens the library, calls, closes. Never throws for what the module or the arguments do. */
    public Outcome run(Linker linker, Call call, Duration deadline) {
        if (!room.tryAcquire()) {
            return new Outcome(
                    call.toString(),
                    true,
                    MOST_CALLS + " calls are under way; try again when one has ended",
                    Duration.ZERO);
        }
        CallScope scope = Engine.callScope();
        FutureTask<String> task = new FutureTask<>(() -> scope.run(() -> answer(linker, call)));
        start(task, "console call " + call.function());
        long begin = System.nanoTime();
        Ending ending = await(task, scope, deadline);
        return new Outcome(
                call.toString(), ending.failed(), ending.text(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void start(FutureTask<String> task, String name) {
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

    private static String answer(Linker linker, Call call) {
        try (Library open = linker.open(call.query())) {
            Function function = open.function(call.function());
            return text(function.type(), function.call(Arguments.parse(function.type(), call.arguments())));
        }
    }

    private static String text(FunctionType type, Object result) {
        return switch (type.results().size()) {
            case 0 -> "no result";
            case 1 -> text(result);
            default -> Arrays.stream((Object[]) result).map(DeadlineCall::text).collect(Collectors.joining(", "));
        };
    }

    private static String text(Object value) {
        if (value instanceof Function function) {
            String owner = function.owner() == null ? "" : function.owner().name() + "!";
            return "funcref " + owner + function.name();
        }
        return String.valueOf(value);
    }

    private record Ending(boolean failed, String text) {}

    private static Ending await(FutureTask<String> task, CallScope scope, Duration deadline) {
        try {
            try {
                return new Ending(false, task.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                scope.cancel("the deadline of " + deadline.toMillis() + " ms has passed");
                return new Ending(false, task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS));
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
        return thrown instanceof DlException || thrown instanceof IllegalArgumentException
                ? thrown.getMessage()
                : thrown.toString();
    }
}
