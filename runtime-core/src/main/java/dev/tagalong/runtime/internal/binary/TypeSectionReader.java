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
            Feature feature = feature(form);
            throw feature == null
                    ? Fault.DEFINITION_TYPE.at(in.section, at, "0x" + Integer.toHexString(form))
                    : Fault.unsupported(feature, in.section, at);
        }
        List<ValueType> parameters = types(in, ImplementationLimits.PARAMETERS, "parameters");
        List<ValueType> results = types(in, ImplementationLimits.RESULTS, "results");
        return FunctionType.of(parameters, results);
    }

    private static Feature feature(int form) {
        return switch (form) {
            case 0x4C, 0x4D -> Feature.CUSTOM_DESCRIPTORS;
            case 0x4E, 0x4F, 0x50, 0x5E, 0x5F -> Feature.GC;
            default -> null;
        };
    }

    private static List<ValueType> types(ByteReader in, int most, String what) {
        ValueType[] types = new ValueType[in.count(most, what)];
        for (int i = 0; i < types.length; i++) {
            types[i] = ValueTypes.read(in);
        }
        return Arrays.asList(types);
    }
}
