package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.internal.compile.plan.OperandStack;
import java.util.Arrays;
import org.objectweb.asm.Label;

/** Places labels, with the stack map frames that hold there. */
final class Labels {

    private static final Object[] NOTHING = {};

    private final CodeVisitor mv;
    private final MethodLocals locals;
    private final OperandStack stack;

    Labels(CodeVisitor mv, MethodLocals locals, OperandStack stack) {
        this.mv = mv;
        this.locals = locals;
        this.stack = stack;
    }

    /** Places a label where the JVM's stack is empty. */
    void place(Label label) {
        place(label, stack.inVariables(), NOTHING);
    }

    /** Places a label where the JVM's stack holds the operands on it and then {@code more}. */
    void placeWith(Label label, Object... more) {
        Object[] operands = Arrays.stream(stack.onJvm())
                .flatMap(carrier -> mv.frameTypes(carrier).stream())
                .toArray();
        Object[] all = Arrays.copyOf(operands, operands.length + more.length);
        System.arraycopy(more, 0, all, operands.length, more.length);
        place(label, stack.inVariables(), all);
    }

    /** Places a label where no operand has a value, and the JVM's stack holds what is given. */
    void placeWithoutOperands(Label label, Object... jvmStack) {
        place(label, new int[0], jvmStack);
    }

    private void place(Label label, int[] withValues, Object[] jvmStack) {
        mv.separateFrames();
        mv.visitLabel(label);
        locals.frame(withValues, jvmStack);
    }
}
