package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arithmetic makes a signalling NaN quiet (specification, section 4.3.3), also where a compiler could take it for an
 * identity: each instruction, with each kind of constant on each side, however the constant gets there. A function is
 * called so often that HotSpot's second compiler has it.
 */
class QuietNanTest {

    private static final int ROUNDS = 4;
    private static final int CALLS = 6_000;

    /** Calls in a round where they are slow: all functions are run by the same compiled loop, or some compiled late. */
    private static final Map<Tier, Integer> FEWER_CALLS = Map.of(Tier.INTERPRET, 300, Tier.TIERED, 2_000);

    /** The instructions that HotSpot may take for identities: sub, mul, div. */
    private static final int[] IDENTITIES = {1, 2, 3};

    private static final double[] CONSTANTS = {
        1, -1, 0, -0.0, 2, 0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };
    private static final int I32_EQ = 0x46;
    private static final int I64_EQ = 0x51;
    private static final int I64_AND = 0x83;
    private static final int I32_AND = 0x71;
    private static final int WRAP = 0xA7;
    private static final int DEMOTE = 0xB6;
    private static final int PROMOTE = 0xBB;

    /** A floating-point type, by its opcodes. */
    private enum Type {
        SINGLE('f', 0x43, 0xBE, 0xB2, 0xB4, 0x91),
        DOUBLE('d', 0x44, 0xBF, 0xB7, 0xB9, 0x9F);

        final char letter;
        final int constant;
        final int reinterpret;
        final int ofInt;
        final int ofLong;
        final int sqrt;

        Type(char letter, int constant, int reinterpret, int ofInt, int ofLong, int sqrt) {
            this.letter = letter;
            this.constant = constant;
            this.reinterpret = reinterpret;
            this.ofInt = ofInt;
            this.ofLong = ofLong;
            this.sqrt = sqrt;
        }

        /** The opcode of the binary instruction that comes so many after {@code sqrt}: add, sub, mul, div, min, max. */
        int binary(int number) {
            return sqrt + 1 + number;
        }

        byte[] constant(double value) {
            ByteBuffer bits = ByteBuffer.allocate(this == SINGLE ? 4 : 8).order(ByteOrder.LITTLE_ENDIAN);
            return bytes(constant, (this == SINGLE ? bits.putFloat((float) value) : bits.putDouble(value)).array());
        }

        byte[] ofBits(double value) {
            byte[] bits =
                    this == SINGLE ? i32(Float.floatToIntBits((float) value)) : i64(Double.doubleToLongBits(value));
            return bytes(bits, reinterpret);
        }

        /** The operand: of the parameter's bits. */
        byte[] operand() {
            return this == SINGLE ? bytes(get(0), WRAP, reinterpret) : bytes(get(0), reinterpret);
        }

        /** Whether the result is a quiet NaN, as an i32. */
        byte[] isQuiet() {
            return this == SINGLE
                    ? bytes(0xBC, i32(0x7FC0_0000), I32_AND, i32(0x7FC0_0000), I32_EQ)
                    : bytes(0xBD, i64(0x7FF8L << 48), I64_AND, i64(0x7FF8L << 48), I64_EQ);
        }

        long signalling() {
            return this == SINGLE ? 0x7FA0_0000L : 0x7FF4L << 48;
        }
    }

    /** A function of the module, all of whose results are to be quiet. */
    private record Case(String name, int index, Type type) {}

    private final Program program = new Program();
    private final List<Case> cases = new ArrayList<>();

    private void add(String name, Type type, Object... code) {
        int index = program.function(null, "l:i", "ffdd", bytes(code), type.isQuiet());
        cases.add(new Case(type + " " + name, index, type));
    }

    private static int local(Type type) {
        return type == Type.SINGLE ? 1 : 3;
    }

    private void addOnBothSides(String name, Type type, int opcode, byte[] other) {
        add("x " + name, type, type.operand(), other, opcode);
        add(name + " x", type, other, type.operand(), opcode);
    }

    private void addLiterals(Type type) {
        for (int number = 0; number < 6; number++) {
            for (double constant : CONSTANTS) {
                addOnBothSides(number + " " + constant, type, type.binary(number), type.constant(constant));
            }
            add(number + " itself", type, type.operand(), type.operand(), type.binary(number));
        }
        for (int number = -4; number <= 0; number++) {
            add("unary " + number, type, type.operand(), type.sqrt + number);
        }
        add("twice", type, type.operand(), type.constant(1), type.binary(2), type.constant(1), type.binary(2));
        add("negated", type, type.operand(), type.sqrt - 5, type.constant(0), type.binary(1));
    }

    /** What the compiler sees through, as well as a literal. */
    private void addHidden(Type type, double constant, int globals) {
        byte[] literal = type.constant(constant);
        byte[] half = type.constant(constant / 2);
        for (int number : IDENTITIES) {
            int opcode = type.binary(number);
            String name = number + " " + constant;
            int there = local(type);
            String types = "" + type.letter + type.letter;
            int called = program.function(null, types + ':' + type.letter, "", get(0), get(1), opcode);
            addOnBothSides(name + " from a local", type, opcode, bytes(literal, SET, there, get(there)));
            addOnBothSides(name + " as bits", type, opcode, type.ofBits(constant));
            addOnBothSides(name + " of an i32", type, opcode, bytes(i32((int) constant), type.ofInt));
            addOnBothSides(name + " of an i64", type, opcode, bytes(i64((long) constant), type.ofLong));
            addOnBothSides(name + " as a sum", type, opcode, bytes(half, half, type.binary(0)));
            addOnBothSides(
                    name + " either way",
                    type,
                    opcode,
                    bytes(bytes(get(0), WRAP, IF, type == Type.SINGLE ? F32 : F64, literal, ELSE, literal, END)));
            addOnBothSides(name + " from a global", type, opcode, bytes(GLOBAL_GET, globals));
            add("x " + name + " in a call", type, type.operand(), literal, CALL, u32(called));
            add(name + " x in a call", type, literal, type.operand(), CALL, u32(called));
            if (constant == 0) {
                addOnBothSides(name + " of an unset local", type, opcode, get(there + 1));
            }
        }
    }

    private void addConversions() {
        UnaryOperator<byte[]> promoted = between -> bytes(Type.SINGLE.operand(), PROMOTE, between, DEMOTE);
        add("promoted, demoted", Type.SINGLE, promoted.apply(bytes()));
        add("promoted, demoted by a local", Type.SINGLE, promoted.apply(bytes(SET, 3, get(3))));
        add("promoted, demoted by a tee", Type.SINGLE, promoted.apply(bytes(TEE, 3)));
        add("promoted, times 1, demoted", Type.SINGLE, promoted.apply(bytes(Type.DOUBLE.constant(1), 0xA2)));
        int demote = program.function(null, "d:f", "", get(0), DEMOTE);
        add("promoted, demoted in a call", Type.SINGLE, Type.SINGLE.operand(), PROMOTE, CALL, u32(demote));
        add("promoted", Type.DOUBLE, i32(0x7FA0_0000), 0xBE, PROMOTE);
        add("promoted x", Type.DOUBLE, get(0), i64(32), 0x88, WRAP, i32(0x7FA0_0000), 0x72, 0xBE, PROMOTE);
        add("demoted", Type.SINGLE, get(0), i64(0x7FF4L << 48), 0x84, 0xBF, DEMOTE);
    }

    /** {@code run(case, bits, n)}: how many of n calls had a result that is not quiet. */
    private void addDriver() {
        program.table(0, cases.stream().map(Case::index).toArray(Integer[]::new));
        byte[] call = bytes(get(1), get(0), CALL_INDIRECT, u32(program.type("l:i")), 0, I32_EQZ);
        byte[] count = bytes(get(3), call, I32_ADD, SET, 3, get(2), i32(1), I32_SUB, TEE, 2);
        program.function("run", "ili:i", "i", LOOP, VOID, count, BR_IF, 0, END, get(3));
    }

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Tiers#all")
    void arithmeticMakesNansQuiet(Tier tier) throws Throwable {
        for (double constant : new double[] {0, 1}) {
            program.global(F32, Type.SINGLE.constant(constant)).global(F64, Type.DOUBLE.constant(constant));
        }
        for (Type type : Type.values()) {
            addLiterals(type);
            addHidden(type, 0, type.ordinal());
            addHidden(type, 1, 2 + type.ordinal());
        }
        addConversions();
        addDriver();
        List<String> wrong = new ArrayList<>();
        int calls = FEWER_CALLS.getOrDefault(tier, CALLS);
        try (Engine engine = Tiers.engine(tier)) {
            Function run = program.instantiate(engine).function("run");
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < cases.size(); i++) {
                    Case each = cases.get(i);
                    int signalling = (int) run.handle().invokeExact(i, each.type.signalling(), calls);
                    if (signalling > 0) {
                        wrong.add(each.name + ": " + signalling + " in round " + round);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
