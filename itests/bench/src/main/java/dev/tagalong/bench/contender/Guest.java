package dev.tagalong.bench.contender;

import java.util.function.IntUnaryOperator;

/** An instance. Used by one thread. */
public interface Guest extends AutoCloseable {

    /** An exported function of type i32 to i32, by the fastest way that the engine offers for calls from Java. */
    IntUnaryOperator intFunction(String export);

    /**
     * Calls an exported function of i32 and i64 parameters, by whatever way is simplest.
     *
     * @return the result: an i32 sign-extended, an i64, the bits of an f64, or 0 if there is none
     */
    long call(String export, long... arguments);

    /** Reads memory. */
    byte[] read(int address, int length);

    /** Writes memory. */
    void write(int address, byte[] bytes);

    /** Makes memory at least this long; false if it cannot be. */
    boolean growMemory(long bytes);

    /**
     * What {@code dlsym} does: a number that this instance's {@code call_indirect} takes for the function of a library.
     * Tagalong gives a tagged function index; engines without one get a new entry in this instance's table.
     */
    int pointerTo(Guest library, String export);

    /** Takes back what {@link #pointerTo} gave, for a library that is to be closed. */
    void release(int pointer);

    /**
     * Another instance of the module on the same shared memory, for another thread.
     *
     * @throws UnsupportedOperationException if the engine has no shared memories
     */
    default Guest newThread() {
        throw new UnsupportedOperationException("no shared memories");
    }

    /** Closes the instance. */
    @Override
    void close();
}
