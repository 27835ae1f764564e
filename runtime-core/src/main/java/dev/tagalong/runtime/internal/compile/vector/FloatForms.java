package dev.tagalong.runtime.internal.compile.vector;

import static dev.tagalong.runtime.internal.compile.vector.LaneType.*;
import static dev.tagalong.runtime.internal.compile.vector.Operator.*;
import static dev.tagalong.runtime.internal.opcode.Opcode.*;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.Map;

/** Floating-point arithmetic, as each version of the Vector API has it. */
final class FloatForms {

    private final Map<Opcode, VectorForm> forms;

    private FloatForms(Map<Opcode, VectorForm> forms) {
        this.forms = forms;
    }

    static void addTo(Map<Opcode, VectorForm> forms) {
        FloatForms all = new FloatForms(forms);
        all.singles();
        all.doubles();
        all.signs();
        all.roundings();
        all.fromIntegers();
    }

    /** What compares doubles, for {@link WideForms}. */
    static void addWideTo(Map<Opcode, VectorForm> forms) {
        FloatForms all = new FloatForms(forms);
        all.put(F64X2_PMIN, v -> pseudo(v, DOUBLE, "LT"));
        all.put(F64X2_PMAX, v -> pseudo(v, DOUBLE, "GT"));
    }

    private void put(Opcode opcode, VectorForm.Plain form) {
        forms.put(opcode, VectorForm.of(form));
    }

    private void singles() {
        arithmetic(new Opcode[] {F32X4_ADD, F32X4_SUB, F32X4_MUL, F32X4_DIV, F32X4_MIN, F32X4_MAX}, FLOAT);
        put(F32X4_RELAXED_MIN, v -> extreme(v, FLOAT, "min"));
        put(F32X4_RELAXED_MAX, v -> extreme(v, FLOAT, "max"));
        comparisons(new Opcode[] {F32X4_EQ, F32X4_NE, F32X4_LT, F32X4_GT, F32X4_LE, F32X4_GE}, FLOAT);
        put(F32X4_SQRT, v -> v.as(FLOAT).unary(FLOAT, "sqrt").back(FLOAT));
        put(F32X4_PMIN, v -> pseudo(v, FLOAT, "LT"));
        put(F32X4_PMAX, v -> pseudo(v, FLOAT, "GT"));
        put(F32X4_RELAXED_MADD, v -> productAndSum(v, FLOAT));
        put(F32X4_RELAXED_NMADD, v -> sumLessProduct(v, FLOAT));
    }

    private void doubles() {
        arithmetic(new Opcode[] {F64X2_ADD, F64X2_SUB, F64X2_MUL, F64X2_DIV, F64X2_MIN, F64X2_MAX}, DOUBLE);
        put(F64X2_RELAXED_MIN, v -> extreme(v, DOUBLE, "min"));
        put(F64X2_RELAXED_MAX, v -> extreme(v, DOUBLE, "max"));
        put(F64X2_SQRT, v -> v.as(DOUBLE).unary(DOUBLE, "sqrt").back(DOUBLE));
        put(F64X2_RELAXED_MADD, v -> productAndSum(v, DOUBLE));
        put(F64X2_RELAXED_NMADD, v -> sumLessProduct(v, DOUBLE));
    }

    private void arithmetic(Opcode[] opcodes, LaneType type) {
        String[] methods = {"add", "sub", "mul", "div", "min", "max"};
        for (int i = 0; i < opcodes.length; i++) {
            String method = methods[i];
            put(opcodes[i], i < 4 ? v -> binary(v, type, method) : v -> extreme(v, type, method));
        }
    }

    /** The API gives a NaN as it is; multiplied, it is a quiet one, as WebAssembly wants. */
    private static void extreme(VectorCode v, LaneType type, String method) {
        v.asBoth(type).binary(type, method).with(type, "mul", 1).back(type);
    }

    private static void binary(VectorCode v, LaneType type, String method) {
        v.asBoth(type).binary(type, method).back(type);
    }

    private void comparisons(Opcode[] opcodes, LaneType type) {
        String[] names = {"EQ", "NE", "LT", "GT", "LE", "GE"};
        for (int i = 0; i < opcodes.length; i++) {
            String name = names[i];
            put(opcodes[i], v -> v.asBoth(type).compare(type, name).floatMaskToBytes(type));
        }
    }

    /** The second operand where it compares so with the first, else the first. */
    private static void pseudo(VectorCode v, LaneType type, String comparison) {
        v.asBoth(type).storeAll(2).load(0).load(1).load(1).load(0);
        select(v, type, comparison).back(type);
    }

    /** Of four vectors: the lanes of the second one where a comparison of the third and the fourth holds, else of the first. */
    private static VectorCode select(VectorCode v, LaneType type, String comparison) {
        if (type == DOUBLE) {
            v.compareWide(type, comparison).store(3);
            return v.bothBack(type).load(3).bitwiseBlend().as(type);
        }
        return v.compare(type, comparison).blend(type);
    }

    private static void productAndSum(VectorCode v, LaneType type) {
        v.as(type)
                .store(0)
                .asBoth(type)
                .binary(type, "mul")
                .load(0)
                .binary(type, "add")
                .back(type);
    }

    private static void sumLessProduct(VectorCode v, LaneType type) {
        v.as(type)
                .store(0)
                .asBoth(type)
                .binary(type, "mul")
                .load(0)
                .swap()
                .binary(type, "sub")
                .back(type);
    }

    private void signs() {
        put(F32X4_ABS, v -> v.as(INT).with(INT, "and", Integer.MAX_VALUE).back(INT));
        put(F32X4_NEG, v -> v.as(INT).lanewise(INT, XOR, Integer.MIN_VALUE).back(INT));
        put(F64X2_ABS, v -> v.as(LONG).with(LONG, "and", Long.MAX_VALUE).back(LONG));
        put(F64X2_NEG, v -> v.as(LONG).lanewise(LONG, XOR, Long.MIN_VALUE).back(LONG));
    }

    /** Two doubles are rounded faster one by one: HotSpot has an instruction for that, and no masks of two lanes. */
    private void roundings() {
        put(F32X4_CEIL, v -> directed(v, FLOAT, true));
        put(F32X4_FLOOR, v -> directed(v, FLOAT, false));
        put(F32X4_TRUNC, v -> truncated(v, FLOAT));
        put(F32X4_NEAREST, v -> nearest(v, FLOAT));
    }

    /** From this number on there are no fractions. */
    private static long whole(LaneType type) {
        return type == FLOAT ? 1L << 23 : 1L << 52;
    }

    /** Pops the operand into temporary 0, its magnitude into 1, and pushes the magnitude, rounded to the nearest integer. */
    private static VectorCode roundedMagnitude(VectorCode v, LaneType type) {
        v.as(type).store(0).load(0);
        magnitude(v, type).store(1).load(1);
        return v.with(type, "add", whole(type)).with(type, "sub", whole(type));
    }

    private static VectorCode magnitude(VectorCode v, LaneType type) {
        LaneType bits = type == FLOAT ? INT : LONG;
        return v.cast(type, bits)
                .with(bits, "and", type == FLOAT ? Integer.MAX_VALUE : Long.MAX_VALUE)
                .cast(bits, type);
    }

    /** Gives a result the sign of temporary 0. */
    private static VectorCode signed(VectorCode v, LaneType type) {
        LaneType bits = type == FLOAT ? INT : LONG;
        return v.cast(type, bits)
                .load(0)
                .cast(type, bits)
                .with(bits, "and", type == FLOAT ? Integer.MIN_VALUE : Long.MIN_VALUE)
                .binary(bits, "or")
                .cast(bits, type);
    }

    /** The rounded number, but of what had no fraction or was NaN that number itself, of which a NaN becomes a quiet one. */
    private static void orItself(VectorCode v, LaneType type) {
        v.store(2).load(0).with(type, "mul", 1).load(2);
        v.load(1).push(type, whole(type)).broadcast(type);
        select(v, type, "LT").back(type);
    }

    private static void nearest(VectorCode v, LaneType type) {
        roundedMagnitude(v, type);
        orItself(signed(v, type), type);
    }

    private static void truncated(VectorCode v, LaneType type) {
        roundedMagnitude(v, type).store(2);
        v.load(2).load(2).with(type, "sub", 1).load(2).load(1);
        select(v, type, "GT");
        orItself(signed(v, type), type);
    }

    private static void directed(VectorCode v, LaneType type, boolean up) {
        signed(roundedMagnitude(v, type), type).store(2);
        v.load(2).load(2).with(type, up ? "add" : "sub", 1);
        v.load(2).load(0);
        select(v, type, up ? "LT" : "GT");
        orItself(signed(v, type), type);
    }

    private void fromIntegers() {
        put(F32X4_CONVERT_I32X4_S, v -> v.as(INT).convert(INT, "I2F"));
        put(
                F32X4_CONVERT_I32X4_U,
                v -> v.as(INT)
                        .store(0)
                        .load(0)
                        .lanewise(INT, LSHR, 16)
                        .convert(INT, "I2F")
                        .as(FLOAT)
                        .with(FLOAT, "mul", 1 << 16)
                        .load(0)
                        .with(INT, "and", 0xFFFF)
                        .convert(INT, "I2F")
                        .as(FLOAT)
                        .binary(FLOAT, "add")
                        .back(FLOAT));
    }
}
