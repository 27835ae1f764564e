package dev.tagalong.bench.workload;

import dev.tagalong.bench.contender.Guest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;

/** A workload of two threads: one function is called on the thread that asks, the other at the same time on one of its own. */
final class TwoThreads implements IntUnaryOperator, AutoCloseable {

    /** The two functions, which take how many times to do something and answer a checksum. */
    interface Pair {

        /** Before each run, while neither runs. */
        void reset();

        IntUnaryOperator first();

        IntUnaryOperator second();
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor(TwoThreads::daemon);
    private final Pair pair;
    private final IntUnaryOperator first;
    private final IntUnaryOperator second;

    TwoThreads(Pair pair) {
        this.pair = pair;
        this.first = pair.first();
        this.second = pair.second();
    }

    /** Two instances of a module on one memory. */
    static Pair of(Guest program, Guest thread) {
        return new Pair() {
            @Override
            public void reset() {
                program.call("reset", 0);
            }

            @Override
            public IntUnaryOperator first() {
                return program.intFunction("first");
            }

            @Override
            public IntUnaryOperator second() {
                return thread.intFunction("second");
            }
        };
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "second");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public int applyAsInt(int units) {
        pair.reset();
        Future<Integer> other = thread.submit(() -> second.applyAsInt(units));
        int sum = first.applyAsInt(units);
        try {
            return sum + other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
