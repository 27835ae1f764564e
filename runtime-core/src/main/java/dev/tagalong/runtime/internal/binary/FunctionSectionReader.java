package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.ImplementationLimits;

/** Reads the function section (specification, section 5.5.6). */
final class FunctionSectionReader {

    private FunctionSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.ENTRIES, "functions");
        for (int i = 0; i < count; i++) {
            module.add(module.functions, module.readFunctionType(in), in);
        }
        module.definedFunctions = count;
    }
}
