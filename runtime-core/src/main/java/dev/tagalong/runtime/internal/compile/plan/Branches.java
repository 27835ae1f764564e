package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/** The blocks that a walk over a method is in, and the branches to them. */
final class Branches {

    private final Node region;
    private final MethodOutput out;
    private final OperandStack stack;
    private final MethodExits exits;

    /** From the function itself to the innermost block; those of the callers of a region first. */
    private final List<Control> controls;

    /** How many operands the handlers around the present place need, in variables. */
    int protectedHeight;

    /** Branches of a method; {@code around} is where its region begins, or {@code null} for the main one. */
    Branches(Node region, MethodOutput out, MethodExits exits, Branches around) {
        this.region = region;
        this.out = out;
        this.stack = out.stack();
        this.exits = exits;
        this.controls = around == null ? new ArrayList<>() : new ArrayList<>(around.controls);
    }

    int depth() {
        return controls.size();
    }

    void enter(Control control) {
        controls.add(control);
    }

    void exit() {
        controls.remove(controls.size() - 1);
    }

    private Control control(int depth) {
        return controls.get(controls.size() - 1 - depth);
    }

    private boolean isFunction(Control target) {
        return controls.get(0) == target;
    }

    /** Whether a block is in this method. */
    boolean isInside(Control target) {
        return target.region == region;
    }

    /** Whether a branch is nothing but a jump: no values to move, and a label of this method. */
    private boolean plain(Control target) {
        return isInside(target) && !isFunction(target) && (target.carriers.length == 0 || inPlace(target));
    }

    private boolean inPlace(Control target) {
        return stack.height() - target.carriers.length == target.height;
    }

    /** Whether a branch goes back in this method. Those to the next copy of a loop's body go forward. */
    boolean repeats(int depth) {
        return isInside(control(depth)) && control(depth).repeats;
    }

    /** Branches for good. */
    void branch(int depth) {
        branch(control(depth));
    }

    /** The block of a label. */
    Control at(int depth) {
        return control(depth);
    }

    /** Hands the exception on top over to a block. */
    void delegate(int depth) {
        branch(control(depth).delegated());
    }

    private void branch(Control target) {
        if (isFunction(target)) {
            exits.returnResults();
            return;
        }
        stack.flush();
        stack.move(target.height, target.carriers.length);
        if (isInside(target)) {
            out.jump(target.target());
        } else {
            exits.leave(target);
        }
    }

    /** Branches if a condition holds: what it needs is alone on the JVM's stack, and popped from the operand stack. */
    void branchIf(int depth, Condition condition) {
        Control target = control(depth);
        if (plain(target)) {
            out.jumpIf(condition, true, target.target());
            return;
        }
        Label stay = new Label();
        out.jumpIf(condition, false, stay);
        OperandStack.Mark mark = stack.mark();
        branch(target);
        stack.restore(mark);
        out.place(stay);
    }

    /**
     * Branches if a condition on the topmost operand holds: what it needs is alone on the JVM's stack, and all operands are in
     * variables.
     *
     * @param fewer how many operands fewer a branch has that is taken
     * @param fewerIfNot how many fewer there are if it is not
     */
    void branchOnReference(int depth, Condition condition, int fewer, int fewerIfNot) {
        Control target = control(depth);
        OperandStack.Mark mark = stack.mark();
        stack.pop(fewer);
        if (plain(target)) {
            out.jumpIf(condition, true, target.target());
            stack.restore(mark);
            stack.pop(fewerIfNot);
            return;
        }
        Label stay = new Label();
        out.jumpIf(condition, false, stay);
        branch(target);
        stack.restore(mark);
        stack.pop(fewerIfNot);
        out.place(stay);
    }

    /** Branches by the number that is alone on the JVM's stack, and popped from the operand stack. */
    void branchTable(int[] depths, CompilerWork work) {
        work.spend(depths.length);
        Map<Control, Label> detours = new LinkedHashMap<>();
        Label[] labels = new Label[depths.length];
        for (int i = 0; i < labels.length; i++) {
            Control target = control(depths[i]);
            labels[i] = plain(target) ? target.target() : detours.computeIfAbsent(target, t -> new Label());
        }
        int last = labels.length - 1;
        if (last == 0) {
            out.dropNumber();
            out.jump(labels[0]);
        } else {
            out.jumpTable(labels, last, labels[last]);
        }
        OperandStack.Mark mark = stack.mark();
        detours.forEach((target, label) -> {
            stack.restore(mark);
            out.place(label);
            branch(target);
        });
    }
}
