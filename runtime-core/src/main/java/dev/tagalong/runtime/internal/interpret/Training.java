package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.store.GlobalImpl;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows HotSpot all of the inner loop before a program runs: each instruction, and each branch both taken and not taken. So
 * the loop is compiled early, once, and without ways out where the first program did not come by.
 */
public final class Training extends InnerLoop {

    /** After some hundred runs of the method and some ten thousand of its loop, HotSpot compiles it by C2. */
    private static final int RUNS = 1_000;

    /** Instructions from 0 up to this one are the inner loop's. */
    static final int END = Op.RETURN;

    // Slots of the frame: the two numbers, and where results go.
    private static final int ZERO = 0;
    private static final int ONE = 1;
    private static final int RESULT = 2;
    private static final int SLOTS = 3;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private int[] code = new int[1 << 12];
    private int length;

    Training() {
        jumpToAndFro();
        for (int op = 0; op < END; op++) {
            // All comparisons are true for two of these pairs, and false for another one.
            write(op, ZERO, ONE);
            write(op, ONE, ZERO);
            write(op, ONE, ONE);
        }
        emit(END, 0, 0, 0);
    }

    /** Has {@code executor} do it, if that is the first call in this JVM. */
    public static void begin(Executor executor) {
        if (!BEGUN.getAndSet(true)) {
            executor.execute(() -> {
                Interpreter.initialize();
                new Training().run(RUNS);
            });
        }
    }

    /** Forward, back, and forward again. */
    private void jumpToAndFro() {
        for (int target : new int[] {2, 3, 1}) {
            emit(Op.BR, 0, 0, target * Op.WORDS);
        }
    }

    private void write(int op, int x, int y) {
        int next = length + Op.WORDS;
        if (op == Op.SELECT) {
            emit(op, RESULT, x, ONE);
            emit(ONE, 0, 0, 0);
        } else if (op == Op.BR_TABLE) {
            emit(op, x, 1, 0);
            emit(next + Op.WORDS, next + Op.WORDS, 0, 0);
        } else if (op >= Op.BR_I32_EQ && op <= Op.BR_F64_NOT_LE || op == Op.BR) {
            emit(op, x, y, next);
        } else if (op >= Op.STORE8 && op <= Op.STORE64) {
            emit(op, ZERO, x, 0);
        } else if (op >= Op.LOAD8_S && op <= Op.LOAD64 || op == Op.GLOBAL_GET) {
            emit(op, RESULT, 0, 0);
        } else if (op == Op.GLOBAL_SET) {
            emit(op, x, 0, 0);
        } else {
            // y is a divisor, too.
            emit(op, RESULT, x, ONE);
            emit(op, RESULT, y, ONE);
        }
    }

    private void emit(int... words) {
        if (length + words.length > code.length) {
            code = Arrays.copyOf(code, code.length * 2);
        }
        System.arraycopy(words, 0, code, length, words.length);
        length += words.length;
    }

    /** Executes all of it so many times. */
    void run(int times) {
        long[] stack = new long[SLOTS];
        stack[ONE] = 1;
        byte[] memory = new byte[Long.BYTES];
        GlobalImpl[] globals = {new GlobalImpl(new GlobalType(ValueType.I64, true))};
        for (int i = 0; i < times; i++) {
            position = simple(stack, code, memory, globals, 0, 0);
            if (slice <= 0) {
                slice = SLICE;
                position = simple(stack, code, memory, globals, 0, branch);
            }
        }
    }

    /** The program. */
    int[] code() {
        return Arrays.copyOf(code, length);
    }
}
