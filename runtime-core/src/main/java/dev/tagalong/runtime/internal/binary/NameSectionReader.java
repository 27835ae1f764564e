package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Names;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.StructType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the name section (specification, appendix 7.6.1): the names of the module, of functions, types and fields, and
 * which global is C's stack pointer. Names of what there is not are passed over: they would cost some thirty times the memory that they have in the binary.
 */
final class NameSectionReader {

    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int TYPES = 4;
    private static final int GLOBALS = 7;
    private static final int FIELDS = 10;
    private static final int TAGS = 11;

    private NameSectionReader() {}

    static Names read(ByteReader in, int functionCount, List<DefinedType> types, int tagCount) {
        String module = null;
        Map<Integer, String> functions = Map.of();
        Map<Integer, String> typeNames = Map.of();
        Map<Integer, Map<Integer, String>> fields = Map.of();
        Map<Integer, String> tags = Map.of();
        int stackPointer = -1;
        while (in.hasNext()) {
            int id = in.u8();
            ByteReader contents = in.slice(in.u32(), in.section);
            if (id == MODULE) {
                module = contents.name();
            } else if (id == FUNCTIONS) {
                functions = map(contents, functionCount);
            } else if (id == TYPES) {
                typeNames = map(contents, types.size());
            } else if (id == FIELDS) {
                fields = fields(contents, types);
            } else if (id == TAGS) {
                tags = map(contents, tagCount);
            } else if (id == GLOBALS) {
                stackPointer = find(contents, Names.STACK_POINTER);
            }
        }
        return new Names(module, functions, typeNames, fields, tags, stackPointer);
    }

    /** The index that has a name, or -1. */
    private static int find(ByteReader in, String wanted) {
        int found = -1;
        for (int i = in.count(); i > 0; i--) {
            int index = in.u32();
            found = in.name().equals(wanted) && found < 0 ? index : found;
        }
        return found;
    }

    private static Map<Integer, Map<Integer, String>> fields(ByteReader in, List<DefinedType> types) {
        Map<Integer, Map<Integer, String>> names = new HashMap<>();
        for (int i = in.count(); i > 0; i--) {
            int index = in.u32();
            boolean known = index >= 0 && index < types.size() && types.get(index) instanceof StructType;
            int count = known ? ((StructType) types.get(index)).fields().size() : 0;
            Map<Integer, String> ofType = map(in, count);
            if (!ofType.isEmpty()) {
                names.putIfAbsent(index, ofType);
            }
        }
        return Collections.unmodifiableMap(names);
    }

    /** Those of the first {@code known} indices. */
    private static Map<Integer, String> map(ByteReader in, int known) {
        int count = in.count();
        Map<Integer, String> names = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int index = in.u32();
            String name = in.name();
            if (index >= 0 && index < known) {
                names.putIfAbsent(index, name);
            }
        }
        return Collections.unmodifiableMap(names);
    }
}
