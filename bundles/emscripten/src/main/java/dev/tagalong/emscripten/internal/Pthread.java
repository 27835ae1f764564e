package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A thread of a program, the main thread included: what other threads ask of it, which it does when it is idle. In JavaScript these are
 * the messages that a worker is sent. Safe for any thread.
 */
final class Pthread {

    private static final int SLICE_MILLIS = 10;

    private final int address;
    private final Deque<Consumer<Instance>> requests = new ArrayDeque<>();
    private Instance instance;
    private long stackLow;
    private int keptAlive;
    private boolean leaving;

    /** The thread whose {@code struct pthread} is at an address; 0 for the main thread of a program that has no other. */
    Pthread(int address) {
        this.address = address;
    }

    /** The one that runs an instance: the main thread's, if it is no other's. */
    static Pthread of(Instance caller) {
        return caller.threadAttachment(Pthread.class, () -> new Pthread(0));
    }

    int address() {
        return address;
    }

    /** It runs from now on, in an instance. */
    synchronized void runs(Instance its, long lowestOfStack) {
        instance = its;
        stackLow = lowestOfStack;
    }

    /** Its instance, or {@code null} while it does not run. */
    synchronized Instance instance() {
        return instance;
    }

    /** Where its stack in memory ends; 0 if that is not known. */
    synchronized long stackLow() {
        return stackLow;
    }

    /** Asks it to do something when it is idle. */
    synchronized void ask(Consumer<Instance> request) {
        requests.add(request);
        notifyAll();
    }

    /** It stays when its function returns, as often as this was called more than {@link #letGo}. Called by the thread itself. */
    void keepAlive() {
        keptAlive++;
    }

    void letGo() {
        keptAlive--;
    }

    boolean keptAlive() {
        return keptAlive > 0;
    }

    /** Unwinds the thread, whose end is not the program's. */
    WasmExit leave() {
        leaving = true;
        return new WasmExit(0);
    }

    /** Whether it is being unwound. */
    boolean leaving() {
        return leaving;
    }

    /** The thread itself waits for requests and does them, until there is none left and {@code over} says so. */
    void idle(Instance caller, BooleanSupplier over) {
        while (true) {
            caller.checkpoint();
            Consumer<Instance> request = next(over);
            if (request != null) {
                request.accept(caller);
            } else if (over.getAsBoolean()) {
                // What ended the last thread may end this one.
                caller.checkpoint();
                return;
            }
        }
    }

    private synchronized Consumer<Instance> next(BooleanSupplier over) {
        try {
            if (requests.isEmpty() && !over.getAsBoolean()) {
                wait(SLICE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trap(TrapKind.CANCELLED, "the thread was interrupted while it was idle");
        }
        return requests.poll();
    }

    /** Whether the C library has ended it: it answers no thread then. */
    static boolean ended(Instance caller) {
        Function self = Runtime.find(caller.leader(), Runtime.GET, "pthread_self");
        return self == null || (int) self.call() == 0;
    }
}
