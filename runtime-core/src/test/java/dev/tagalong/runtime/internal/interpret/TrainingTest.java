package dev.tagalong.runtime.internal.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** What HotSpot is shown of the inner loop is all of it. */
class TrainingTest {

    @Test
    void theProgramHasEachInstruction() {
        int[] code = new Training().code();
        BitSet found = new BitSet();
        for (int pc = 0; pc < code.length; pc += Op.WORDS) {
            found.set(code[pc]);
            if (code[pc] == Op.SELECT || code[pc] == Op.BR_TABLE) {
                pc += Op.WORDS;
            }
        }
        assertEquals(Training.END, found.nextClearBit(0) - 1);
    }

    @Test
    void itRunsToItsEndEachTime() {
        Training training = new Training();
        for (int times = 1; times < 2 * InnerLoop.SLICE; times *= 3) {
            training.run(times);
            assertEquals(training.code().length, training.position);
        }
    }

    @Test
    void eachBranchIsTakenAndNotTaken() {
        // A program whose branches all lead far away tells which are taken.
        for (int op = Op.BR_I32_EQ; op <= Op.BR_F64_NOT_LE; op++) {
            assertTrue(taken(op, 0, 1) + taken(op, 1, 0) + taken(op, 1, 1) > 0, "never taken: " + op);
            assertTrue(taken(op, 0, 1) + taken(op, 1, 0) + taken(op, 1, 1) < 3, "always taken: " + op);
        }
    }

    /** Whether a branch on two of the program's numbers is taken, 1 or 0. */
    private static int taken(int op, int x, int y) {
        int[] code = new int[4 * Op.WORDS];
        code[0] = op;
        code[InnerLoop.A] = x;
        code[InnerLoop.B] = y;
        code[InnerLoop.C] = 2 * Op.WORDS;
        code[Op.WORDS] = Op.RETURN;
        code[2 * Op.WORDS] = Op.RETURN;
        int end = new Training().simple(new long[] {0, 1}, code, new byte[0], null, 0, 0);
        return end == 3 * Op.WORDS ? 1 : 0;
    }
}
