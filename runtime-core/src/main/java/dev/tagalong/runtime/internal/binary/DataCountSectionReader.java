package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;

/** Reads the data count section (specification, section 5.5.15). */
final class DataCountSectionReader {

    private DataCountSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        int count = in.u32();
        if (count < 0 || count > ImplementationLimits.ENTRIES) {
            throw Fault.LIMIT.at(in.section, at, Integer.toUnsignedString(count) + " data segments");
        }
        module.dataCount = count;
    }
}
