package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.ImplementationLimits;

/** Reads the memory section (specification, section 5.5.8). */
final class MemorySectionReader {

    private MemorySectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.TABLES_AND_MEMORIES, "memories");
        for (int i = 0; i < count; i++) {
            module.add(module.memories, TypeReader.memoryType(in), ImplementationLimits.TABLES_AND_MEMORIES, in);
        }
    }
}
