package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Names;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the name section (specification, appendix 7.6.1): the module's and the functions' names, and which global is
 * C's stack pointer. Names of functions that there
 * are not are passed over: they would cost some thirty times the memory that they have in the binary.
 */
final class NameSectionReader {

    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int GLOBALS = 7;

    private NameSectionReader() {}

    static Names read(ByteReader in, int functionCount) {
        String module = null;
        Map<Integer, String> functions = Map.of();
        int stackPointer = -1;
        while (in.hasNext()) {
            int id = in.u8();
            ByteReader contents = in.slice(in.u32(), in.section);
            if (id == MODULE) {
                module = contents.name();
            } else if (id == FUNCTIONS) {
                functions = map(contents, functionCount);
            } else if (id == GLOBALS) {
                stackPointer = find(contents, Names.STACK_POINTER);
            }
        }
        return new Names(module, functions, stackPointer);
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

    private static Map<Integer, String> map(ByteReader in, int functionCount) {
        int count = in.count();
        Map<Integer, String> names = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int index = in.u32();
            String name = in.name();
            if (index >= 0 && index < functionCount) {
                names.putIfAbsent(index, name);
            }
        }
        return Collections.unmodifiableMap(names);
    }
}
