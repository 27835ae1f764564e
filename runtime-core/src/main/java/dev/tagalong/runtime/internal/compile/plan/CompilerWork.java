package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.thread.ExecutionContext;

/**
 * How much work the compiler may spend on one function. It is counted and not measured, so that a function is compiled on
 * each machine or on none. A unit is about one instruction written or one local looked at. The one thread that compiles in
 * the background has other functions to do: so a function that takes too much is left to the interpreter. A call that
 * waits for its callee to be compiled can be stopped meanwhile.
 */
public final class CompilerWork {

    /** Functions of more bytes are not even read: their trees alone would take some hundred megabytes. */
    public static final int MOST_CODE_BYTES = 1 << 20;

    /** The largest functions of large programs (PHP, PostgreSQL) take 10 to 15 million. */
    private static final long MOST = 40_000_000;

    /** How many units pass between two looks at requests to stop. */
    private static final long SLICE = 1 << 18;

    /** The work that was allowed is done, and the function is not. */
    public static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ExceededException() {
            super("too much work", null, false, false);
        }
    }

    /** Somebody wants something of the thread that waits for the function. */
    public static final class DisturbedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DisturbedException() {
            super("a request to stop", null, false, false);
        }
    }

    private final ExecutionContext waiting = ExecutionContext.current();
    private final long allowed;
    private long left;
    private long nextLook;

    /** The work that a function may take. */
    public CompilerWork() {
        this(MOST);
    }

    /** So many units, for tests. */
    public CompilerWork(long units) {
        this.allowed = units;
        begin();
    }

    /** Begins from the start. */
    public void begin() {
        left = allowed;
        nextLook = Math.max(0, allowed - SLICE);
    }

    /**
     * Counts work.
     *
     * @throws ExceededException if it is too much
     * @throws DisturbedException if the thread that waits is to look at requests
     */
    public void spend(long units) {
        left -= units;
        if (left < nextLook) {
            look();
        }
    }

    private void look() {
        if (left < 0) {
            throw new ExceededException();
        }
        nextLook = Math.max(0, left - SLICE);
        if (waiting.interrupted) {
            throw new DisturbedException();
        }
    }

    /**
     * Answers the requests to the thread that waits, which is the present one.
     *
     * @throws dev.tagalong.runtime.Trap if its call is to stop
     */
    public void answer() {
        waiting.handleInterrupt();
    }

    /** Whether it was too much. */
    public boolean exceeded() {
        return left < 0;
    }
}
