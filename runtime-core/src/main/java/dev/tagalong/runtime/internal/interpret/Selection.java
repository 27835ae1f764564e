package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.MeaningSet;
import java.util.Arrays;

/**
 * Which instruction of the interpreter a regular instruction becomes: one of its own if it is listed here, else
 * {@link Op#REGULAR}. The tables are indexed by the opcode's ordinal.
 */
final class Selection {

    private static final int NONE = -1;
    private static final Opcode[] OPCODES = Opcode.values();

    private static final int[] OP = new int[OPCODES.length];
    private static final int[] IMMEDIATE_OP = new int[OPCODES.length];
    private static final boolean[] COMMUTES = new boolean[OPCODES.length];
    private static final Comparison[] COMPARISON = new Comparison[OPCODES.length];

    static {
        Arrays.fill(IMMEDIATE_OP, NONE);
        for (Opcode opcode : OPCODES) {
            boolean accesses = opcode.form() == Form.LOAD || opcode.form() == Form.STORE;
            OP[opcode.ordinal()] = accesses ? access(opcode) : NONE;
            COMPARISON[opcode.ordinal()] = Comparison.of(opcode);
        }
        int32InTheLoop();
        int64InTheLoop();
        floatsInTheLoop();
        int32InNumerics();
        int64InNumerics();
        float32InNumerics();
        float64InNumerics();
        inColdOps();
        immediate(Opcode.I32_ADD, Op.I32_ADD_I, true);
        immediate(Opcode.I32_MUL, Op.I32_MUL_I, true);
        immediate(Opcode.I32_AND, Op.I32_AND_I, true);
        immediate(Opcode.I32_OR, Op.I32_OR_I, true);
        immediate(Opcode.I32_XOR, Op.I32_XOR_I, true);
        immediate(Opcode.I32_SHL, Op.I32_SHL_I, false);
        immediate(Opcode.I32_SHR_S, Op.I32_SHR_S_I, false);
        immediate(Opcode.I32_SHR_U, Op.I32_SHR_U_I, false);
        immediate(Opcode.I32_ROTL, Op.I32_ROTL_I, false);
        immediate(Opcode.I64_ADD, Op.I64_ADD_I, true);
    }

    private Selection() {}

    private static void int32InTheLoop() {
        own(Opcode.I32_ADD, Op.I32_ADD);
        own(Opcode.I32_SUB, Op.I32_SUB);
        own(Opcode.I32_MUL, Op.I32_MUL);
        own(Opcode.I32_AND, Op.I32_AND);
        own(Opcode.I32_OR, Op.I32_OR);
        own(Opcode.I32_XOR, Op.I32_XOR);
        own(Opcode.I32_SHL, Op.I32_SHL);
        own(Opcode.I32_SHR_S, Op.I32_SHR_S);
        own(Opcode.I32_SHR_U, Op.I32_SHR_U);
        own(Opcode.I32_ROTL, Op.I32_ROTL);
        own(Opcode.I32_DIV_S, Op.I32_DIV_S);
        own(Opcode.I32_DIV_U, Op.I32_DIV_U);
        own(Opcode.I32_REM_S, Op.I32_REM_S);
        own(Opcode.I32_REM_U, Op.I32_REM_U);
        own(Opcode.I32_EXTEND8_S, Op.I32_EXTEND8_S);
        own(Opcode.I32_EXTEND16_S, Op.I32_EXTEND16_S);
    }

    private static void int64InTheLoop() {
        own(Opcode.I64_ADD, Op.I64_ADD);
        own(Opcode.I64_SUB, Op.I64_SUB);
        own(Opcode.I64_MUL, Op.I64_MUL);
        own(Opcode.I64_AND, Op.I64_AND);
        own(Opcode.I64_OR, Op.I64_OR);
        own(Opcode.I64_XOR, Op.I64_XOR);
        own(Opcode.I64_SHL, Op.I64_SHL);
        own(Opcode.I64_SHR_S, Op.I64_SHR_S);
        own(Opcode.I64_SHR_U, Op.I64_SHR_U);
        own(Opcode.I64_ROTL, Op.I64_ROTL);
        own(Opcode.I64_DIV_S, Op.I64_DIV_S);
        own(Opcode.I64_DIV_U, Op.I64_DIV_U);
        own(Opcode.I64_REM_S, Op.I64_REM_S);
        own(Opcode.I64_REM_U, Op.I64_REM_U);
        own(Opcode.I64_EXTEND_I32_S, Op.I64_EXTEND_I32_S);
        own(Opcode.I64_EXTEND32_S, Op.I64_EXTEND_I32_S);
        own(Opcode.I64_EXTEND_I32_U, Op.I64_EXTEND_I32_U);
    }

    private static void floatsInTheLoop() {
        own(Opcode.F64_ADD, Op.F64_ADD);
        own(Opcode.F64_SUB, Op.F64_SUB);
        own(Opcode.F64_MUL, Op.F64_MUL);
        own(Opcode.F64_DIV, Op.F64_DIV);
        own(Opcode.F64_SQRT, Op.F64_SQRT);
        own(Opcode.F64_CONVERT_I32_S, Op.F64_CONVERT_I32_S);
        own(Opcode.F32_ADD, Op.F32_ADD);
        own(Opcode.F32_SUB, Op.F32_SUB);
        own(Opcode.F32_MUL, Op.F32_MUL);
        own(Opcode.F32_DIV, Op.F32_DIV);
    }

    private static void int32InNumerics() {
        own(Opcode.F32_EQ, Op.F32_EQ);
        own(Opcode.F32_NE, Op.F32_NE);
        own(Opcode.F32_LT, Op.F32_LT);
        own(Opcode.F32_GT, Op.F32_GT);
        own(Opcode.F32_LE, Op.F32_LE);
        own(Opcode.F32_GE, Op.F32_GE);
        own(Opcode.I32_CLZ, Op.I32_CLZ);
        own(Opcode.I32_CTZ, Op.I32_CTZ);
        own(Opcode.I32_POPCNT, Op.I32_POPCNT);
        own(Opcode.I32_ROTR, Op.I32_ROTR);
        own(Opcode.I32_TRUNC_F32_S, Op.I32_TRUNC_F32_S);
        own(Opcode.I32_TRUNC_F32_U, Op.I32_TRUNC_F32_U);
        own(Opcode.I32_TRUNC_F64_S, Op.I32_TRUNC_F64_S);
        own(Opcode.I32_TRUNC_F64_U, Op.I32_TRUNC_F64_U);
        own(Opcode.I32_TRUNC_SAT_F32_S, Op.I32_TRUNC_SAT_F32_S);
        own(Opcode.I32_TRUNC_SAT_F32_U, Op.I32_TRUNC_SAT_F32_U);
        own(Opcode.I32_TRUNC_SAT_F64_S, Op.I32_TRUNC_SAT_F64_S);
        own(Opcode.I32_TRUNC_SAT_F64_U, Op.I32_TRUNC_SAT_F64_U);
    }

    private static void int64InNumerics() {
        own(Opcode.I64_CLZ, Op.I64_CLZ);
        own(Opcode.I64_CTZ, Op.I64_CTZ);
        own(Opcode.I64_POPCNT, Op.I64_POPCNT);
        own(Opcode.I64_ROTR, Op.I64_ROTR);
        own(Opcode.I64_TRUNC_F32_S, Op.I64_TRUNC_F32_S);
        own(Opcode.I64_TRUNC_F32_U, Op.I64_TRUNC_F32_U);
        own(Opcode.I64_TRUNC_F64_S, Op.I64_TRUNC_F64_S);
        own(Opcode.I64_TRUNC_F64_U, Op.I64_TRUNC_F64_U);
        own(Opcode.I64_EXTEND8_S, Op.I64_EXTEND8_S);
        own(Opcode.I64_EXTEND16_S, Op.I64_EXTEND16_S);
        own(Opcode.I64_TRUNC_SAT_F32_S, Op.I64_TRUNC_SAT_F32_S);
        own(Opcode.I64_TRUNC_SAT_F32_U, Op.I64_TRUNC_SAT_F32_U);
        own(Opcode.I64_TRUNC_SAT_F64_S, Op.I64_TRUNC_SAT_F64_S);
        own(Opcode.I64_TRUNC_SAT_F64_U, Op.I64_TRUNC_SAT_F64_U);
    }

    private static void float32InNumerics() {
        own(Opcode.F32_ABS, Op.F32_ABS);
        own(Opcode.F32_NEG, Op.F32_NEG);
        own(Opcode.F32_CEIL, Op.F32_CEIL);
        own(Opcode.F32_FLOOR, Op.F32_FLOOR);
        own(Opcode.F32_TRUNC, Op.F32_TRUNC);
        own(Opcode.F32_NEAREST, Op.F32_NEAREST);
        own(Opcode.F32_SQRT, Op.F32_SQRT);
        own(Opcode.F32_MIN, Op.F32_MIN);
        own(Opcode.F32_MAX, Op.F32_MAX);
        own(Opcode.F32_COPYSIGN, Op.F32_COPYSIGN);
        own(Opcode.F32_CONVERT_I32_S, Op.F32_CONVERT_I32_S);
        own(Opcode.F32_CONVERT_I32_U, Op.F32_CONVERT_I32_U);
        own(Opcode.F32_CONVERT_I64_S, Op.F32_CONVERT_I64_S);
        own(Opcode.F32_CONVERT_I64_U, Op.F32_CONVERT_I64_U);
        own(Opcode.F32_DEMOTE_F64, Op.F32_DEMOTE_F64);
    }

    private static void float64InNumerics() {
        own(Opcode.F64_ABS, Op.F64_ABS);
        own(Opcode.F64_NEG, Op.F64_NEG);
        own(Opcode.F64_CEIL, Op.F64_CEIL);
        own(Opcode.F64_FLOOR, Op.F64_FLOOR);
        own(Opcode.F64_TRUNC, Op.F64_TRUNC);
        own(Opcode.F64_NEAREST, Op.F64_NEAREST);
        own(Opcode.F64_MIN, Op.F64_MIN);
        own(Opcode.F64_MAX, Op.F64_MAX);
        own(Opcode.F64_COPYSIGN, Op.F64_COPYSIGN);
        own(Opcode.F64_CONVERT_I32_U, Op.F64_CONVERT_I32_U);
        own(Opcode.F64_CONVERT_I64_S, Op.F64_CONVERT_I64_S);
        own(Opcode.F64_CONVERT_I64_U, Op.F64_CONVERT_I64_U);
        own(Opcode.F64_PROMOTE_F32, Op.F64_PROMOTE_F32);
    }

    private static void inColdOps() {
        own(Opcode.REF_IS_NULL, Op.REF_IS_NULL);
        own(Opcode.TABLE_GET, Op.TABLE_GET);
        own(Opcode.TABLE_SET, Op.TABLE_SET);
        own(Opcode.TABLE_SIZE, Op.TABLE_SIZE);
        own(Opcode.TABLE_GROW, Op.TABLE_GROW);
        own(Opcode.TABLE_FILL, Op.TABLE_FILL);
        own(Opcode.TABLE_COPY, Op.TABLE_COPY);
        own(Opcode.TABLE_INIT, Op.TABLE_INIT);
        own(Opcode.ELEM_DROP, Op.ELEM_DROP);
        own(Opcode.MEMORY_SIZE, Op.MEMORY_SIZE);
        own(Opcode.MEMORY_GROW, Op.MEMORY_GROW);
        own(Opcode.MEMORY_FILL, Op.MEMORY_FILL);
        own(Opcode.MEMORY_COPY, Op.MEMORY_COPY);
        own(Opcode.MEMORY_INIT, Op.MEMORY_INIT);
        own(Opcode.DATA_DROP, Op.DATA_DROP);
    }

    private static void own(Opcode opcode, int op) {
        OP[opcode.ordinal()] = op;
    }

    private static void immediate(Opcode opcode, int op, boolean commutes) {
        IMMEDIATE_OP[opcode.ordinal()] = op;
        COMMUTES[opcode.ordinal()] = commutes;
    }

    /** Numbers are raw bits in a slot, and an i32 has its sign in the upper half, so many accesses are the same. */
    private static int access(Opcode opcode) {
        return switch (opcode.effect()) {
            case LOAD8_S -> Op.LOAD8_S;
            case LOAD8_U -> Op.LOAD8_U;
            case LOAD16_S -> Op.LOAD16_S;
            case LOAD16_U -> Op.LOAD16_U;
            case LOAD32, LOAD32_S -> Op.LOAD32;
            case LOAD32_U -> Op.LOAD32_U;
            case LOAD64 -> Op.LOAD64;
            case STORE8 -> Op.STORE8;
            case STORE16 -> Op.STORE16;
            case STORE32 -> Op.STORE32;
            case STORE64 -> Op.STORE64;
            case LOAD128, STORE128 -> NONE;
            case PURE, LANEWISE, CONSTANT, TRAPS, READS, WRITES, GROWS, ATOMIC8, ATOMIC16, ATOMIC32, ATOMIC64, FENCE ->
                throw new IllegalStateException("no memory access: " + opcode);
        };
    }

    /** Whether the interpreter has an instruction for it. */
    static boolean isOwn(Opcode opcode) {
        return OP[opcode.ordinal()] != NONE;
    }

    /** The instruction with addresses of some widths. */
    static int op(Opcode opcode, Addressing addressing) {
        return addressing == Addressing.NARROW ? op(opcode) : Op.REGULAR + MeaningSet.number(opcode, addressing);
    }

    /** The instruction. */
    static int op(Opcode opcode) {
        int own = OP[opcode.ordinal()];
        return own != NONE ? own : regularOp(opcode);
    }

    /** The instruction that executes the meaning. */
    static int regularOp(Opcode opcode) {
        return Op.REGULAR + opcode.ordinal();
    }

    /** The instruction whose second operand is a number in the code, or -1. */
    static int immediateOp(Opcode opcode) {
        return IMMEDIATE_OP[opcode.ordinal()];
    }

    /** Whether the operands may be exchanged. */
    static boolean commutes(Opcode opcode) {
        return COMMUTES[opcode.ordinal()];
    }

    /** The comparison, or {@code null}. */
    static Comparison comparison(Opcode opcode) {
        return COMPARISON[opcode.ordinal()];
    }
}
