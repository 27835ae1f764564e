package dev.tagalong.bench.workload;

import java.util.function.IntUnaryOperator;

/**
 * A loop in Java that calls WebAssembly, through a constant: as a program that keeps its {@code MethodHandle} in a static
 * final field. One callee a process, which is what a measurement has.
 */
final class EntryLoop {

    private static IntUnaryOperator callee;

    /** Initialised on the loop's first use, after the callee was set. */
    private static final class Constant {
        static final IntUnaryOperator STEP = callee;
    }

    private EntryLoop() {}

    /** The loop over a function; the same as in {@code calls.c}. */
    static synchronized IntUnaryOperator over(IntUnaryOperator step) {
        if (callee != null) {
            throw new IllegalStateException("one callee a process");
        }
        callee = step;
        return EntryLoop::run;
    }

    private static int run(int units) {
        int x = 1;
        for (int i = 0; i < units; i++) {
            x = Constant.STEP.applyAsInt(x) ^ i;
        }
        return x;
    }
}
