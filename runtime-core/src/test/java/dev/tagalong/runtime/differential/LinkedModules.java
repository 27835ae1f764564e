package dev.tagalong.runtime.differential;

import static dev.tagalong.runtime.differential.ModuleShape.*;
import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Two random modules that use every feature of the engine, made without other programs. The second imports the first one's
 * functions, memory, table and globals, and puts functions of its own into the table. One seed always gives the same.
 */
record LinkedModules(byte[] first, byte[] second) {

    private static final int DECLARED = 3;
    private static final int MOST_RESULTS = 5;
    private static final int SHARED_ENTRIES = 2 * TABLE_SLOTS;
    private static final int PASSIVE_FUNCTIONS = 5;

    /** Each module has so many vector instructions at least. */
    private static final int FEWEST_VECTORS = 10;

    /** The modules of a seed. */
    static LinkedModules of(long seed) {
        Random random = new Random(seed);
        // Few, so that there is somebody to call with a tail call.
        List<String> results = List.of(
                letters(random, 1),
                letters(random, random.nextInt(2)),
                letters(random, 1 + random.nextInt(MOST_RESULTS)));
        String[] slots = new String[SHARED_ENTRIES];
        int row = (int) seed * 2 * FEWEST_VECTORS;
        ModuleShape first = new ModuleShape(random, 0, results, List.of(), slots).vectorsFrom(row);
        List<String> exported = first.functions.subList(first.imports, first.functions.size());
        ModuleShape second = new ModuleShape(random, 1, results, exported, slots).vectorsFrom(row + FEWEST_VECTORS);
        return new LinkedModules(binary(random, first), binary(random, second));
    }

    /** The name of an exported function. */
    static String name(int number) {
        return "f" + number;
    }

    private static byte[] binary(Random random, ModuleShape module) {
        boolean first = module.number == 0;
        int own = module.functions.size() - module.imports;
        byte[] bodies = bodies(random, module);
        return module(
                vectorSection(
                        1,
                        module.types.stream()
                                .map(t -> t.startsWith("#") ? ObjectGenerator.type(t) : type(t))
                                .toArray()),
                vectorSection(2, imports(module).toArray()),
                vectorSection(
                        3,
                        module.functions.subList(module.imports, module.functions.size()).stream()
                                .map(s -> u32(module.type(s)))
                                .toArray()),
                vectorSection(4, tables(first).toArray()),
                vectorSection(5, memories(first).toArray()),
                vectorSection(13, tags(module).toArray()),
                vectorSection(6, globals(random, module).toArray()),
                vectorSection(7, exports(first, module.imports, own).toArray()),
                section(8, u32(module.imports)),
                elements(module),
                section(12, DATA_SEGMENTS),
                section(10, bodies),
                vectorSection(
                        11,
                        bytes(0, GLOBAL_GET, BASE, i32(3), I32_MUL, END, "active"),
                        bytes(2, 1, i32(70), GLOBAL_GET, BASE, I32_ADD, END, "own memory"),
                        bytes(1, "passive data")));
    }

    private static byte[] type(String signature) {
        return functionType(valueTypes(parametersOf(signature)), valueTypes(resultsOf(signature)));
    }

    private static byte[] valueTypes(String letters) {
        return vector(
                letters.chars().mapToObj(t -> Constants.valueType((char) t)).toArray());
    }

    private static List<Object> imports(ModuleShape module) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < HOST.size(); i++) {
            all.add(bytes("host", "h" + i, 0, u32(module.type(HOST.get(i)))));
        }
        for (int i = 0; i < module.imported.size(); i++) {
            all.add(bytes("first", name(i), 0, u32(module.type(module.imported.get(i)))));
        }
        all.add(bytes("host", "fuel", 3, I32, 1));
        all.add(bytes("host", "base", 3, I32, 0));
        all.add(bytes("host", "tag", 4, 0, u32(module.type(TAGS.get(0)))));
        if (module.number > 0) {
            all.add(bytes("first", "tag1", 4, 0, u32(module.type(TAGS.get(1)))));
            all.add(bytes("first", "table", 1, FUNCREF, 0, u32(SHARED_ENTRIES)));
            all.add(bytes("first", "memory", 2, 0, 2));
        }
        return all;
    }

    private static List<Object> tags(ModuleShape module) {
        List<Object> all = new ArrayList<>();
        for (int i = 1 + module.number; i < TAGS.size(); i++) {
            all.add(bytes(0, u32(module.type(TAGS.get(i)))));
        }
        return all;
    }

    private static List<Object> tables(boolean first) {
        List<Object> all = new ArrayList<>();
        if (first) {
            all.add(bytes(FUNCREF, 1, u32(SHARED_ENTRIES), u32(SHARED_ENTRIES + 4)));
        }
        all.add(bytes(EXTERNREF, 1, 8, 12));
        all.add(bytes(FUNCREF, 0, 8));
        return all;
    }

    private static List<Object> memories(boolean first) {
        return first ? List.of(bytes(1, 2, 4), bytes(1, 2, 3)) : List.of(bytes(1, 2, 3));
    }

    private static List<Object> globals(Random random, ModuleShape module) {
        List<Object> all = new ArrayList<>();
        for (int mutable = 1; mutable >= 0; mutable--) {
            for (char type : TYPES.toCharArray()) {
                all.add(bytes(Constants.valueType(type), mutable, initial(random, module, type), END));
            }
        }
        return all;
    }

    private static byte[] initial(Random random, ModuleShape module, char type) {
        return switch (type) {
            case 'i' -> bytes(GLOBAL_GET, BASE, i32(random.nextInt(99)), I32_ADD, i32(7), I32_MUL);
            case 'l' -> bytes(i64(random.nextLong()), i64(5), I64_ADD);
            case 'f' -> bytes(0x43, 0, 0, 0x20, 0x41);
            case 'd' -> bytes(0x44, 0, 0, 0, 0, 0, 0, 0x25, 0xC0);
            case 'u' -> bytes(0xD2, u32(module.imports));
            case 'v' -> bytes(0xFD, 12, "sixteen letters!".getBytes(StandardCharsets.US_ASCII));
            default -> bytes(0xD0, EXTERNREF);
        };
    }

    private static List<Object> exports(boolean first, int imports, int own) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < own; i++) {
            all.add(bytes(name(i), 0, u32(imports + i)));
        }
        all.add(bytes("table", 1, SHARED_TABLE));
        all.add(bytes("external", 1, EXTERNAL_TABLE));
        all.add(bytes("own", 1, OWN_TABLE));
        all.add(bytes("memory", 2, 0));
        for (int i = 1; i < TAGS.size(); i++) {
            all.add(bytes("tag" + i, 4, i));
        }
        all.add(bytes("memory1", 2, 1));
        for (int i = 0; i < TYPES.length(); i++) {
            all.add(bytes("g" + i, 3, OWN_GLOBALS + i));
        }
        return all;
    }

    private static byte[] elements(ModuleShape module) {
        int own = Math.min(TABLE_SLOTS, module.functions.size() - module.imports);
        Object[] all = indices(0, module.functions.size());
        byte[] nothing = bytes(0xD0, EXTERNREF, END);
        // The base is 4 less than where the first module's functions begin.
        byte[] offset = bytes(GLOBAL_GET, BASE, i32(module.number * TABLE_SLOTS - LinkedTranscript.BASE), I32_ADD, END);
        return vectorSection(
                9,
                bytes(0, offset, vector(indices(module.imports, own))),
                bytes(1, 0, vector(indices(module.imports - 2, PASSIVE_FUNCTIONS))),
                bytes(5, EXTERNREF, vector(nothing, nothing)),
                bytes(DECLARED, 0, vector(all)));
    }

    private static Object[] indices(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> u32(i)).toArray();
    }

    /** The last section to be made, since code adds types; the first function starts the module. */
    private static byte[] bodies(Random random, ModuleShape module) {
        List<Object> all = new ArrayList<>();
        for (int i = module.imports; i < module.functions.size(); i++) {
            CodeGenerator code = new CodeGenerator(random, module, module.functions.get(i));
            all.add(body(code.locals, i == module.imports ? code.writeStart() : code.write()));
        }
        return vector(all.toArray());
    }
}
