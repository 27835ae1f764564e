package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;

/** Reads the type section (specification, section 5.5.4). */
final class TypeSectionReader {

    private static final int FUNCTION = 0x60;

    private TypeSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.ENTRIES, "types");
        for (int i = 0; i < count; i++) {
            module.types.add(type(in));
        }
    }

    private static FunctionType type(ByteReader in) {
        int at = in.position;
        int form = in.u8();
        if (form != FUNCTION) {
            // Recursive groups, subtypes, structures and arrays; descriptors build on them.
            boolean gc = form >= 0x4C && form <= 0x50 || form == 0x5E || form == 0x5F;
            throw gc
                    ? Fault.unsupported(Feature.GC, in.section, at)
                    : Fault.DEFINITION_TYPE.at(in.section, at, "0x" + Integer.toHexString(form));
        }
        List<ValueType> parameters = types(in, ImplementationLimits.PARAMETERS, "parameters");
        List<ValueType> results = types(in, ImplementationLimits.RESULTS, "results");
        return FunctionType.of(parameters, results);
    }

    private static List<ValueType> types(ByteReader in, int most, String what) {
        ValueType[] types = new ValueType[in.count(most, what)];
        for (int i = 0; i < types.length; i++) {
            types[i] = ValueTypes.read(in);
        }
        return Arrays.asList(types);
    }
}
