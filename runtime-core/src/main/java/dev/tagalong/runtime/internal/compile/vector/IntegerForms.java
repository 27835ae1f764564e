package dev.tagalong.runtime.internal.compile.vector;

import static dev.tagalong.runtime.internal.compile.vector.LaneType.*;
import static dev.tagalong.runtime.internal.compile.vector.Operator.*;
import static dev.tagalong.runtime.internal.opcode.Opcode.*;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** Arithmetic and comparisons of integer lanes, as each version of the Vector API has them. */
final class IntegerForms {

    private final Map<Opcode, VectorForm> forms;

    private IntegerForms(Map<Opcode, VectorForm> forms) {
        this.forms = forms;
    }

    static void addTo(Map<Opcode, VectorForm> forms) {
        IntegerForms all = new IntegerForms(forms);
        all.bits();
        all.arithmetic();
        all.shifts();
        all.signedComparisons();
        all.unsignedComparisons();
        all.lesserAndGreater();
        all.saturating();
        all.saturatingUnsigned();
        all.products();
        all.sumsOfNeighbours();
        all.tests();
    }

    private void put(Opcode opcode, VectorForm.Plain form) {
        forms.put(opcode, VectorForm.of(form));
    }

    private void bits() {
        put(V128_NOT, v -> v.unary(BYTE, "not"));
        put(V128_AND, v -> v.binary(BYTE, "and"));
        put(V128_ANDNOT, v -> v.lanewise(BYTE, AND_NOT));
        put(V128_OR, v -> v.binary(BYTE, "or"));
        put(V128_XOR, v -> v.lanewise(BYTE, XOR));
        for (Opcode select : new Opcode[] {
            V128_BITSELECT,
            I8X16_RELAXED_LANESELECT,
            I16X8_RELAXED_LANESELECT,
            I32X4_RELAXED_LANESELECT,
            I64X2_RELAXED_LANESELECT
        }) {
            put(select, v -> v.storeAll(3).load(1).load(0).load(2).bitwiseBlend());
        }
    }

    private void binary(Opcode opcode, LaneType type, String method) {
        put(opcode, v -> v.asBoth(type).binary(type, method).back(type));
    }

    private void unary(Opcode opcode, LaneType type, String method) {
        put(opcode, v -> v.as(type).unary(type, method).back(type));
    }

    private void arithmetic() {
        binary(I8X16_ADD, BYTE, "add");
        binary(I16X8_ADD, SHORT, "add");
        binary(I32X4_ADD, INT, "add");
        binary(I64X2_ADD, LONG, "add");
        binary(I8X16_SUB, BYTE, "sub");
        binary(I16X8_SUB, SHORT, "sub");
        binary(I32X4_SUB, INT, "sub");
        binary(I64X2_SUB, LONG, "sub");
        binary(I16X8_MUL, SHORT, "mul");
        binary(I32X4_MUL, INT, "mul");
        binary(I64X2_MUL, LONG, "mul");
        unary(I8X16_NEG, BYTE, "neg");
        unary(I16X8_NEG, SHORT, "neg");
        unary(I32X4_NEG, INT, "neg");
        unary(I64X2_NEG, LONG, "neg");
        unary(I8X16_ABS, BYTE, "abs");
        unary(I16X8_ABS, SHORT, "abs");
        unary(I32X4_ABS, INT, "abs");
        unary(I64X2_ABS, LONG, "abs");
        average(I8X16_AVGR_U, BYTE);
        average(I16X8_AVGR_U, SHORT);
        put(I8X16_POPCNT, IntegerForms::onesOfBytes);
    }

    private void average(Opcode opcode, LaneType type) {
        put(
                opcode,
                v -> v.asBoth(type)
                        .storeAll(2)
                        .load(0)
                        .load(1)
                        .binary(type, "or")
                        .load(0)
                        .load(1)
                        .lanewise(type, XOR)
                        .lanewise(type, LSHR, 1)
                        .binary(type, "sub")
                        .back(type));
    }

    /** In lanes of 64 bits, as nothing carries from a byte into the next. */
    private static void onesOfBytes(VectorCode v) {
        v.as(LONG).store(0);
        v.load(0)
                .load(0)
                .lanewise(LONG, LSHR, 1)
                .with(LONG, "and", 0x5555_5555_5555_5555L)
                .binary(LONG, "sub")
                .store(0);
        v.load(0).with(LONG, "and", 0x3333_3333_3333_3333L);
        v.load(0)
                .lanewise(LONG, LSHR, 2)
                .with(LONG, "and", 0x3333_3333_3333_3333L)
                .binary(LONG, "add")
                .store(0);
        v.load(0).load(0).lanewise(LONG, LSHR, 4).binary(LONG, "add").with(LONG, "and", 0x0F0F_0F0F_0F0F_0F0FL);
        v.back(LONG);
    }

    private void shifts() {
        shift(I8X16_SHL, I8X16_SHR_S, I8X16_SHR_U, BYTE);
        shift(I16X8_SHL, I16X8_SHR_S, I16X8_SHR_U, SHORT);
        shift(I32X4_SHL, I32X4_SHR_S, I32X4_SHR_U, INT);
        shift(I64X2_SHL, I64X2_SHR_S, I64X2_SHR_U, LONG);
    }

    private void shift(Opcode left, Opcode signed, Opcode unsigned, LaneType type) {
        put(left, v -> v.underTop(type).shift(type, LSHL).back(type));
        put(signed, v -> v.underTop(type).shift(type, ASHR).back(type));
        put(unsigned, v -> v.underTop(type).shift(type, LSHR).back(type));
    }

    private void comparison(Opcode opcode, LaneType type, String name) {
        put(opcode, v -> v.asBoth(type).compare(type, name).maskToBytes());
    }

    private void signedComparisons() {
        signed(new Opcode[] {I8X16_EQ, I8X16_NE, I8X16_LT_S, I8X16_GT_S, I8X16_LE_S, I8X16_GE_S}, BYTE);
        signed(new Opcode[] {I16X8_EQ, I16X8_NE, I16X8_LT_S, I16X8_GT_S, I16X8_LE_S, I16X8_GE_S}, SHORT);
        signed(new Opcode[] {I32X4_EQ, I32X4_NE, I32X4_LT_S, I32X4_GT_S, I32X4_LE_S, I32X4_GE_S}, INT);
    }

    private void signed(Opcode[] opcodes, LaneType type) {
        String[] names = {"EQ", "NE", "LT", "GT", "LE", "GE"};
        for (int i = 0; i < opcodes.length; i++) {
            comparison(opcodes[i], type, names[i]);
        }
    }

    private void unsignedComparisons() {
        unsigned(new Opcode[] {I8X16_LT_U, I8X16_GT_U, I8X16_LE_U, I8X16_GE_U}, BYTE);
        unsigned(new Opcode[] {I16X8_LT_U, I16X8_GT_U, I16X8_LE_U, I16X8_GE_U}, SHORT);
        unsigned(new Opcode[] {I32X4_LT_U, I32X4_GT_U, I32X4_LE_U, I32X4_GE_U}, INT);
    }

    private void unsigned(Opcode[] opcodes, LaneType type) {
        String[] names = {"LT", "GT", "LE", "GE"};
        for (int i = 0; i < opcodes.length; i++) {
            String name = names[i];
            put(opcodes[i], v -> otherSigns(v, type).compare(type, name).maskToBytes());
        }
    }

    /** Vectors of lanes whose order as signed numbers is that of the given ones as unsigned numbers. */
    private static VectorCode otherSigns(VectorCode v, LaneType type) {
        long sign = 1L << type.bits - 1;
        return v.asBoth(type)
                .lanewise(type, XOR, sign)
                .swap()
                .lanewise(type, XOR, sign)
                .swap();
    }

    private void lesserAndGreater() {
        for (boolean least : new boolean[] {true, false}) {
            String method = least ? "min" : "max";
            binary(least ? I8X16_MIN_S : I8X16_MAX_S, BYTE, method);
            binary(least ? I16X8_MIN_S : I16X8_MAX_S, SHORT, method);
            binary(least ? I32X4_MIN_S : I32X4_MAX_S, INT, method);
            put(least ? I8X16_MIN_U : I8X16_MAX_U, v -> endUnsigned(v.asBoth(BYTE), BYTE, method));
            put(
                    least ? I16X8_MIN_U : I16X8_MAX_U,
                    v -> endUnsigned(v.asBoth(SHORT), SHORT, method).back(SHORT));
            put(
                    least ? I32X4_MIN_U : I32X4_MAX_U,
                    v -> endUnsigned(v.asBoth(INT), INT, method).back(INT));
        }
    }

    private static VectorCode endUnsigned(VectorCode v, LaneType type, String method) {
        long sign = 1L << type.bits - 1;
        return v.lanewise(type, XOR, sign)
                .swap()
                .lanewise(type, XOR, sign)
                .binary(type, method)
                .lanewise(type, XOR, sign);
    }

    private void saturating() {
        saturating(I8X16_ADD_SAT_S, BYTE, true);
        saturating(I16X8_ADD_SAT_S, SHORT, true);
        saturating(I8X16_SUB_SAT_S, BYTE, false);
        saturating(I16X8_SUB_SAT_S, SHORT, false);
    }

    /** A result overflowed if its sign is not the first operand's where that is impossible. */
    private void saturating(Opcode opcode, LaneType type, boolean sum) {
        put(opcode, v -> {
            v.asBoth(type).storeAll(2);
            v.load(0).load(1).binary(type, sum ? "add" : "sub").store(2);
            v.load(2).load(0).lanewise(type, ASHR, type.bits - 1).lanewise(type, XOR, (1L << type.bits - 1) - 1);
            v.load(0).load(2).lanewise(type, XOR).load(sum ? 2 : 0).load(1).lanewise(type, XOR);
            v.binary(type, "and").compare(type, "LT", 0).blend(type).back(type);
        });
    }

    /** A sum is limited by what is left above an operand, a difference by the operand itself. */
    private void saturatingUnsigned() {
        for (boolean bytes : new boolean[] {true, false}) {
            LaneType type = bytes ? BYTE : SHORT;
            put(bytes ? I8X16_ADD_SAT_U : I16X8_ADD_SAT_U, v -> {
                v.asBoth(type).storeAll(2).load(0).unary(type, "not").load(1);
                endUnsigned(v, type, "min").load(0).binary(type, "add").back(type);
            });
            put(bytes ? I8X16_SUB_SAT_U : I16X8_SUB_SAT_U, v -> {
                v.asBoth(type).storeAll(2).load(0).load(1);
                endUnsigned(v, type, "max").load(1).binary(type, "sub").back(type);
            });
        }
    }

    private void products() {
        put(
                I32X4_DOT_I16X8_S,
                v -> products(v.asBoth(INT), INT).binary(INT, "add").back(INT));
        put(
                I16X8_RELAXED_DOT_I8X16_I7X16_S,
                v -> products(v.asBoth(SHORT), SHORT).binary(SHORT, "add").back(SHORT));
        put(I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S, v -> {
            v.as(INT).store(2);
            products(v.asBoth(SHORT), SHORT)
                    .binary(SHORT, "add")
                    .cast(SHORT, INT)
                    .store(0);
            lowers(v.load(0), INT, true);
            v.load(0)
                    .lanewise(INT, ASHR, 16)
                    .binary(INT, "add")
                    .load(2)
                    .binary(INT, "add")
                    .back(INT);
        });
        put(I16X8_Q15MULR_SAT_S, IntegerForms::roundedProducts);
        put(I16X8_RELAXED_Q15MULR_S, IntegerForms::roundedProducts);
    }

    /** The products of the lower, and of the upper, halves of all lanes, which are signed. */
    private static VectorCode products(VectorCode v, LaneType type) {
        int half = type.bits / 2;
        v.storeAll(2);
        lowers(v.load(0), type, true);
        lowers(v.load(1), type, true).binary(type, "mul");
        return v.load(0)
                .lanewise(type, ASHR, half)
                .load(1)
                .lanewise(type, ASHR, half)
                .binary(type, "mul");
    }

    /** The lower halves of lanes. */
    private static VectorCode lowers(VectorCode v, LaneType type, boolean signed) {
        int half = type.bits / 2;
        return signed ? v.lanewise(type, LSHL, half).lanewise(type, ASHR, half) : v.with(type, "and", (1L << half) - 1);
    }

    /** Only the product of the least number with itself is out of range, one too large, and nothing else gives the least. */
    private static void roundedProducts(VectorCode v) {
        products(v.asBoth(INT), INT);
        v.with(INT, "add", 0x4000)
                .lanewise(INT, LSHL, 1)
                .with(INT, "and", 0xFFFF_0000L)
                .swap()
                .with(INT, "add", 0x4000)
                .lanewise(INT, LSHL, 1)
                .lanewise(INT, LSHR, 16)
                .binary(INT, "or")
                .cast(INT, SHORT)
                .store(0);
        v.load(0).load(0).compare(SHORT, "EQ", Short.MIN_VALUE).maskToBytes().as(SHORT);
        v.binary(SHORT, "add").back(SHORT);
    }

    private void sumsOfNeighbours() {
        for (boolean signed : new boolean[] {true, false}) {
            sums(signed ? I16X8_EXTADD_PAIRWISE_I8X16_S : I16X8_EXTADD_PAIRWISE_I8X16_U, SHORT, signed);
            sums(signed ? I32X4_EXTADD_PAIRWISE_I16X8_S : I32X4_EXTADD_PAIRWISE_I16X8_U, INT, signed);
        }
    }

    private void sums(Opcode opcode, LaneType type, boolean signed) {
        put(
                opcode,
                v -> lowers(v.as(type).insn(Opcodes.DUP), type, signed)
                        .swap()
                        .lanewise(type, signed ? ASHR : LSHR, type.bits / 2)
                        .binary(type, "add")
                        .back(type));
    }

    private void tests() {
        put(V128_ANY_TRUE, v -> v.halves().anyBit());
        allTrue(I8X16_ALL_TRUE, BYTE);
        allTrue(I16X8_ALL_TRUE, SHORT);
        allTrue(I32X4_ALL_TRUE, INT);
        put(I64X2_ALL_TRUE, v -> v.halves().bothHaveBits());
        put(I64X2_BITMASK, v -> v.halves().signs());
    }

    private void allTrue(Opcode opcode, LaneType type) {
        put(
                opcode,
                v -> v.as(type).compare(type, "EQ", 0).ofMask("anyTrue", "()Z").not());
    }
}
