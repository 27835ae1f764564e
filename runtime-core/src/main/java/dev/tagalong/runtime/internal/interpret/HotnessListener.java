package dev.tagalong.runtime.internal.interpret;

/** Hears that a function is worth compiling. */
public interface HotnessListener {

    /** Hears nothing. */
    HotnessListener NONE = new HotnessListener() {
        @Override
        public void hot(InterpretedCode code) {
            // Nothing is compiled.
        }

        @Override
        public void hotLoop(InterpretedCode code, int loop) {
            // Nothing is compiled.
        }
    };

    /**
     * A function was called, or its loops went round, often. Called on the thread that runs the function, seldom more than
     * once for each function; it must return soon and throw nothing.
     */
    void hot(InterpretedCode code);

    /**
     * A loop goes on in the interpreter although its function has been {@link InterpretedCode#replace replaced}: it is
     * worth entering at the loop. Called at most once for each loop, as {@link #hot} is.
     *
     * @param loop the offset of the loop's opcode in the binary
     */
    void hotLoop(InterpretedCode code, int loop);
}
