package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
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

    private static boolean signedInts(Opcode opcode) {
        return switch (opcode) {
            case I32_LT_S, I32_GT_S, I32_LE_S, I32_GE_S -> true;
            default -> false;
        };
    }

    /** The jump on the opposite condition; where a comparison with NaN does not jump, its opposite does. */
    static int opposite(int jump) {
        // The JVM's conditional jumps come in pairs, each an odd number and the even one after it.
        return ((jump + 1) ^ 1) - 1;
    }

    private static int jump(Opcode opcode) {
        return switch (opcode) {
            case I32_EQZ, I64_EQZ, I64_EQ, F32_EQ, F64_EQ -> IFEQ;
            case I64_NE, F32_NE, F64_NE -> IFNE;
            case I32_EQ -> IF_ICMPEQ;
            case I32_NE -> IF_ICMPNE;
            case I32_LT_S, I32_LT_U, I64_LT_S, I64_LT_U, F32_LT, F64_LT -> IFLT;
            case I32_GT_S, I32_GT_U, I64_GT_S, I64_GT_U, F32_GT, F64_GT -> IFGT;
            case I32_LE_S, I32_LE_U, I64_LE_S, I64_LE_U, F32_LE, F64_LE -> IFLE;
            case I32_GE_S, I32_GE_U, I64_GE_S, I64_GE_U, F32_GE, F64_GE -> IFGE;
            default -> throw new IllegalStateException("no comparison: " + opcode);
        };
    }

    /** With the operands on the JVM's stack: what comes before the jump. */
    static void prepare(Opcode opcode, CodeVisitor mv, MethodLocals locals, boolean repeats) {
        switch (opcode) {
            case I32_LT_S, I32_GT_S, I32_LE_S, I32_GE_S -> {
                if (!repeats) {
                    compare(mv, locals, Comparisons::widenAndIncrement);
                }
            }
            case I32_LT_U, I32_GT_U, I32_LE_U, I32_GE_U -> compare(mv, locals, Comparisons::widenUnsigned);
            case I64_EQZ -> {
                mv.visitInsn(LCONST_0);
                mv.visitInsn(LCMP);
            }
            case I64_LT_U, I64_GT_U, I64_LE_U, I64_GE_U -> compare(mv, locals, Comparisons::flipSign);
            case I64_LT_S, I64_GT_S, I64_LE_S, I64_GE_S -> {
                if (!repeats) {
                    complementAndSwap(mv);
                }
                mv.visitInsn(LCMP);
            }
            case I64_EQ, I64_NE -> mv.visitInsn(LCMP);
            // With NaN the less-than tests must see "greater", all others "less".
            case F32_LT, F32_LE -> mv.visitInsn(FCMPG);
            case F32_EQ, F32_NE, F32_GT, F32_GE -> mv.visitInsn(FCMPL);
            case F64_LT, F64_LE -> mv.visitInsn(DCMPG);
            case F64_EQ, F64_NE, F64_GT, F64_GE -> mv.visitInsn(DCMPL);
            default -> {
                // The jump itself compares.
            }
        }
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
