package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.TableType;

/** Reads the import section (specification, section 5.5.5). */
final class ImportSectionReader {

    private ImportSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.ENTRIES, "imports");
        for (int i = 0; i < count; i++) {
            module.imports.add(new ImportType(in.name(), in.name(), type(in, module)));
        }
    }

    /** Reads what is imported and adds it to the index space of its kind. */
    private static ExternalType type(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        int kind = in.u8();
        switch (kind) {
            case 0 -> {
                FunctionType type = module.readFunctionType(in);
                module.add(module.functions, type, in);
                return new ExternalType.Func(type);
            }
            case 1 -> {
                TableType type = TypeReader.tableType(in, module);
                module.add(module.tableTypes, type, ImplementationLimits.TABLES_AND_MEMORIES, in);
                return new ExternalType.Table(type);
            }
            case 2 -> {
                MemoryType type = TypeReader.memoryType(in);
                module.add(module.memories, type, ImplementationLimits.TABLES_AND_MEMORIES, in);
                return new ExternalType.Memory(type);
            }
            case 3 -> {
                GlobalType type = TypeReader.globalType(in, module);
                module.add(module.globalTypes, type, in);
                return new ExternalType.Global(type);
            }
            case 4 -> {
                FunctionType type = TagSectionReader.type(in, module);
                module.add(module.tags, type, in);
                return new ExternalType.Tag(type);
            }
            case 0x20 -> throw Fault.unsupported(Feature.CUSTOM_DESCRIPTORS, in.section, at);
            default -> throw Fault.IMPORT_KIND.at(in.section, at, Integer.toString(kind));
        }
    }
}
