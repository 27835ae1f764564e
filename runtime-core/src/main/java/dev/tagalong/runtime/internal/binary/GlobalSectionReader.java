package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.GlobalDefinition;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.type.GlobalType;

/** Reads the global section (specification, section 5.5.9). */
final class GlobalSectionReader {

    private GlobalSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.ENTRIES, "globals");
        for (int i = 0; i < count; i++) {
            GlobalType type = TypeReader.globalType(in, module);
            module.globals.add(new GlobalDefinition(type, ConstantExpressionReader.read(in)));
            module.add(module.globalTypes, type, in);
        }
    }
}
