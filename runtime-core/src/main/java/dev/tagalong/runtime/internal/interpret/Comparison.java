package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Relation;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * How comparisons are brought down to few instructions: greater is less with the operands exchanged, and a comparison
 * with a constant that may be exceeded by one is one with the next constant.
 *
 * @param family the first instruction of the operands' type
 * @param relation what is asked of the operands
 */
record Comparison(int family, Relation relation) {

    private static final int FAMILY_SIZE = 6;
    private static final int FAMILIES = (Op.BR_I32_EQ - Op.I32_EQ) / FAMILY_SIZE;

    /** The comparison that an instruction makes of two operands, or {@code null} if it is none of those that are fused. */
    static Comparison of(Opcode opcode) {
        List<ValueType> operands =
                opcode.relation() == null ? List.of() : opcode.signature().operands();
        if (operands.size() != 2) {
            return null;
        }
        return switch ((NumberType) operands.get(0)) {
            case I32 -> new Comparison(Op.I32_EQ, opcode.relation());
            case I64 -> new Comparison(Op.I64_EQ, opcode.relation());
            case F32 -> null;
            case F64 -> new Comparison(Op.F64_EQ, opcode.relation());
        };
    }

    /** The distance to the family's first instruction; a negated one is next to it. -1 if there is none. */
    private static int distance(Relation relation) {
        return switch (relation) {
            case EQ -> 0;
            case NE -> 1;
            case LT_S, LT -> 2;
            case GE_S -> 3;
            case LT_U, LE -> 4;
            case GE_U -> 5;
            case GT_S, LE_S, GT_U, LE_U, GT, GE -> -1;
        };
    }

    /** Whether there is no instruction for it but for the one with exchanged operands. */
    boolean exchanges() {
        return distance(relation) < 0;
    }

    /** The same with the operands exchanged. */
    Comparison exchanged() {
        return new Comparison(family, relation.exchanged());
    }

    /** The instruction, which compares slots. */
    int op() {
        return family + distance(relation);
    }

    /** Whether there is an instruction that compares an i32 with this constant itself. */
    boolean hasImmediate(int constant) {
        return family == Op.I32_EQ && (!exchanges() || constant != (relation.isSigned() ? Integer.MAX_VALUE : -1));
    }

    /** That instruction: greater than a number is greater or equal to the next one, less or equal is less than the next one. */
    int immediateOp() {
        Relation exact = exchanges() ? relation.exchanged().negated() : relation;
        return Op.I32_EQ_I + distance(exact);
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
