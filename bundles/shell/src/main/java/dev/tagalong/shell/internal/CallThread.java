package dev.tagalong.shell.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Trap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs WebAssembly code for a command, on a thread of its own: with a stack for deep recursion, and so that an interrupt
 * of the command (Ctrl-C in the shell) can cancel the code.
 */
final class CallThread {

    /** Room for the default call depth; of the part that is not used only address space is taken. */
    private static final long STACK_BYTES = 256L << 20;

    private static final long CANCELLATION_SECONDS = 5;

    private CallThread() {}

    /** What is run, with the scope of its calls. */
    @FunctionalInterface
    interface Body<T> {
        T run(CallScope scope) throws Exception;
    }

    /** The result of a body that does not cancel itself, as {@link #run(String, Body)} has it. */
    static <T> T run(String name, Callable<T> body) throws Exception {
        return run(name, scope -> body.call());
    }

    /**
     * The body's result. If this thread is interrupted while it waits, the body's calls are cancelled.
     *
     * @throws CommandFailure if the body threw a {@link DlException} or {@link Trap}, or does not end when cancelled
     */
    static <T> T run(String name, Body<T> body) throws Exception {
        CallScope scope = Engine.callScope();
        FutureTask<T> task = new FutureTask<>(() -> scope.run(() -> body.run(scope)));
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return await(task, name, scope);
        } catch (ExecutionException e) {
            throw translated(e.getCause());
        }
    }

    private static <T> T await(FutureTask<T> task, String name, CallScope scope) throws ExecutionException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            scope.cancel("interrupted");
            return awaitCancelled(task, name);
        }
    }

    private static <T> T awaitCancelled(FutureTask<T> task, String name) throws ExecutionException {
        try {
            return task.get(CANCELLATION_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // It is told below.
        }
        throw new CommandFailure(name + " was cancelled, but has not ended yet: a host function may be waiting");
    }

    private static Exception translated(Throwable thrown) {
        if (thrown instanceof DlException e) {
            return CommandFailure.of(e);
        }
        if (thrown instanceof Trap trap) {
            return CommandFailure.of(trap);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }
}
