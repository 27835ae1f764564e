package dev.tagalong.runtime.internal.interpret;

/** Hears that a function is worth compiling. */
@FunctionalInterface
public interface HotnessListener {

    /**
     * A function was called, or its loops went round, often. Called on the thread that runs the function, seldom more than
     * once for each function; it must return soon and throw nothing.
     */
    void hot(InterpretedCode code);
}
