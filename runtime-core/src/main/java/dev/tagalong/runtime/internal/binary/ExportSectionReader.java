package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.ExportDefinition.Kind;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;

/** Reads the export section (specification, section 5.5.10). */
final class ExportSectionReader {

    private ExportSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.ENTRIES, "exports");
        for (int i = 0; i < count; i++) {
            int at = in.position;
            module.exports.add(new ExportDefinition(in.name(), kind(in), in.u32(), at));
        }
    }

    private static Kind kind(ByteReader in) {
        int at = in.position;
        int kind = in.u8();
        return switch (kind) {
            case 0 -> Kind.FUNCTION;
            case 1 -> Kind.TABLE;
            case 2 -> Kind.MEMORY;
            case 3 -> Kind.GLOBAL;
            case 4 -> Kind.TAG;
            default -> throw Fault.EXPORT_KIND.at(in.section, at, Integer.toString(kind));
        };
    }
}
