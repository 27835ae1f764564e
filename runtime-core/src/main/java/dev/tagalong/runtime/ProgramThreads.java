package dev.tagalong.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The threads that a program has started, for host functions that start some. Each runs an {@link Instance#newThread instance of
 * its own} on a Java thread of its own. One that exits, traps, or throws what it does not catch ends the program; the end of the
 * program's instance ends them all. Safe for any thread.
 */
public final class ProgramThreads implements AutoCloseable, HostState {

    /** What a thread does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs on the thread until it ends.
         *
         * @param thread the thread's instance
         * @param number the thread's number, which no other of the program's has
         */
        void run(Instance thread, int number);
    }

    /** Numbers have 29 bits, so that a program can have locks with flags beside a thread's number. */
    private static final int LAST_NUMBER = (1 << 29) - 1;

    /** How long closing waits for threads, which are in Java code then that nothing ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(ProgramThreads.class.getName());

    private final Set<Thread> running = new HashSet<>();
    private int lastNumber;
    private boolean over;

    private ProgramThreads() {}

    /** Those of the program of an instance. */
    public static ProgramThreads of(Instance caller) {
        return caller.leader().program().attachment(ProgramThreads.class, ProgramThreads::new);
    }

    /**
     * Starts a thread, or tells the log why the program gets none: the {@link InstanceLimits#threads limit}, or what
     * {@link Instance#newThread} says.
     *
     * @param caller an instance of the program
     * @return the thread's number, from 1 to 2<sup>29</sup> - 1, or -1 if there is none
     */
    public int start(Instance caller, Body body) {
        Instance program = caller.leader().program();
        int number = nextNumber();
        if (number < 0) {
            return refused(program, "it has ended");
        }
        Instance instance;
        try {
            instance = program.newThread(program.name() + " thread " + number);
        } catch (LinkException e) {
            return refused(program, e.getMessage());
        }
        Thread thread = new Thread(() -> run(instance, number, body), instance.name());
        thread.setDaemon(true);
        return start(program, instance, thread) ? number : -1;
    }

    private static int refused(Instance program, String reason) {
        LOG.log(Level.INFO, "{0} gets no thread: {1}", program.name(), reason);
        return -1;
    }

    @Override
    public synchronized String hindersSnapshot() {
        return running.isEmpty() ? null : "it has threads";
    }

    private synchronized int nextNumber() {
        if (over) {
            return -1;
        }
        lastNumber = lastNumber == LAST_NUMBER ? 1 : lastNumber + 1;
        return lastNumber;
    }

    private boolean start(Instance program, Instance instance, Thread thread) {
        synchronized (this) {
            running.add(thread);
        }
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError e) {
            ended(thread);
            instance.close();
            refused(program, e.getMessage());
            return false;
        }
    }

    /** How many there are that have not ended; what one that is gone has done to the program is done. */
    public synchronized int count() {
        return running.size();
    }

    private synchronized void ended(Thread thread) {
        running.remove(thread);
    }

    private void run(Instance instance, int number, Body body) {
        try {
            body.run(instance, number);
        } catch (WasmExit exit) {
            end(instance, () -> new WasmExit(exit.status()));
        } catch (Trap trap) {
            // What was cancelled is no fault of the program, and whoever cancelled it meant as much as was cancelled.
            if (trap.kind() != TrapKind.CANCELLED
                    && end(instance, () -> new Trap(trap.kind(), "in " + instance.name(), trap))) {
                LOG.log(Level.INFO, "{0} has trapped: {1}", instance.name(), trap.describe());
            }
        } catch (WasmException thrown) {
            // As a trap, which the program's calls do not catch.
            String what = instance.name() + " has thrown: " + thrown.getMessage();
            if (end(instance, () -> new Trap(TrapKind.CANCELLED, what, thrown))) {
                LOG.log(Level.INFO, "{0} has thrown: {1}", instance.name(), thrown.describe());
            }
        } finally {
            instance.close();
            ended(Thread.currentThread());
        }
    }

    /**
     * The caller ends its program: no thread starts any more, and each call in the program throws something.
     *
     * @param caller an instance of the program
     * @param how what each call throws, a new one each time; see {@link Instance#stop}
     * @return whether it is the first to do so; nothing happens otherwise
     */
    public boolean end(Instance caller, Supplier<? extends RuntimeException> how) {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            if (running.isEmpty()) {
                return true;
            }
        }
        caller.leader().stop(how);
        return true;
    }

    /** The program's instance has ended, and with it those of the threads: waits until they have left. */
    @Override
    public void close() {
        List<Thread> left;
        synchronized (this) {
            over = true;
            left = List.copyOf(running);
        }
        long begin = System.nanoTime();
        for (Thread thread : left) {
            Duration rest = PATIENCE.minusNanos(System.nanoTime() - begin);
            if (thread != Thread.currentThread() && !join(thread, rest)) {
                LOG.log(Level.WARNING, "{0} is still running in Java code", thread.getName());
            }
        }
    }

    /** Waits for a thread; answers whether it has ended. */
    private static boolean join(Thread thread, Duration most) {
        try {
            thread.join(Math.max(1, most.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
