package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.FunctionBody.LocalRun;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * The types of a function's locals. The first ones stand in an array; the others, of which a few bytes can declare
 * thousands, are looked up by their run, so that a function costs no more than its bytes.
 */
final class LocalTypes {

    private static final int SPREAD = 256;

    private ValueType[] first = new ValueType[16];
    private int count;
    private int[] ends = new int[16];
    private ValueType[] runTypes = new ValueType[16];
    private int runs;

    /** Takes a function's parameters and locals. */
    void reset(FunctionBody body) {
        count = 0;
        runs = 0;
        for (ValueType parameter : body.type().parameters()) {
            add(1, parameter);
        }
        List<LocalRun> declared = body.localRuns();
        for (int i = 0; i < declared.size(); i++) {
            add(declared.get(i).count(), declared.get(i).type());
        }
    }

    private void add(int length, ValueType type) {
        int end = count + length;
        if (count < SPREAD) {
            int spread = Math.min(end, SPREAD);
            if (spread > first.length) {
                first = Arrays.copyOf(first, Math.min(SPREAD, spread * 2));
            }
            Arrays.fill(first, count, spread, type);
        }
        count = end;
        if (end > SPREAD) {
            addRun(end, type);
        }
    }

    private void addRun(int end, ValueType type) {
        if (runs == ends.length) {
            ends = Arrays.copyOf(ends, runs * 2);
            runTypes = Arrays.copyOf(runTypes, runs * 2);
        }
        ends[runs] = end;
        runTypes[runs++] = type;
    }

    /** The type of a local, or {@code null} if there is no such local. */
    ValueType get(int index) {
        if (index < 0 || index >= count) {
            return null;
        }
        if (index < SPREAD) {
            return first[index];
        }
        int found = Arrays.binarySearch(ends, 0, runs, index + 1);
        return runTypes[found >= 0 ? found : -found - 1];
    }
}
