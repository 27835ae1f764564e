package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * WebAssembly's operand stack while a method is written. The operands below some height are in variables, one for each
 * height and carrier, and those above are on the JVM's stack, in order.
 */
final class OperandStack {

    private final Variables variables;
    private final MethodLocals locals;
    private final CodeVisitor mv;
    private Carrier[] carriers = new Carrier[16];
    private int height;
    private int firstOnJvm;
    private final CompilerWork work;

    OperandStack(Variables variables, MethodLocals locals, CodeVisitor mv, CompilerWork work) {
        this.work = work;
        this.variables = variables;
        this.locals = locals;
        this.mv = mv;
    }

    /** The stack at some moment, all in variables. */
    record Mark(Carrier[] carriers) {}

    Mark mark() {
        return new Mark(Arrays.copyOf(carriers, height));
    }

    /** Makes it as it was at the mark, all in variables. */
    void restore(Mark mark) {
        work.spend(mark.carriers.length);
        height = 0;
        for (Carrier carrier : mark.carriers) {
            push(carrier);
        }
        firstOnJvm = height;
    }

    void copyFrom(OperandStack other) {
        restore(other.mark());
    }

    void clear() {
        height = 0;
        firstOnJvm = 0;
    }

    /** Keeps what is below {@code newHeight}, and puts {@code top} on it, in variables. */
    void reset(int newHeight, Carrier[] top) {
        height = newHeight;
        for (Carrier carrier : top) {
            push(carrier);
        }
        firstOnJvm = height;
    }

    int height() {
        return height;
    }

    /** The carrier of the operand {@code depth} below the top. */
    Carrier peek(int depth) {
        return carriers[height - 1 - depth];
    }

    /** Notes that a value was left on the JVM's stack. */
    void push(Carrier carrier) {
        if (height == carriers.length) {
            carriers = Arrays.copyOf(carriers, height * 2);
        }
        carriers[height++] = carrier;
    }

    /** Notes that {@code count} values were taken from the JVM's stack. */
    void pop(int count) {
        height -= count;
        firstOnJvm = Math.min(firstOnJvm, height);
    }

    /** Brings the top {@code count} operands on the JVM's stack. */
    void need(int count) {
        int from = height - count;
        if (from < firstOnJvm) {
            flush();
            for (int i = from; i < height; i++) {
                loadSlot(i, carriers[i]);
            }
            firstOnJvm = from;
        }
    }

    /** Brings the top {@code count} operands, one or two, on the JVM's stack, and nothing else there. */
    void isolate(int count) {
        need(count);
        int from = height - count;
        if (firstOnJvm == from) {
            return;
        }
        Carrier top = carriers[height - 1];
        Carrier below = carriers[from];
        int topTemp = locals.spill(top, 0);
        int belowTemp = count == 2 ? locals.spill(below, 1) : -1;
        height = from;
        flush();
        height = from + count;
        if (count == 2) {
            mv.load(below, belowTemp);
        }
        mv.load(top, topTemp);
    }

    /** Empties the JVM's stack into variables. */
    void flush() {
        for (int i = height - 1; i >= firstOnJvm; i--) {
            storeSlot(i, carriers[i]);
        }
        firstOnJvm = height;
    }

    /** Takes everything off the JVM's stack: the operands there are not needed any more. */
    void discard() {
        for (int i = height - 1; i >= firstOnJvm; i--) {
            mv.pop(carriers[i]);
        }
        height = firstOnJvm;
    }

    /** Moves the top {@code count} operands, all in variables, to the variables from {@code target} on. */
    void move(int target, int count) {
        int from = height - count;
        if (from == target) {
            return;
        }
        for (int i = 0; i < count; i++) {
            loadSlot(from + i, carriers[from + i]);
            storeSlot(target + i, carriers[from + i]);
        }
    }

    private void loadSlot(int at, Carrier carrier) {
        locals.load(variables.slot(at, carrier));
    }

    private void storeSlot(int at, Carrier carrier) {
        locals.store(variables.slot(at, carrier));
    }

    /** The variables that now hold operands. */
    int[] slotFrame() {
        int[] slots = new int[firstOnJvm];
        for (int i = 0; i < firstOnJvm; i++) {
            slots[i] = variables.slot(i, carriers[i]);
        }
        return slots;
    }

    /** What is on the JVM's stack, for a stack map frame. */
    Object[] jvmFrame() {
        List<Object> types = new ArrayList<>();
        for (int i = firstOnJvm; i < height; i++) {
            types.add(CodeVisitor.frameType(carriers[i]));
        }
        return types.toArray();
    }
}
