package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.FunctionBody.LocalRun;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Reads the code section (specification, section 5.5.13): locals and the range of each body. */
final class CodeSectionReader {

    private static final long MOST_LOCALS = 0xFFFF_FFFFL;

    private CodeSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        int count = in.count(ImplementationLimits.ENTRIES, "function bodies");
        // Fewer bodies are seen at the end, since a section out of order may be the reason.
        if (count > module.definedFunctions) {
            throw Fault.FUNCTION_CODE_LENGTHS.at(
                    in.section, at, module.definedFunctions + " functions, " + count + " bodies");
        }
        int first = module.functions.size() - module.definedFunctions;
        for (int i = 0; i < count; i++) {
            module.bodies.add(body(in, first + i, module));
        }
    }

    private static FunctionBody body(ByteReader in, int index, ModuleBuilder module) {
        int at = in.position;
        int size = in.u32();
        if (size > ImplementationLimits.BODY_BYTES && size <= in.remaining()) {
            throw Fault.LIMIT.at(
                    in.section,
                    at,
                    "function " + index + " has " + size + " bytes, at most " + ImplementationLimits.BODY_BYTES);
        }
        ByteReader body = in.slice(size, in.section);
        List<LocalRun> runs = new ArrayList<>(0);
        int locals = locals(body, index, module, runs);
        // Most functions of most modules have none or few, and a module may have a million functions.
        return new FunctionBody(
                index, module.functions.get(index), List.copyOf(runs), locals, body.position, body.limit);
    }

    /** Reads the declared locals; neighbours of one type become one run, so that runs are no more than locals. */
    private static int locals(ByteReader in, int index, ModuleBuilder module, List<LocalRun> runs) {
        int at = in.position;
        int count = in.count();
        long total = 0;
        for (int i = 0; i < count; i++) {
            long length = in.u32() & MOST_LOCALS;
            ValueType type = ValueTypes.read(in, module);
            total += length;
            if (total > MOST_LOCALS) {
                throw Fault.TOO_MANY_LOCALS.at(in.section, at, "function " + index);
            }
            if (length > 0 && total <= ImplementationLimits.LOCALS) {
                addRun(runs, (int) length, type);
            }
        }
        if (total > ImplementationLimits.LOCALS) {
            throw Fault.LIMIT.at(
                    in.section,
                    at,
                    "too many locals: " + total + " in function " + index + ", at most " + ImplementationLimits.LOCALS);
        }
        return (int) total;
    }

    private static void addRun(List<LocalRun> runs, int length, ValueType type) {
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).type().equals(type)) {
            runs.set(last, new LocalRun(runs.get(last).count() + length, type));
        } else {
            runs.add(new LocalRun(length, type));
        }
    }
}
