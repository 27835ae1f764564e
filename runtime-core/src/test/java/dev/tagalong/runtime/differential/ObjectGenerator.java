package dev.tagalong.runtime.differential;

import static dev.tagalong.runtime.differential.ModuleShape.*;
import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes instructions on structures, arrays and {@code i31}, and casts. */
final class ObjectGenerator {

    /** The types that each module has first: a structure, one that extends it, and arrays. */
    static final List<String> TYPES = List.of("#base", "#sub", "#b", "#i", "#l", "#r", "#v", "#u");

    private static final int BASE = 0;
    private static final int SUB = 1;
    private static final int FIRST_ARRAY = 2;
    private static final int MUT = 1;
    private static final int ANYREF = 0x6E;
    private static final int NULLABLE = 0x63;
    private static final int NON_NULL = 0x64;

    private static final byte[] BASE_FIELDS = bytes(0x78, MUT, 0x77, MUT, I32, MUT, I64, MUT);

    private final Random random;
    private final BulkGenerator.Values values;
    private final int firstLocal;

    /**
     * A generator.
     *
     * @param firstLocal the first of the locals that {@link #locals} declares
     */
    ObjectGenerator(Random random, BulkGenerator.Values values, int firstLocal) {
        this.random = random;
        this.values = values;
        this.firstLocal = firstLocal;
    }

    /** A local for a reference of each type. */
    static List<Object> locals() {
        List<Object> runs = new ArrayList<>();
        for (int i = 0; i < TYPES.size(); i++) {
            runs.add(bytes(1, NULLABLE, u32(i)));
        }
        return runs;
    }

    /** The definition of one of the types. */
    static byte[] type(String name) {
        return switch (name) {
            case "#base" -> bytes(0x50, 0, 0x5F, 4, BASE_FIELDS);
            case "#sub" -> bytes(0x50, 1, BASE, 0x5F, 8, BASE_FIELDS, F32, MUT, F64, MUT, ANYREF, MUT, 0x7B, MUT);
            case "#b" -> bytes(0x5E, 0x78, MUT);
            case "#r" -> bytes(0x5E, ANYREF, MUT);
            default -> bytes(0x5E, Constants.valueType(name.charAt(1)), MUT);
        };
    }

    private static byte[] gc(int code, int... indices) {
        byte[] all = bytes(0xFB, code);
        for (int index : indices) {
            all = bytes(all, u32(index));
        }
        return all;
    }

    private byte[] value(char type, int nest) {
        return type == 'r' ? bytes(values.write('r', nest), gc(0x1A)) : values.write(type, nest);
    }

    private byte[] values(String types, int nest) {
        return bytes(types.chars().mapToObj(t -> value((char) t, nest)).toArray());
    }

    /** A structure of the first type or the one that extends it. */
    private byte[] struct(int nest) {
        return switch (random.nextInt(4)) {
            case 0 -> bytes(values("iiil", nest - 1), gc(0, BASE));
            case 1 -> bytes(values("iiilfdrv", nest - 1), gc(0, SUB));
            default -> gc(1, random.nextInt(2));
        };
    }

    private static char element(int array) {
        char letter = TYPES.get(array).charAt(1);
        return letter == 'b' ? 'i' : letter;
    }

    private byte[] get(int type) {
        return bytes(0x20, u32(firstLocal + type));
    }

    private byte[] set(int type) {
        return bytes(0x21, u32(firstLocal + type));
    }

    /** An array of that type. */
    private byte[] array(int type, int nest) {
        char element = element(type);
        int count = random.nextInt(5);
        return switch (random.nextInt(5)) {
            case 0 -> bytes(value(element, nest - 1), i32(count), gc(6, type));
            case 1 -> bytes(values(String.valueOf(element).repeat(count), 0), gc(8, type, count));
            case 2 ->
                element == 'u'
                        ? bytes(i32(random.nextInt(2)), i32(random.nextInt(2)), gc(10, type, FUNCTION_ELEMENTS))
                        : element == 'r'
                                ? bytes(i32(count), gc(7, type))
                                : bytes(
                                        bytes(i32(random.nextInt(2)), i32(random.nextInt(3))),
                                        gc(9, type, DATA_SEGMENTS - 1));
            default -> bytes(i32(count + 3), gc(7, type));
        };
    }

    /** A statement. */
    byte[] write(int nest) {
        return switch (random.nextInt(4)) {
            case 0 -> bytes(struct(nest), set(BASE), ofStruct(nest), number(nest), 0x1A);
            case 1 -> bytes(gc(1, SUB), set(SUB), ofSub(nest));
            default -> {
                int type = FIRST_ARRAY + random.nextInt(TYPES.size() - FIRST_ARRAY);
                yield bytes(array(type, nest), set(type), ofArray(type, nest));
            }
        };
    }

    private byte[] ofStruct(int nest) {
        int field = random.nextInt(4);
        return bytes(get(BASE), value(field == 3 ? 'l' : 'i', nest - 1), gc(5, BASE, field));
    }

    private byte[] ofSub(int nest) {
        int field = random.nextInt(8);
        byte[] read = field < 2 ? gc(3 + random.nextInt(2), SUB, field) : gc(2, SUB, field);
        return bytes(
                bytes(get(SUB), value("iiilfdrv".charAt(field), nest - 1), gc(5, SUB, field)),
                bytes(get(SUB), read, field == 6 ? gc(0x1B) : bytes(), 0x1A));
    }

    private byte[] ofArray(int type, int nest) {
        char element = element(type);
        byte[] at = i32(random.nextInt(30) == 0 ? random.nextInt() : 0);
        byte[] changed = switch (random.nextInt(5)) {
            case 0 -> bytes(get(type), at, value(element, nest - 1), gc(14, type));
            case 1 -> bytes(get(type), at, value(element, nest - 1), i32(random.nextInt(3)), gc(16, type));
            case 2 -> bytes(get(type), at, get(type), i32(0), i32(random.nextInt(3)), gc(17, type, type));
            case 3 ->
                element == 'u'
                        ? bytes(get(type), at, i32(0), i32(random.nextInt(2)), gc(19, type, FUNCTION_ELEMENTS))
                        : element == 'r'
                                ? bytes()
                                : bytes(get(type), at, i32(0), i32(random.nextInt(2)), gc(18, type, DATA_SEGMENTS - 1));
            default -> bytes(get(type), gc(15), 0x1A);
        };
        int get = TYPES.get(type).equals("#b") ? 12 + random.nextInt(2) : 11;
        return bytes(changed, get(type), at, gc(get, type), 0x1A);
    }

    /** An i32. */
    byte[] number(int nest) {
        byte[] struct = struct(nest);
        return switch (random.nextInt(9)) {
            case 0 -> bytes(struct, gc(3 + random.nextInt(2), BASE, random.nextInt(2)));
            case 1 -> bytes(struct, gc(2, BASE, 2));
            case 2 -> bytes(struct, gc(0x14 + random.nextInt(2), SUB));
            case 3 ->
                bytes(
                        bytes(BLOCK, NON_NULL, SUB, struct, bytes(0xFB, 0x18, 0, 0, BASE, SUB), 0x1A, gc(1, SUB), END),
                        gc(2, SUB, 2));
            case 4 ->
                bytes(bytes(BLOCK, NON_NULL, BASE, struct, bytes(0xFB, 0x19, 0, 0, BASE, SUB), END), gc(2, BASE, 2));
            case 5 -> bytes(values.write('i', nest - 1), gc(0x1C), gc(0x1D + random.nextInt(2)));
            case 6 -> bytes(get(BASE), struct, 0xD3);
            case 7 -> bytes(get(BASE), gc(0x17, random.nextInt(20) == 0 ? SUB : BASE), 0xD1);
            default ->
                bytes(
                        bytes(struct, 0x22, u32(firstLocal + BASE), gc(0x16, BASE), get(BASE), 0xD3),
                        bytes(values.write('i', 0), gc(0x1C), values.write('i', 0), gc(0x1C), 0xD3, 0x6A));
        };
    }
}
