package dev.tagalong.runtime.differential;

import static dev.tagalong.runtime.differential.ModuleShape.*;
import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Writes a random function body that is valid, ends, and has one meaning: no float is ever a NaN, so bits that the
 * specification leaves open cannot show.
 */
final class CodeGenerator {

    private static final int NOP = 0x01;
    private static final int SELECT_TYPED = 0x1C;
    private static final int I32_AND = 0x71;
    private static final int I32_OR = 0x72;
    private static final int I64_MUL = 0x7E;
    private static final int I32_XOR = 0x73;
    private static final int I64_OR = 0x84;
    private static final int I64_XOR = 0x85;
    private static final int F32_EQ = 0x5B;
    private static final int F64_EQ = 0x61;
    private static final int I32_LT_S = 0x48;
    private static final int F32_CONVERT_I32_S = 0xB2;
    private static final int F64_CONVERT_I32_S = 0xB7;
    private static final int NEST = 4;
    private static final int LOCALS_EACH = 3;
    private static final int MOST_COUNTERS = 2;
    private static final int NOTED = 6;
    private static final int ADDRESSES = 0x1FFFF;

    private static final List<Opcode> REGULAR = Arrays.stream(Opcode.values())
            .filter(o -> o.signature() != null
                    && (o.signature().isNumeric() || o.signature().hasVector())
                    && o.feature().offered())
            .filter(o -> o.form() == Form.NUMERIC || o.form() == Form.LOAD || o.form() == Form.STORE)
            .toList();

    private final Random random;
    private final ModuleShape module;
    private final Constants constants;
    private final ReferenceGenerator references;
    private final ObjectGenerator objects;
    private final String signature;
    private final String parameters;

    /** What declares the locals behind the parameters: some of each type, and counters of loops. */
    final byte[] locals;

    private final int firstLocal;
    private final int firstCounter;
    private int counters;

    CodeGenerator(Random random, ModuleShape module, String signature) {
        this.random = random;
        this.module = module;
        this.constants = new Constants(random, module.functions.size());
        this.references = new ReferenceGenerator(random, module, this::value);
        this.signature = signature;
        this.parameters = parametersOf(signature);
        this.firstLocal = parameters.length();
        this.firstCounter = firstLocal + TYPES.length() * LOCALS_EACH;
        List<Object> runs = new ArrayList<>();
        TYPES.chars().forEach(t -> runs.add(locals(LOCALS_EACH, Constants.valueType((char) t))));
        runs.add(locals(MOST_COUNTERS, I32));
        runs.addAll(ObjectGenerator.locals());
        this.objects = new ObjectGenerator(random, this::value, firstCounter + MOST_COUNTERS);
        this.locals = vector(runs.toArray());
    }

    /** The code, without its {@code end}. */
    byte[] write() {
        byte[] fuel = bytes(GLOBAL_GET, FUEL, i32(1), I32_SUB, GLOBAL_SET, FUEL, GLOBAL_GET, FUEL, i32(0), I32_LT_S);
        byte[] out = bytes(IF, VOID, given(resultsOf(signature)), RETURN, END);
        if (oneIn(3)) {
            return bytes(note(), fuel, out, vectors(), tailCall(1));
        }
        byte[] last = random.nextBoolean() ? tailCall(2) : values(resultsOf(signature), 3);
        return bytes(note(), fuel, out, vectors(), statements(NEST), last);
    }

    /** The code of a start function, which is short and does not trap. */
    byte[] writeStart() {
        return bytes(note(), assignment(0), assignment(0));
    }

    /** Takes note of the function and of its first arguments in a global. */
    private byte[] note() {
        byte[] sum = bytes(GLOBAL_GET, SUM, i64(31), I64_MUL, i64(random.nextInt(99)), I64_ADD);
        for (int i = 0; i < Math.min(parameters.length(), NOTED); i++) {
            byte[] bits = bytes(
                    get(i),
                    switch (parameters.charAt(i)) {
                        case 'i' -> bytes(0xAC);
                        case 'l' -> bytes();
                        case 'f' -> bytes(0xBC, 0xAC);
                        case 'd' -> bytes(0xBD);
                        case 'v' -> bytes(0xFD, 0x1D, 1);
                        default -> bytes(0xD1, 0xAC);
                    });
            sum = bytes(sum, i64(31), I64_MUL, bits, I64_ADD);
        }
        return bytes(sum, GLOBAL_SET, SUM);
    }

    /** Values that parameters have, or else constants. */
    private byte[] given(String types) {
        return bytes(types.chars()
                .mapToObj(t -> parameters.indexOf(t) < 0 ? constants.any((char) t) : get(parameters.indexOf(t)))
                .toArray());
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    // ---- statements

    private byte[] statements(int nest) {
        List<Object> all = new ArrayList<>();
        for (int i = random.nextInt(Math.max(0, nest) + 1); i >= 0; i--) {
            all.add(statement(nest - 1));
        }
        return bytes(all.toArray());
    }

    private byte[] statement(int nest) {
        if (nest <= 0) {
            return assignment(1);
        }
        return switch (random.nextInt(16)) {
            case 14, 15 -> objects.write(nest);
            case 12 -> exceptions().write(nest);
            case 0 -> bytes(value('i', nest), IF, VOID, statements(nest - 1), ELSE, statements(nest - 1), END);
            case 1 -> counted(nest);
            case 2 -> dispatch(nest);
            case 3 -> bytes(value('i', nest), IF, VOID, leave(nest), END);
            case 4, 5 -> new BulkGenerator(random, this::value).write(nest);
            case 6 -> store(nest);
            case 7 -> bytes(value(letter(), nest), DROP);
            case 8 -> intoLocals(module.functions.get(0), nest, 0);
            case 9 -> several(nest);
            case 10 -> oneIn(8) ? bytes(NOP) : anyCall(nest);
            case 11 -> references.write(nest);
            default -> assignment(nest);
        };
    }

    private ExceptionGenerator exceptions() {
        return new ExceptionGenerator(random, module, new ExceptionGenerator.Code() {
            @Override
            public byte[] values(String types, int nest) {
                return CodeGenerator.this.values(types, nest);
            }

            @Override
            public byte[] pop(String types) {
                return CodeGenerator.this.pop(types);
            }

            @Override
            public byte[] statements(int nest) {
                return CodeGenerator.this.statements(nest);
            }
        });
    }

    private byte[] leave(int nest) {
        return switch (random.nextInt(7)) {
            case 6 -> exceptions().leave(nest - 1);
            case 0 -> bytes(values(resultsOf(signature), nest - 1), RETURN);
            case 1 -> oneIn(2) ? bytes(UNREACHABLE) : bytes(NOP);
            case 2 -> bytes(BR, 0);
            default -> tailCall(nest - 1);
        };
    }

    private byte[] assignment(int nest) {
        char type = letter();
        return oneIn(4) && type != 'l'
                ? bytes(value(type, nest), GLOBAL_SET, OWN_GLOBALS + TYPES.indexOf(type))
                : bytes(value(type, nest), SET, u32(local(type)));
    }

    private byte[] counted(int nest) {
        if (counters == MOST_COUNTERS) {
            return assignment(nest);
        }
        int counter = firstCounter + counters++;
        byte[] body = statements(nest - 1);
        counters--;
        byte[] begin = bytes(i32(1 + random.nextInt(8)), SET, u32(counter));
        byte[] next = bytes(get(counter), i32(1), I32_SUB, TEE, u32(counter));
        if (oneIn(2)) {
            return bytes(begin, LOOP, VOID, body, next, BR_IF, 0, END);
        }
        // A loop that takes a value along and ends with another.
        char type = letter();
        int form = module.type(type + ":" + type);
        byte[] back = bytes(TEE, u32(local(type)), get(local(type)), DROP, next, BR_IF, 0);
        return bytes(begin, value(type, 1), LOOP, signed(form), body, back, END, DROP);
    }

    private byte[] dispatch(int nest) {
        int cases = 1 + random.nextInt(4);
        List<Object> code = new ArrayList<>();
        for (int i = 0; i <= cases; i++) {
            code.add(bytes(BLOCK, VOID));
        }
        Object[] labels = new Object[cases];
        Arrays.setAll(labels, i -> random.nextInt(cases + 1));
        code.add(bytes(value('i', nest - 1), i32(7), I32_AND, BR_TABLE, vector(labels), random.nextInt(cases + 1)));
        for (int i = 0; i <= cases; i++) {
            code.add(bytes(END, i < cases ? statements(nest - 2) : bytes()));
        }
        return bytes(code.toArray());
    }

    private byte[] store(int nest) {
        List<Opcode> stores =
                REGULAR.stream().filter(o -> o.signature().results().isEmpty()).toList();
        Opcode store = stores.get(random.nextInt(stores.size()));
        char stored = store.signature().text().charAt(1);
        return bytes(address(nest - 1), value(stored, nest - 1), encoded(store));
    }

    /** A block of several parameters and results, which end in locals. */
    private byte[] several(int nest) {
        String taken = letters(random, random.nextInt(4));
        String left = letters(random, random.nextInt(5));
        byte[] begin = bytes(values(taken, nest - 1), BLOCK, signed(module.type(taken + ':' + left)), pop(taken));
        byte[] early = bytes(values(left, 1), value('i', 1), BR_IF, 0, pop(left));
        return bytes(begin, oneIn(2) ? early : bytes(), statements(nest - 1), values(left, nest - 1), END, pop(left));
    }

    // ---- calls

    private byte[] anyCall(int nest) {
        int function = random.nextInt(module.functions.size());
        return intoLocals(module.functions.get(function), nest, function);
    }

    /** A call, directly or through the table, whose results end in locals. */
    private byte[] intoLocals(String callee, int nest, int function) {
        byte[] call = oneIn(3) ? references.call(function, false) : bytes(CALL, u32(function));
        int slot = slotOf(callee, true);
        if (slot >= 0 && oneIn(2)) {
            call = bytes(index(slot), CALL_INDIRECT, u32(module.type(callee)), SHARED_TABLE);
        }
        return bytes(values(parametersOf(callee), nest - 1), call, pop(resultsOf(callee)));
    }

    /** A tail call of any function that has this one's results, or these results if there is none. */
    private byte[] tailCall(int nest) {
        String results = resultsOf(signature);
        List<Integer> fitting = new ArrayList<>();
        for (int i = 0; i < module.functions.size(); i++) {
            if (resultsOf(module.functions.get(i)).equals(results)) {
                fitting.add(i);
            }
        }
        int slot = slotOf(results, false);
        if (slot >= 0 && oneIn(2)) {
            String callee = module.slots[slot];
            byte[] call = bytes(index(slot), RETURN_CALL_INDIRECT, u32(module.type(callee)), SHARED_TABLE);
            return bytes(values(parametersOf(callee), nest), call);
        }
        int function = fitting.get(random.nextInt(fitting.size()));
        String callee = module.functions.get(function);
        byte[] call = oneIn(3) ? references.call(function, true) : bytes(RETURN_CALL, u32(function));
        return bytes(values(parametersOf(callee), nest), call);
    }

    /** A slot of the shared table whose function has that signature, or these results; -1 if there is none. */
    private int slotOf(String what, boolean whole) {
        int from = random.nextInt(module.slots.length);
        for (int i = 0; i < module.slots.length; i++) {
            int slot = (from + i) % module.slots.length;
            String there = module.slots[slot];
            if (there != null && (whole ? there : resultsOf(there)).equals(what)) {
                return slot;
            }
        }
        return -1;
    }

    private byte[] index(int slot) {
        return i32(oneIn(40) ? random.nextInt(2 * module.slots.length) : slot);
    }

    // ---- values

    private char letter() {
        return TYPES.charAt(random.nextInt(TYPES.length()));
    }

    private int local(char type) {
        int parameter = parameters.indexOf(type, random.nextInt(parameters.length() + 1));
        return parameter >= 0
                ? parameter
                : firstLocal + TYPES.indexOf(type) * LOCALS_EACH + random.nextInt(LOCALS_EACH);
    }

    private byte[] pop(String types) {
        List<Object> code = new ArrayList<>();
        for (int i = types.length() - 1; i >= 0; i--) {
            code.add(bytes(SET, u32(local(types.charAt(i)))));
        }
        return bytes(code.toArray());
    }

    private byte[] values(String types, int nest) {
        // Many are short, so that functions stay small.
        int each = types.length() > 3 ? 0 : nest;
        return bytes(types.chars().mapToObj(t -> value((char) t, each)).toArray());
    }

    private byte[] value(char type, int nest) {
        if (nest <= 0) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> constants.any(type);
                case 2 -> bytes(GLOBAL_GET, OWN_GLOBALS + TYPES.indexOf(type) + (oneIn(2) ? TYPES.length() : 0));
                default -> get(local(type));
            };
        }
        return switch (random.nextInt(9)) {
            case 0 -> bytes(value(type, nest - 1), value(type, nest - 1), value('i', nest - 1), select(type));
            case 1 ->
                bytes(
                        value('i', nest - 1),
                        IF,
                        Constants.valueType(type),
                        value(type, nest - 1),
                        ELSE,
                        value(type, 0),
                        END);
            case 2 ->
                bytes(
                        bytes(
                                BLOCK,
                                Constants.valueType(type),
                                value(type, nest - 1),
                                value('i', nest - 1),
                                BR_IF,
                                0,
                                DROP),
                        bytes(value(type, nest - 1), END));
            case 3 -> bytes(value(type, nest - 1), TEE, u32(local(type)));
            case 4 -> called(type, nest);
            default -> type == 'r' || type == 'u' ? reference(type, nest) : regular(type, nest);
        };
    }

    private byte[] select(char type) {
        boolean number = type != 'r' && type != 'u';
        return number && oneIn(2) ? bytes(SELECT) : bytes(SELECT_TYPED, 1, Constants.valueType(type));
    }

    private byte[] called(char type, int nest) {
        int function = random.nextInt(module.functions.size());
        String callee = module.functions.get(function);
        return bytes(intoLocals(callee, nest, function), get(local(type)));
    }

    private byte[] reference(char type, int nest) {
        int table = type == 'r' ? EXTERNAL_TABLE : oneIn(2) ? SHARED_TABLE : OWN_TABLE;
        return oneIn(3)
                ? bytes(value(type, nest - 1), CALL, type == 'r' ? 2 : 3)
                : bytes(value('i', nest - 1), i32(7), I32_AND, 0x25, table);
    }

    private byte[] regular(char type, int nest) {
        if (type == 'i' && oneIn(12)) {
            return objects.number(nest);
        }
        if (type == 'i' && oneIn(6)) {
            return new BulkGenerator(random, this::value).size(nest);
        }
        List<Opcode> all = REGULAR.stream()
                .filter(o -> resultsOf(o.signature().text()).matches(type + "+"))
                .toList();
        return computed(type, all.get(random.nextInt(all.size())), nest);
    }

    /** The next two vector instructions of all, whose results end in locals. */
    private byte[] vectors() {
        return bytes(intoLocal(module.vector()), intoLocal(module.vector()));
    }

    private byte[] intoLocal(Opcode opcode) {
        String result = resultsOf(opcode.signature().text());
        if (result.isEmpty()) {
            return bytes(address(1), value('v', 1), encoded(opcode));
        }
        char type = result.charAt(0);
        return bytes(computed(type, opcode, 2), SET, u32(local(type)));
    }

    private byte[] computed(char type, Opcode opcode, int nest) {
        String name = opcode.mnemonic();
        String operands = parametersOf(opcode.signature().text());
        if (name.contains(".trunc_f") && !oneIn(20)) {
            byte[] small = bytes(value('i', nest - 1), i32(0xFFFF), I32_AND);
            return bytes(small, operands.equals("f") ? F32_CONVERT_I32_S : F64_CONVERT_I32_S, encoded(opcode));
        }
        if (opcode.form() == Form.LOAD) {
            byte[] others = values(operands.substring(1), nest - 1);
            return defined(type, bytes(address(nest - 1), others, encoded(opcode)));
        }
        byte[] code = values(operands, nest - 1);
        if ((name.contains(".div_") || name.contains(".rem_")) && !oneIn(20)) {
            code = type == 'i' ? bytes(code, i32(1), I32_OR) : bytes(code, i64(1), I64_OR);
        }
        code = bytes(code, encoded(opcode), intoOne(type, opcode));
        return type == 'v' && name.startsWith("f") ? withoutNaN(name, code) : defined(type, code);
    }

    /** What makes one value of an instruction's several results. */
    private static byte[] intoOne(char type, Opcode opcode) {
        byte[] code = {};
        for (int i = opcode.signature().results().size(); i > 1; i--) {
            code = bytes(code, type == 'i' ? I32_XOR : type == 'l' ? I64_XOR : DROP);
        }
        return code;
    }

    private byte[] encoded(Opcode opcode) {
        byte[] code = opcode.prefix() == 0 ? bytes(opcode.code()) : bytes(opcode.prefix(), u32(opcode.code() & 0xFFFF));
        return switch (opcode.immediate()) {
            case NONE -> code;
            case MEMARG -> bytes(code, memarg());
            case MEMARG_LANE -> bytes(code, memarg(), random.nextInt(opcode.lanes()));
            case LANE -> bytes(code, random.nextInt(opcode.lanes()));
            case SHUFFLE ->
                bytes(code, bytes(random.ints(16, 0, opcode.lanes()).boxed().toArray()));
            default -> throw new IllegalStateException("not generated: " + opcode);
        };
    }

    /** Lanes of floats that may be NaNs become 0 then. */
    private byte[] withoutNaN(String name, byte[] code) {
        int there = local('v');
        return bytes(
                bytes(code, TEE, u32(there), get(there), get(there)),
                bytes(0xFD, name.startsWith("f32") ? 0x41 : 0x47, 0xFD, 0x4E));
    }

    /** A float that may be a NaN becomes one that is none. */
    private byte[] defined(char type, byte[] code) {
        if (type != 'f' && type != 'd') {
            return code;
        }
        byte[] there = get(firstLocal + TYPES.indexOf(type) * LOCALS_EACH);
        byte[] keep = bytes(TEE, u32(firstLocal + TYPES.indexOf(type) * LOCALS_EACH));
        return bytes(code, keep, Constants.zero(type), there, there, type == 'f' ? F32_EQ : F64_EQ, SELECT);
    }

    /** An address within the memories, but for the last few bytes. */
    private byte[] address(int nest) {
        return oneIn(200) ? value('i', nest) : bytes(value('i', nest), i32(ADDRESSES), I32_AND);
    }

    private byte[] memarg() {
        int offset = oneIn(4) ? random.nextInt(40) : 0;
        return oneIn(2) ? bytes(0, u32(offset)) : bytes(0x40, random.nextInt(MEMORIES), u32(offset));
    }
}
