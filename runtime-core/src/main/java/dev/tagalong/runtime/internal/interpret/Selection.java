package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import java.util.Arrays;

/** Which instruction of the interpreter a regular instruction becomes; the tables are indexed by the opcode's ordinal. */
final class Selection {

    private static final int NONE = -1;
    private static final Opcode[] OPCODES = Opcode.values();

    private static final int[] OP = new int[OPCODES.length];
    private static final int[] IMMEDIATE_OP = new int[OPCODES.length];
    private static final boolean[] COMMUTES = new boolean[OPCODES.length];
    private static final Comparison[] COMPARISON = new Comparison[OPCODES.length];
    private static final int[] OPERANDS = new int[OPCODES.length];

    static {
        Arrays.fill(IMMEDIATE_OP, NONE);
        for (Opcode opcode : OPCODES) {
            Signature signature = opcode.signature();
            OPERANDS[opcode.ordinal()] =
                    isOnNumbers(opcode) ? signature.operands().size() : NONE;
            COMPARISON[opcode.ordinal()] = Comparison.of(opcode);
            OP[opcode.ordinal()] = opcode.immediate() == Immediate.MEMARG ? access(opcode) : numeric(opcode);
        }
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

    private static boolean isOnNumbers(Opcode opcode) {
        return opcode.signature() != null && opcode.signature().isNumeric() && opcode.form() != Form.BULK;
    }

    private static void immediate(Opcode opcode, int op, boolean commutes) {
        IMMEDIATE_OP[opcode.ordinal()] = op;
        COMMUTES[opcode.ordinal()] = commutes;
    }

    /** The instructions that the loop itself has; the others are {@link Numerics}'. */
    private static int numeric(Opcode opcode) {
        return switch (opcode) {
            case I32_ADD -> Op.I32_ADD;
            case I32_SUB -> Op.I32_SUB;
            case I32_MUL -> Op.I32_MUL;
            case I32_AND -> Op.I32_AND;
            case I32_OR -> Op.I32_OR;
            case I32_XOR -> Op.I32_XOR;
            case I32_SHL -> Op.I32_SHL;
            case I32_SHR_S -> Op.I32_SHR_S;
            case I32_SHR_U -> Op.I32_SHR_U;
            case I32_ROTL -> Op.I32_ROTL;
            case I32_DIV_S -> Op.I32_DIV_S;
            case I32_DIV_U -> Op.I32_DIV_U;
            case I32_REM_S -> Op.I32_REM_S;
            case I32_REM_U -> Op.I32_REM_U;
            case I32_EXTEND8_S -> Op.I32_EXTEND8_S;
            case I32_EXTEND16_S -> Op.I32_EXTEND16_S;
            case I64_ADD -> Op.I64_ADD;
            case I64_SUB -> Op.I64_SUB;
            case I64_MUL -> Op.I64_MUL;
            case I64_AND -> Op.I64_AND;
            case I64_OR -> Op.I64_OR;
            case I64_XOR -> Op.I64_XOR;
            case I64_SHL -> Op.I64_SHL;
            case I64_SHR_S -> Op.I64_SHR_S;
            case I64_SHR_U -> Op.I64_SHR_U;
            case I64_ROTL -> Op.I64_ROTL;
            case I64_DIV_S -> Op.I64_DIV_S;
            case I64_DIV_U -> Op.I64_DIV_U;
            case I64_REM_S -> Op.I64_REM_S;
            case I64_REM_U -> Op.I64_REM_U;
            case I64_EXTEND_I32_S, I64_EXTEND32_S -> Op.I64_EXTEND_I32_S;
            case I64_EXTEND_I32_U -> Op.I64_EXTEND_I32_U;
            case F64_ADD -> Op.F64_ADD;
            case F64_SUB -> Op.F64_SUB;
            case F64_MUL -> Op.F64_MUL;
            case F64_DIV -> Op.F64_DIV;
            case F64_SQRT -> Op.F64_SQRT;
            case F64_CONVERT_I32_S -> Op.F64_CONVERT_I32_S;
            case F32_ADD -> Op.F32_ADD;
            case F32_SUB -> Op.F32_SUB;
            case F32_MUL -> Op.F32_MUL;
            case F32_DIV -> Op.F32_DIV;
            default -> Op.NUMERIC + opcode.ordinal();
        };
    }

    /** Numbers are raw bits in a slot, and an i32 has its sign in the upper half, so many accesses are the same. */
    private static int access(Opcode opcode) {
        return switch (opcode) {
            case I32_LOAD8_S, I64_LOAD8_S -> Op.LOAD8_S;
            case I32_LOAD8_U, I64_LOAD8_U -> Op.LOAD8_U;
            case I32_LOAD16_S, I64_LOAD16_S -> Op.LOAD16_S;
            case I32_LOAD16_U, I64_LOAD16_U -> Op.LOAD16_U;
            case I32_LOAD, F32_LOAD, I64_LOAD32_S -> Op.LOAD32;
            case I64_LOAD32_U -> Op.LOAD32_U;
            case I64_LOAD, F64_LOAD -> Op.LOAD64;
            case I32_STORE8, I64_STORE8 -> Op.STORE8;
            case I32_STORE16, I64_STORE16 -> Op.STORE16;
            case I32_STORE, F32_STORE, I64_STORE32 -> Op.STORE32;
            case I64_STORE, F64_STORE -> Op.STORE64;
            default -> throw new IllegalStateException("no memory access: " + opcode);
        };
    }

    /** The instruction. */
    static int op(Opcode opcode) {
        return OP[opcode.ordinal()];
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

    /** The number of operands, or -1 if the instruction is not a regular one. */
    static int operands(Opcode opcode) {
        return OPERANDS[opcode.ordinal()];
    }

    /** The opcode of a {@link Op#NUMERIC} instruction. */
    static Opcode opcode(int ordinal) {
        return OPCODES[ordinal];
    }
}
