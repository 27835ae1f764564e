package dev.tagalong.runtime.internal.interpret;

/** Hears that a function is worth compiling. */
public interface HotnessListener {

    /** Hears nothing. */
    HotnessListener NONE = new HotnessListener() {
        @Override
        public void hot(int function) {
            // Nothing is compiled.
        }

        @Override
        public void hotLoop(int function, int loop) {
            // Nothing is compiled.
        }
    };

    /**
     * A function was called, or its loops went round, often. Called on the thread that runs the function, seldom more than
     * once for each function; it must return soon and throw nothing.
     *
     * @param function the function's index in the function index space
     */
    void hot(int function);

    /**
     * A loop goes on in the interpreter although its function has been replaced: it is worth entering at the loop. Called at
     * most once for each loop, as {@link #hot} is.
     *
     * @param function the function's index in the function index space
     * @param loop the offset of the loop's opcode in the binary
     */
    void hotLoop(int function, int loop);
}
