package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Opcode;

/**
 * How comparisons are brought down to few instructions: greater is less with the operands exchanged, and a comparison
 * with a constant that may be exceeded by one is one with the next constant.
 *
 * @param family the first instruction of the operands' type
 * @param relation what is asked of the operands, see the constants
 */
record Comparison(int family, int relation) {

    // In the order of the instructions of a family; the lowest bit negates.
    static final int EQ = 0;
    static final int NE = 1;
    static final int LT_S = 2;
    static final int GE_S = 3;
    static final int LT_U = 4;
    static final int GE_U = 5;
    // No instructions.
    private static final int GT_S = 6;
    private static final int LE_S = 7;
    private static final int GT_U = 8;
    private static final int LE_U = 9;

    // Of floating-point numbers; these are not each other's negation.
    private static final int LT = 2;
    private static final int LE = 4;
    private static final int GT = 6;
    private static final int GE = 8;

    private static final int FAMILY_SIZE = 6;
    private static final int FAMILIES = (Op.BR_I32_EQ - Op.I32_EQ) / FAMILY_SIZE;

    /** The comparison that an instruction makes, or {@code null} if it is none of those that are fused. */
    static Comparison of(Opcode opcode) {
        return switch (opcode) {
            case I32_EQ, I64_EQ, F64_EQ -> of(opcode, EQ);
            case I32_NE, I64_NE, F64_NE -> of(opcode, NE);
            case I32_LT_S, I64_LT_S -> of(opcode, LT_S);
            case I32_LT_U, I64_LT_U -> of(opcode, LT_U);
            case I32_GT_S, I64_GT_S -> of(opcode, GT_S);
            case I32_GT_U, I64_GT_U -> of(opcode, GT_U);
            case I32_LE_S, I64_LE_S -> of(opcode, LE_S);
            case I32_LE_U, I64_LE_U -> of(opcode, LE_U);
            case I32_GE_S, I64_GE_S -> of(opcode, GE_S);
            case I32_GE_U, I64_GE_U -> of(opcode, GE_U);
            case F64_LT -> of(opcode, LT);
            case F64_LE -> of(opcode, LE);
            case F64_GT -> of(opcode, GT);
            case F64_GE -> of(opcode, GE);
            default -> null;
        };
    }

    private static Comparison of(Opcode opcode, int relation) {
        int family = opcode.compareTo(Opcode.I64_EQZ) < 0
                ? Op.I32_EQ
                : opcode.compareTo(Opcode.F32_EQ) < 0 ? Op.I64_EQ : Op.F64_EQ;
        return new Comparison(family, relation);
    }

    /** Whether there is no instruction for it but for the one with exchanged operands. */
    boolean exchanges() {
        return relation > GE_U;
    }

    /** The same with the operands exchanged. */
    Comparison exchanged() {
        int other = family == Op.F64_EQ
                ? switch (relation) {
                    case LT -> GT;
                    case LE -> GE;
                    case GT -> LT;
                    case GE -> LE;
                    default -> relation;
                }
                : switch (relation) {
                    case LT_S -> GT_S;
                    case GE_S -> LE_S;
                    case LT_U -> GT_U;
                    case GE_U -> LE_U;
                    case GT_S -> LT_S;
                    case LE_S -> GE_S;
                    case GT_U -> LT_U;
                    case LE_U -> GE_U;
                    default -> relation;
                };
        return new Comparison(family, other);
    }

    /** The instruction, which compares slots. */
    int op() {
        return family + relation;
    }

    /** Whether there is an instruction that compares an i32 with this constant itself. */
    boolean hasImmediate(int constant) {
        return family == Op.I32_EQ
                && switch (relation) {
                    case GT_S, LE_S -> constant != Integer.MAX_VALUE;
                    case GT_U, LE_U -> constant != -1;
                    default -> true;
                };
    }

    /** That instruction. */
    int immediateOp() {
        int exact = switch (relation) {
            case GT_S -> GE_S;
            case LE_S -> LT_S;
            case GT_U -> GE_U;
            case LE_U -> LT_U;
            default -> relation;
        };
        return Op.I32_EQ_I + exact;
    }

    /** The constant that it compares with. */
    int immediate(int constant) {
        return exchanges() ? constant + 1 : constant;
    }

    /** Whether an instruction is a comparison. */
    static boolean isComparison(int op) {
        return op >= Op.I32_EQ && op < Op.BR_I32_EQ;
    }

    /** The branch that a comparison is fused with. */
    static int branch(int comparison) {
        return comparison + FAMILIES * FAMILY_SIZE;
    }

    /** The comparison, or branch, that holds where {@code op} does not. */
    static int negated(int op) {
        return (op - Op.I32_EQ ^ 1) + Op.I32_EQ;
    }
}
