package dev.tagalong.runtime.internal.compile.vector;

import static dev.tagalong.runtime.internal.compile.vector.LaneType.*;
import static dev.tagalong.runtime.internal.compile.vector.Operator.*;
import static dev.tagalong.runtime.internal.opcode.Opcode.*;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** What the Vector API has a call for since JDK 24, or what HotSpot has had an instruction for since then at the latest. */
final class NewerForms {

    private final Map<Opcode, VectorForm> forms;

    private NewerForms(Map<Opcode, VectorForm> forms) {
        this.forms = forms;
    }

    static void addTo(Map<Opcode, VectorForm> forms) {
        NewerForms all = new NewerForms(forms);
        all.operators();
        all.comparisons(new Opcode[] {I8X16_LT_U, I8X16_GT_U, I8X16_LE_U, I8X16_GE_U}, BYTE);
        all.comparisons(new Opcode[] {I16X8_LT_U, I16X8_GT_U, I16X8_LE_U, I16X8_GE_U}, SHORT);
        all.comparisons(new Opcode[] {I32X4_LT_U, I32X4_GT_U, I32X4_LE_U, I32X4_GE_U}, INT);
        all.masks();
        all.conversions();
        all.extensions(V128_LOAD8X8_S, I16X8_EXTEND_LOW_I8X16_S, BYTE, "B2S");
        all.extensions(V128_LOAD8X8_U, I16X8_EXTEND_LOW_I8X16_U, BYTE, "ZERO_EXTEND_B2S");
        all.extensions(V128_LOAD16X4_S, I32X4_EXTEND_LOW_I16X8_S, SHORT, "S2I");
        all.extensions(V128_LOAD16X4_U, I32X4_EXTEND_LOW_I16X8_U, SHORT, "ZERO_EXTEND_S2I");
        all.extensions(V128_LOAD32X2_S, I64X2_EXTEND_LOW_I32X4_S, INT, "I2L");
        all.extensions(V128_LOAD32X2_U, I64X2_EXTEND_LOW_I32X4_U, INT, "ZERO_EXTEND_I2L");
        forms.put(I8X16_SHUFFLE, (v, lane, low, high) -> MoveForms.shuffle(v, low, high, NewerForms::selectOfBoth));
    }

    private void extensions(Opcode load, Opcode low, LaneType type, String conversion) {
        put(load, v -> v.broadcast(LONG).cast(LONG, type).convert(type, conversion));
        put(low, v -> v.as(type).convert(type, conversion));
    }

    private static void selectOfBoth(VectorCode v, LaneType type, int[] indices) {
        long[] halves = new long[2];
        for (int i = 0; i < indices.length; i++) {
            int bit = i * type.bits;
            halves[bit / Long.SIZE] |= (long) indices[i] << bit % Long.SIZE;
        }
        v.storeAll(2).selectOfBoth(type, halves[0], halves[1]);
    }

    private void put(Opcode opcode, VectorForm.Plain form) {
        forms.put(opcode, VectorForm.of(form));
    }

    private void operators() {
        operator(I8X16_ADD_SAT_S, BYTE, SADD);
        operator(I8X16_ADD_SAT_U, BYTE, SUADD);
        operator(I8X16_SUB_SAT_S, BYTE, SSUB);
        operator(I8X16_SUB_SAT_U, BYTE, SUSUB);
        operator(I16X8_ADD_SAT_S, SHORT, SADD);
        operator(I16X8_ADD_SAT_U, SHORT, SUADD);
        operator(I16X8_SUB_SAT_S, SHORT, SSUB);
        operator(I16X8_SUB_SAT_U, SHORT, SUSUB);
        operator(I8X16_MIN_U, BYTE, UMIN);
        operator(I8X16_MAX_U, BYTE, UMAX);
        operator(I16X8_MIN_U, SHORT, UMIN);
        operator(I16X8_MAX_U, SHORT, UMAX);
        operator(I32X4_MIN_U, INT, UMIN);
        operator(I32X4_MAX_U, INT, UMAX);
        put(I8X16_POPCNT, v -> v.lanewiseUnary(BYTE, "BIT_COUNT"));
    }

    private void operator(Opcode opcode, LaneType type, Operator operator) {
        put(opcode, v -> v.asBoth(type).lanewise(type, operator).back(type));
    }

    private void comparisons(Opcode[] opcodes, LaneType type) {
        String[] names = {"ULT", "UGT", "ULE", "UGE"};
        for (int i = 0; i < opcodes.length; i++) {
            String name = names[i];
            put(opcodes[i], v -> v.asBoth(type).compare(type, name).maskToBytes());
        }
    }

    private void masks() {
        bitmask(I8X16_BITMASK, BYTE);
        bitmask(I16X8_BITMASK, SHORT);
        bitmask(I32X4_BITMASK, INT);
    }

    private void bitmask(Opcode opcode, LaneType type) {
        put(
                opcode,
                v -> v.as(type).compare(type, "LT", 0).ofMask("toLong", "()J").insn(Opcodes.L2I));
    }

    private void conversions() {
        for (Opcode opcode : new Opcode[] {I32X4_TRUNC_SAT_F32X4_S, I32X4_RELAXED_TRUNC_F32X4_S}) {
            put(opcode, v -> v.as(FLOAT).convert(FLOAT, "F2I"));
        }
        for (Opcode opcode : new Opcode[] {I32X4_TRUNC_SAT_F32X4_U, I32X4_RELAXED_TRUNC_F32X4_U}) {
            put(opcode, NewerForms::toUnsigned);
        }
        put(F64X2_CONVERT_LOW_I32X4_S, v -> v.as(INT).convert(INT, "I2D"));
        put(
                F64X2_CONVERT_LOW_I32X4_U,
                v -> v.as(INT)
                        .lanewise(INT, XOR, Integer.MIN_VALUE)
                        .convert(INT, "I2D")
                        .as(DOUBLE)
                        .with(DOUBLE, "add", 1L << 31)
                        .back(DOUBLE));
        put(F64X2_PROMOTE_LOW_F32X4, v -> v.as(FLOAT).convert(FLOAT, "F2D"));
        put(F32X4_DEMOTE_F64X2_ZERO, v -> v.as(DOUBLE).convert(DOUBLE, "D2F"));
    }

    /** From 2^31 on, a number is what that is at most, and one, and what is left above it. */
    private static void toUnsigned(VectorCode v) {
        v.as(FLOAT).with(FLOAT, "max", 0).store(0);
        v.load(0).convert(FLOAT, "F2I").as(INT);
        v.load(0).compare(FLOAT, "GE", 1L << 31).floatMaskToBytes(FLOAT).as(INT).binary(INT, "sub");
        v.load(0)
                .with(FLOAT, "sub", 1L << 31)
                .with(FLOAT, "max", 0)
                .convert(FLOAT, "F2I")
                .as(INT);
        v.binary(INT, "add").back(INT);
    }
}
