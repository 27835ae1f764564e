package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.type.FunctionType;

/** Reads the tag section (specification, section 5.5.9), and the types of tags elsewhere. */
final class TagSectionReader {

    private TagSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.ENTRIES, "tags");
        for (int i = 0; i < count; i++) {
            module.add(module.tags, type(in, module), in);
        }
    }

    /** A tag's type (section 5.3.15): its parameters are the values of an exception. */
    static FunctionType type(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        if (in.u8() != 0) {
            throw Fault.ZERO_BYTE.at(in.section, at, "a tag's attribute");
        }
        int typeAt = in.position;
        FunctionType type = module.readFunctionType(in);
        if (!type.results().isEmpty()) {
            throw Fault.TAG_RESULT.at(in.section, typeAt, type.toString());
        }
        return type;
    }
}
