package dev.tagalong.runtime.internal.module;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * The code of a function that the module defines.
 *
 * @param index the index in the function index space, imports included
 * @param type the function's type
 * @param localRuns the declared locals, without parameters, as runs of one type
 * @param localCount the number of declared locals, without parameters
 * @param from the offset of the first opcode in the binary
 * @param to the offset after the final {@code end}
 */
public record FunctionBody(int index, FunctionType type, List<LocalRun> localRuns, int localCount, int from, int to) {

    /** A run of locals of one type. */
    public record LocalRun(int count, ValueType type) {}

    /** The types of all locals, parameters first. */
    public ValueType[] locals() {
        ValueType[] types = new ValueType[type.parameters().size() + localCount];
        int next = 0;
        for (ValueType parameter : type.parameters()) {
            types[next++] = parameter;
        }
        for (LocalRun run : localRuns) {
            for (int i = 0; i < run.count; i++) {
                types[next++] = run.type;
            }
        }
        return types;
    }
}
