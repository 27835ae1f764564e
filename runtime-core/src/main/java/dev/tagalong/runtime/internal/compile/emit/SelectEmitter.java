package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.OperandStack;
import dev.tagalong.runtime.internal.value.Carrier;
import org.objectweb.asm.Label;

/** Writes {@code select}, and comparisons whose results are numbers. */
final class SelectEmitter {

    private static final int MASK_TEMP = 3;
    private static final int SECOND_TEMP = 3;

    private final CodeVisitor mv;
    private final MethodLocals locals;
    private final OperandStack stack;
    private final Labels labels;

    SelectEmitter(CodeVisitor mv, MethodLocals locals, OperandStack stack, Labels labels) {
        this.mv = mv;
        this.locals = locals;
        this.stack = stack;
        this.labels = labels;
    }

    /**
     * With what {@code jump} needs on the JVM's stack, popped, above the two operands to choose from.
     *
     * @param computed whether an operand is more than a local or a constant. HotSpot would move its computation behind a
     *     branch, which costs more than both operands where it cannot be predicted
     */
    void select(int jump, boolean computed) {
        Carrier carrier = stack.peek(0);
        if (computed && (carrier == Carrier.INT || carrier == Carrier.LONG)) {
            masked(jump, carrier);
            return;
        }
        Label keep = new Label();
        mv.visitJumpInsn(jump, keep);
        boolean wide = carrier.jvmSlots == 2;
        if (carrier == Carrier.VECTOR && !mv.joins(carrier)) {
            int second = locals.spill(carrier, SECOND_TEMP);
            mv.pop(carrier);
            mv.load(carrier, second);
            mv.load(carrier, second);
        } else if (wide) {
            mv.visitInsn(DUP2_X2);
            mv.visitInsn(POP2);
        } else {
            mv.visitInsn(SWAP);
        }
        labels.placeWith(keep);
        mv.pop(carrier);
    }

    /** The second operand, changed where the two differ if the first one is wanted. */
    private void masked(int jump, Carrier carrier) {
        number(jump, ICONST_M1);
        boolean wide = carrier == Carrier.LONG;
        if (wide) {
            mv.visitInsn(I2L);
        }
        int mask = locals.spill(carrier, MASK_TEMP);
        mv.visitInsn(wide ? DUP2_X2 : DUP_X1);
        mv.visitInsn(wide ? LXOR : IXOR);
        mv.load(carrier, mask);
        mv.visitInsn(wide ? LAND : IAND);
        mv.visitInsn(wide ? LXOR : IXOR);
    }

    /** With what {@code jump} needs on the JVM's stack, popped: pushes 0, or what {@code push} does if it jumps. */
    void number(int jump, int push) {
        Label holds = new Label();
        Label end = new Label();
        mv.visitJumpInsn(jump, holds);
        mv.visitInsn(ICONST_0);
        mv.visitJumpInsn(GOTO, end);
        labels.placeWith(holds);
        mv.visitInsn(push);
        labels.placeWith(end, INTEGER);
    }
}
