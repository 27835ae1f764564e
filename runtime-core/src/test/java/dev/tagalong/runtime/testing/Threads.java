package dev.tagalong.runtime.testing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Threads for calls that may not end by themselves. */
public final class Threads {

    private Threads() {}

    /** Calls on a new thread, which no other test waits for; the common pool has one for all on a machine of two cores. */
    public static <T> CompletableFuture<T> call(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> {
            Thread thread = new Thread(task, "call of a test");
            thread.setDaemon(true);
            thread.start();
        });
    }
}
