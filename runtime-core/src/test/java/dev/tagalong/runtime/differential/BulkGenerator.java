package dev.tagalong.runtime.differential;

import static dev.tagalong.runtime.differential.ModuleShape.*;
import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import java.util.Random;

/** Writes instructions on ranges of memories and tables, which are within bounds mostly. */
final class BulkGenerator {

    private static final int I32_AND = 0x71;
    private static final int TABLE_SET = 0x26;
    private static final int MISC = 0xFC;

    private final Random random;
    private final Values values;

    /** Code for a value of a type. */
    interface Values {
        byte[] write(char type, int nest);
    }

    BulkGenerator(Random random, Values values) {
        this.random = random;
        this.values = values;
    }

    byte[] write(int nest) {
        return switch (random.nextInt(11)) {
            case 0 -> bytes(within(0x1FF00), values.write('i', nest - 1), within(0xFF), MISC, 11, memory());
            case 1 -> bytes(within(0xFF00), within(0xFF00), within(0xFF), MISC, 10, memory(), memory());
            case 2 -> bytes(within(0xFF00), within(3), within(7), MISC, 8, DATA_SEGMENTS - 1, memory());
            case 3 -> random.nextInt(9) > 0 ? bytes() : bytes(MISC, 9, random.nextInt(DATA_SEGMENTS));
            case 4 -> bytes(within(7), values.write('r', nest - 1), TABLE_SET, EXTERNAL_TABLE);
            case 5 -> bytes(within(7), values.write('u', nest - 1), TABLE_SET, OWN_TABLE);
            case 6 -> bytes(within(3), within(3), within(3), MISC, 14, functions(), functions());
            case 7 -> bytes(within(3), within(3), within(3), MISC, 14, EXTERNAL_TABLE, EXTERNAL_TABLE);
            case 8 ->
                random.nextBoolean()
                        ? bytes(within(3), within(1), within(1), MISC, 12, FUNCTION_ELEMENTS, functions())
                        : bytes(within(3), within(1), within(1), MISC, 12, EXTERNAL_ELEMENTS, EXTERNAL_TABLE);
            case 9 -> random.nextInt(4) > 0 ? bytes() : bytes(MISC, 13, 1 + random.nextInt(2));
            default ->
                random.nextBoolean()
                        ? bytes(within(3), values.write('r', nest - 1), within(3), MISC, 17, EXTERNAL_TABLE)
                        : bytes(within(3), values.write('u', nest - 1), within(3), MISC, 17, OWN_TABLE);
        };
    }

    /** An {@code i32} that says how large something is, or whether it is null. */
    byte[] size(int nest) {
        return switch (random.nextInt(7)) {
            case 0 -> bytes(0x3F, random.nextInt(MEMORIES));
            case 1 -> bytes(i32(random.nextInt(2)), 0x40, random.nextInt(MEMORIES));
            case 2 -> bytes(0xFC, 16, random.nextInt(3));
            case 3 -> bytes(values.write('r', nest - 1), i32(random.nextInt(2)), 0xFC, 15, EXTERNAL_TABLE);
            case 4 ->
                bytes(
                        values.write('u', nest - 1),
                        i32(random.nextInt(2)),
                        0xFC,
                        15,
                        random.nextBoolean() ? SHARED_TABLE : OWN_TABLE);
            case 5 -> bytes(values.write('u', nest - 1), 0xD1);
            default -> bytes(values.write('r', nest - 1), 0xD1);
        };
    }

    private int memory() {
        return random.nextInt(MEMORIES);
    }

    private int functions() {
        return random.nextInt(4) == 0 ? SHARED_TABLE : OWN_TABLE;
    }

    private byte[] within(int mask) {
        return bytes(values.write('i', 1), i32(mask), I32_AND);
    }
}
