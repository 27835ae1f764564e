package dev.tagalong.shell.internal;

import dev.tagalong.dl.DlException;
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

    private static final int CANCELLATIONS = 50;
    private static final long CANCELLATION_MILLIS = 100;

    private CallThread() {}

    /**
     * The body's result.
     *
     * @param cancel makes the body end, if it has begun; called from this thread, if that is interrupted while it waits
     * @throws CommandFailure if the body threw a {@link DlException} or {@link Trap}, or does not end when cancelled
     */
    static <T> T run(String name, Callable<T> body, Runnable cancel) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return await(task, name, cancel);
        } catch (ExecutionException e) {
            throw translated(e.getCause());
        }
    }

    private static <T> T await(FutureTask<T> task, String name, Runnable cancel) throws ExecutionException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            return awaitCancelled(task, name, cancel);
        }
    }

    /** Cancels again and again, as a cancellation holds only for code that has begun. */
    private static <T> T awaitCancelled(FutureTask<T> task, String name, Runnable cancel) throws ExecutionException {
        for (int i = 0; i < CANCELLATIONS; i++) {
            cancel.run();
            try {
                return task.get(CANCELLATION_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
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
