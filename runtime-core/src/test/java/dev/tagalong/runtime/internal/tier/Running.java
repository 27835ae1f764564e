package dev.tagalong.runtime.internal.tier;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Trap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something under way on a thread of its own. */
final class Running {

    final FutureTask<Object> task;
    final Thread thread;

    Running(Callable<Object> body) {
        task = new FutureTask<>(body);
        thread = new Thread(task, "running");
        thread.setDaemon(true);
        thread.start();
    }

    /** What it returns, once it does. */
    Object result() throws Exception {
        return task.get();
    }

    /** The trap with which it ends. */
    Trap trap() {
        Throwable thrown = assertThrows(ExecutionException.class, task::get).getCause();
        return assertThrows(Trap.class, () -> {
            throw thrown;
        });
    }

    /** Until the thread waits for an instance, or for a latch. */
    void awaitWaiting() throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }
}
