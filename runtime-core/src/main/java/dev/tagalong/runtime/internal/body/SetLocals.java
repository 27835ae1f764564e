package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.FunctionBody.LocalRun;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which of the locals that have no default value are set (specification, appendix 7.3): what a block sets is forgotten at
 * its end. Nothing is kept for a function that has no such locals.
 */
final class SetLocals {

    /** Those that are not set. */
    private final BitSet unset = new BitSet();

    /** Whether the function has any. */
    private boolean any;

    /** What has been set, in order. */
    private int[] set = new int[16];

    private int count;

    /** How many were set where each open block begins. */
    private int[] marks = new int[16];

    private int blocks;

    void reset(FunctionBody body) {
        if (any) {
            unset.clear();
        }
        any = false;
        count = 0;
        blocks = 0;
        int local = body.type().parameters().size();
        for (LocalRun run : body.localRuns()) {
            if (!hasDefault(run.type())) {
                unset.set(local, local + run.count());
                any = true;
            }
            local += run.count();
        }
    }

    static boolean hasDefault(ValueType type) {
        return !(type instanceof ReferenceType reference) || reference.nullable();
    }

    boolean isUnset(int local) {
        return any && unset.get(local);
    }

    void set(int local) {
        if (any && unset.get(local)) {
            unset.clear(local);
            set = room(set, count);
            set[count++] = local;
        }
    }

    /** A block begins. */
    void open() {
        if (any) {
            marks = room(marks, blocks);
            marks[blocks++] = count;
        }
    }

    /** Another part of the innermost block begins. */
    void again() {
        if (any && blocks > 0) {
            int mark = marks[blocks - 1];
            while (count > mark) {
                unset.set(set[--count]);
            }
        }
    }

    /** The innermost block ends. */
    void close() {
        again();
        blocks = Math.max(0, blocks - 1);
    }

    private static int[] room(int[] array, int used) {
        return used < array.length ? array : Arrays.copyOf(array, used * 2);
    }
}
