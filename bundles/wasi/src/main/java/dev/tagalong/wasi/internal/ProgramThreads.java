package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The threads that a program has started. Each runs an instance of its own on a Java thread of its own. One that exits, traps, or
 * throws what it does not catch ends the program; the end of the program's instance ends them all. Safe for any thread.
 */
final class ProgramThreads implements AutoCloseable {

    /** The export that a thread begins in: it takes the thread's number and what the program passes. */
    private static final String START = "wasi_thread_start";

    private static final FunctionType START_TYPE = FunctionType.of(List.of(ValueType.I32, ValueType.I32), List.of());

    /** Numbers have 29 bits, so that a program can have locks with flags beside a thread's number. */
    private static final int LAST_NUMBER = (1 << 29) - 1;

    /** How long closing waits for threads, which are in Java code then that nothing ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(ProgramThreads.class.getName());

    private final Set<Thread> running = new HashSet<>();
    private int lastNumber;
    private boolean over;

    private ProgramThreads() {}

    /** Those of the caller's program. */
    static ProgramThreads of(Instance caller) {
        return caller.program().attachment(ProgramThreads.class, ProgramThreads::new);
    }

    /**
     * Starts a thread.
     *
     * @return its number, or a negative one if there is none
     */
    int spawn(Instance caller, int argument) {
        Instance program = caller.program();
        if (!(program.export(START) instanceof Function start) || !start.type().equals(START_TYPE)) {
            return refused(program, "it exports no function " + START + " of type " + START_TYPE);
        }
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
        Thread thread = new Thread(() -> run(instance, number, argument), instance.name());
        thread.setDaemon(true);
        return start(program, instance, thread) ? number : -Errno.EAGAIN.code();
    }

    private static int refused(Instance program, String reason) {
        LOG.log(Level.INFO, "{0} gets no thread: {1}", program.name(), reason);
        return -Errno.EAGAIN.code();
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

    private synchronized void ended(Thread thread) {
        running.remove(thread);
    }

    private void run(Instance instance, int number, int argument) {
        try {
            instance.function(START).call(number, argument);
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
                LOG.log(Level.INFO, what);
            }
        } finally {
            instance.close();
            ended(Thread.currentThread());
        }
    }

    /** The caller ends its program, with what each call in it shall throw; answers whether it is the first to do so. */
    boolean end(Instance caller, Supplier<? extends RuntimeException> how) {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            if (running.isEmpty()) {
                return true;
            }
        }
        caller.stop(how);
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
