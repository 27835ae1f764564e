package dev.tagalong.runtime.differential;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import java.util.Random;

/** Writes calls of function references, and branches on references. */
final class ReferenceGenerator {

    private static final int CALL_REF = 0x14;
    private static final int RETURN_CALL_REF = 0x15;
    private static final int SELECT_TYPED = 0x1C;
    private static final int REF_NULL = 0xD0;
    private static final int REF_FUNC = 0xD2;
    private static final int REF_AS_NON_NULL = 0xD4;
    private static final int BR_ON_NULL = 0xD5;
    private static final int BR_ON_NON_NULL = 0xD6;
    private static final int REF_NULLABLE = 0x63;

    private final Random random;
    private final ModuleShape module;
    private final BulkGenerator.Values values;

    ReferenceGenerator(Random random, ModuleShape module, BulkGenerator.Values values) {
        this.random = random;
        this.module = module;
        this.values = values;
    }

    /** A call of a function by its reference; the arguments are there. */
    byte[] call(int function, boolean last) {
        int type = module.type(module.functions.get(function));
        byte[] reference = bytes(REF_FUNC, u32(function));
        reference = switch (random.nextInt(4)) {
            case 0 -> bytes(reference, REF_AS_NON_NULL);
            case 1 -> bytes(BLOCK, REF_NULLABLE, u32(type), reference, BR_ON_NON_NULL, 0, REF_NULL, u32(type), END);
            case 2 -> {
                int chosen = random.nextInt(30) == 0 ? 0 : 1;
                byte[] otherwise = bytes(REF_NULL, u32(type), i32(chosen));
                yield bytes(reference, otherwise, SELECT_TYPED, 1, REF_NULLABLE, u32(type));
            }
            default -> reference;
        };
        return bytes(reference, last ? RETURN_CALL_REF : CALL_REF, u32(type));
    }

    /** A statement. */
    byte[] write(int nest) {
        char type = random.nextBoolean() ? 'u' : 'r';
        byte[] reference = values.write(type, nest - 1);
        return switch (random.nextInt(4)) {
            case 0 -> bytes(BLOCK, VOID, reference, BR_ON_NULL, 0, DROP, END);
            // The values that a branch takes along are not where its label wants them, or are.
            case 1 ->
                bytes(
                        bytes(BLOCK, I32, values.write('l', 1), number(nest), reference, BR_ON_NULL, 0),
                        bytes(DROP, DROP, DROP, number(nest), END, DROP));
            case 2 -> {
                int form = module.type(":i" + type);
                byte[] below = random.nextBoolean() ? bytes() : values.write('d', 1);
                byte[] otherwise = bytes(DROP, below.length == 0 ? bytes() : bytes(DROP));
                yield bytes(
                        bytes(BLOCK, signed(form), below, number(nest), reference, BR_ON_NON_NULL, 0, otherwise),
                        bytes(number(nest), values.write(type, 0), END, DROP, DROP));
            }
            default -> bytes(BLOCK, VOID, reference, BR_ON_NULL, 0, REF_AS_NON_NULL, DROP, END);
        };
    }

    private byte[] number(int nest) {
        return values.write('i', nest - 1);
    }
}
