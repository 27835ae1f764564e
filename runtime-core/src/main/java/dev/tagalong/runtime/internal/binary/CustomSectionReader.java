package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.Module.CustomSection;
import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.module.Names;
import java.util.Arrays;

/** Reads custom sections (specification, section 5.5.3), which are kept, and of them the first name section. */
final class CustomSectionReader {

    static final String TEXT = "custom";

    private static final String NAMES = "name";
    private static final byte[] NO_BYTES = {};

    private CustomSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        String name = in.name();
        int offset = in.position;
        byte[] contents = in.hasNext() ? Arrays.copyOfRange(in.bytes, offset, in.limit) : NO_BYTES;
        module.customSections.add(new CustomSection(name, offset, contents));
        if (name.equals(NAMES) && module.names == null) {
            module.names = names(in, module);
        }
    }

    /** How many functions there can be: the section should stand behind the functions, but need not. */
    private static int functionCount(ModuleBuilder module) {
        return module.definedFunctions > 0 ? module.functions.size() : ImplementationLimits.ENTRIES;
    }

    /** What the section says; a damaged one must not make a module useless, so it says nothing. */
    private static Names names(ByteReader in, ModuleBuilder module) {
        try {
            return NameSectionReader.read(in, functionCount(module), module.types, module.tags.size());
        } catch (ModuleException damaged) {
            return Names.NONE;
        }
    }
}
