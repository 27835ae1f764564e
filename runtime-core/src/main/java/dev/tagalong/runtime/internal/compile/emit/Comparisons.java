package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.Condition;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Relation;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.NumberType;
import java.util.function.Consumer;

/**
 * How comparisons become jumps: what brings their operands into a form that one jump instruction tests, and which.
 *
 * <p>Less and greater are never told by the JVM's int comparisons. HotSpot's second compiler folds two of these that test
 * one int and seldom fail into one, and several releases then go on with wrong values when it does fail (JDK-8376400). It
 * folds no comparisons of longs, but makes an int comparison of a constant and a long that is nothing but a widened int, so
 * that signed operands are changed in a way that keeps their order. Only the comparison that repeats a loop may be one of
 * ints: HotSpot counts loops by these, and a loop's end is not the beginning of such a pair.
 */
final class Comparisons {

    private Comparisons() {}

    /**
     * The jump that is taken where the comparison holds.
     *
     * @param repeats whether it repeats a loop
     */
    static int jump(Opcode opcode, boolean repeats) {
        int jump = jump(opcode);
        return repeats && signedInts(opcode) ? jump + (IF_ICMPLT - IFLT) : jump;
    }

    /**
     * The jump that is taken where a condition is {@code holds}, with the operands prepared; of a number, where that is
     * not 0.
     */
    static int jump(Condition condition, boolean holds) {
        if (condition.reference()) {
            return condition.negated() == holds ? IFNONNULL : IFNULL;
        }
        int jump = condition.comparison() == null ? IFNE : jump(condition.comparison().opcode, condition.repeats());
        return condition.negated() == holds ? opposite(jump) : jump;
    }

    private static boolean signedInts(Opcode opcode) {
        return operands(opcode) == NumberType.I32 && opcode.relation().isSigned();
    }

    /** The type of a comparison's operands. */
    private static NumberType operands(Opcode opcode) {
        return (NumberType) opcode.signature().operands().get(0);
    }

    private static boolean withZero(Opcode opcode) {
        return opcode.signature().operands().size() == 1;
    }

    /** The jump on the opposite condition; where a comparison with NaN does not jump, its opposite does. */
    private static int opposite(int jump) {
        // The JVM's conditional jumps come in pairs, each an odd number and the even one after it.
        return ((jump + 1) ^ 1) - 1;
    }

    private static int jump(Opcode opcode) {
        boolean ints = operands(opcode) == NumberType.I32 && !withZero(opcode);
        return switch (opcode.relation()) {
            case EQ -> ints ? IF_ICMPEQ : IFEQ;
            case NE -> ints ? IF_ICMPNE : IFNE;
            case LT_S, LT_U, LT -> IFLT;
            case GT_S, GT_U, GT -> IFGT;
            case LE_S, LE_U, LE -> IFLE;
            case GE_S, GE_U, GE -> IFGE;
        };
    }

    /** With the operands on the JVM's stack: what comes before the jump. */
    static void prepare(Opcode opcode, CodeVisitor mv, MethodLocals locals, boolean repeats) {
        Relation relation = opcode.relation();
        switch (operands(opcode)) {
            case I32 -> {
                if (relation.isUnsigned()) {
                    compare(mv, locals, Comparisons::widenUnsigned);
                } else if (relation.isSigned() && !repeats) {
                    compare(mv, locals, Comparisons::widenAndIncrement);
                }
                // Else the jump itself compares.
            }
            case I64 -> {
                if (relation.isUnsigned()) {
                    compare(mv, locals, Comparisons::flipSign);
                    return;
                }
                if (withZero(opcode)) {
                    mv.visitInsn(LCONST_0);
                } else if (relation.isSigned() && !repeats) {
                    complementAndSwap(mv);
                }
                mv.visitInsn(LCMP);
            }
            // With NaN the less-than tests must see "greater", all others "less".
            case F32 -> mv.visitInsn(isLess(relation) ? FCMPG : FCMPL);
            case F64 -> mv.visitInsn(isLess(relation) ? DCMPG : DCMPL);
        }
    }

    private static boolean isLess(Relation relation) {
        return relation == Relation.LT || relation == Relation.LE;
    }

    /** Compares both operands as the longs that {@code change} makes of them. */
    private static void compare(CodeVisitor mv, MethodLocals locals, Consumer<CodeVisitor> change) {
        change.accept(mv);
        int second = locals.spill(Carrier.LONG, 0);
        change.accept(mv);
        mv.visitVarInsn(LLOAD, second);
        mv.visitInsn(LCMP);
    }

    private static void widenAndIncrement(CodeVisitor mv) {
        mv.visitInsn(I2L);
        mv.visitInsn(LCONST_1);
        mv.visitInsn(LADD);
    }

    private static void widenUnsigned(CodeVisitor mv) {
        mv.visitInsn(I2L);
        mv.push(0xFFFF_FFFFL);
        mv.visitInsn(LAND);
    }

    private static void flipSign(CodeVisitor mv) {
        mv.push(Long.MIN_VALUE);
        mv.visitInsn(LADD);
    }

    /** The complements of two longs in the opposite order compare as the longs do, and nothing can overflow. */
    private static void complementAndSwap(CodeVisitor mv) {
        complement(mv);
        mv.visitInsn(DUP2_X2);
        mv.visitInsn(POP2);
        complement(mv);
    }

    private static void complement(CodeVisitor mv) {
        mv.push(-1L);
        mv.visitInsn(LXOR);
    }
}
