package dev.tagalong.runtime.differential;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What code of a generated module can use. Signatures and types are written with the letters of
 * {@link dev.tagalong.runtime.testing.Program}. The index spaces of all generated modules begin alike: see the constants.
 */
final class ModuleShape {

    /** The table of functions that all modules share. */
    static final int SHARED_TABLE = 0;

    /** A table of external references, the module's own. */
    static final int EXTERNAL_TABLE = 1;

    /** A table of functions, the module's own. */
    static final int OWN_TABLE = 2;

    /** How many entries the shared table has for each module. */
    static final int TABLE_SLOTS = 16;

    /** The global that counts down at each call. */
    static final int FUEL = 0;

    /** An immutable global, an {@code i32}. */
    static final int BASE = 1;

    /** The first of the module's own globals: a mutable one of each type of {@link #TYPES}, then immutable ones. */
    static final int OWN_GLOBALS = 2;

    /** The one of these that sums up which functions were called with what. */
    static final int SUM = OWN_GLOBALS + 1;

    static final int MEMORIES = 2;
    static final String TYPES = "ilfdruv";

    /** All data segments; the last one is passive. */
    static final int DATA_SEGMENTS = 3;

    /** A passive segment of functions, and one of external references. */
    static final int FUNCTION_ELEMENTS = 1;

    static final int EXTERNAL_ELEMENTS = 2;

    /** What the host offers; its functions come first among the functions of each module. */
    static final List<String> HOST = List.of(":i", "ilfd:", "r:r", "u:u", "i:l", ":l", "i:r", "rri:d", "viv:v");

    /** The tags: the host's, one that the first module defines for both, and one of each module's own. */
    static final List<String> TAGS = List.of("i:", "dlruvf:", ":");

    private static final List<Opcode> VECTORS = Arrays.stream(Opcode.values())
            .filter(o -> o.signature() != null && o.signature().hasVector() && o.form() != Form.CONST)
            .toList();

    /** The first function of the module's own is its start function. */
    private static final String START = ":";

    private static final int MOST_PARAMETERS = 6;

    /** So many that no Java method takes them: compiled code leaves such a function to the interpreter. */
    private static final String TOO_MANY_PARAMETERS = "l".repeat(130);

    /** The types: names of objects' types, then signatures of functions. */
    final List<String> types = new ArrayList<>();

    /** The signatures of all functions, imported ones first. */
    final List<String> functions = new ArrayList<>();

    /** Which functions are imported from another module. */
    final List<String> imported;

    /** How many functions are imported, from the host and from the other module. */
    final int imports;

    /** The module's place among those that share a table: its functions begin there. */
    final int number;

    /** The vector instruction that comes next, of all of them in turn. */
    private int nextVector;

    /** By slot of the shared table: the signature of the function that is there at first, or {@code null}. */
    final String[] slots;

    /**
     * A random shape.
     *
     * @param imported signatures of functions that another module exports
     * @param slots what is in the shared table; this module's functions are added
     */
    ModuleShape(Random random, int number, List<String> results, List<String> imported, String[] slots) {
        this.number = number;
        this.imported = imported;
        this.slots = slots;
        functions.addAll(HOST);
        functions.addAll(imported);
        this.imports = functions.size();
        int own = 6 + random.nextInt(6);
        functions.add(START);
        for (int i = 1; i < own; i++) {
            functions.add(parameters(random) + ':' + results.get(random.nextInt(results.size())));
        }
        ObjectGenerator.TYPES.forEach(this::type);
        functions.forEach(this::type);
        TAGS.forEach(this::type);
        for (int i = 0; i < Math.min(own, TABLE_SLOTS); i++) {
            slots[number * TABLE_SLOTS + i] = functions.get(imports + i);
        }
    }

    /** From which vector instruction on they come in turn. */
    ModuleShape vectorsFrom(int row) {
        nextVector = row;
        return this;
    }

    /** The next vector instruction. */
    Opcode vector() {
        return VECTORS.get(nextVector++ % VECTORS.size());
    }

    private static String parameters(Random random) {
        return random.nextInt(20) == 0 ? TOO_MANY_PARAMETERS : letters(random, random.nextInt(MOST_PARAMETERS));
    }

    /** Random value types. */
    static String letters(Random random, int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(TYPES.charAt(random.nextInt(TYPES.length())));
        }
        return letters.toString();
    }

    /** The index of a function type, which is added if there is none. */
    int type(String signature) {
        if (!types.contains(signature)) {
            types.add(signature);
        }
        return types.indexOf(signature);
    }

    static String parametersOf(String signature) {
        return signature.substring(0, signature.indexOf(':'));
    }

    static String resultsOf(String signature) {
        return signature.substring(signature.indexOf(':') + 1);
    }
}
