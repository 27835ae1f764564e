package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.Unrolling;
import dev.tagalong.runtime.internal.compile.tree.Conditions;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/**
 * Writes the control flow of one method: the function's main one, or a region's.
 *
 * <p>Before a branch or label, all operands are in variables and the JVM's stack is empty; see {@link OperandStack}. A
 * region answers how it was left: 0 at its end, 1 if the function returned, else the number of the block that a branch
 * out of it names.
 */
final class MethodEmitter {

    static final int FELL_THROUGH = 0;
    static final int RETURNED = 1;
    static final int FIRST_EXIT = 2;

    final FunctionEmitter function;
    final CodeVisitor mv;
    final Node region;

    /** What passes between the region and its caller; {@code null} for the main method. */
    private final RegionShape shape;

    final MethodLocals locals;
    final OperandStack stack;

    private final MethodEmitter parent;
    private final InstructionEmitter instructions;
    private final RegionCalls regionCalls;
    private final List<Control> controls;
    final Map<Control, Integer> exits = new LinkedHashMap<>();
    private final Label epilogue = new Label();
    private final Label start = new Label();
    private final Label restart = new Label();
    private boolean leaves;

    /** Whether a way that ends the region is the function's return. */
    boolean returns;

    /** Whether what comes next is never reached. */
    boolean dead;

    /** A block that is being written. */
    static final class Control {
        final MethodEmitter owner;
        final Node node;
        final int height;
        final Carrier[] branchCarriers;
        private final Label label = new Label();
        private boolean used;
        private boolean repeats;

        Control(MethodEmitter owner, Node node, int height, Carrier[] branchCarriers) {
            this.owner = owner;
            this.node = node;
            this.height = height;
            this.branchCarriers = branchCarriers;
        }

        /** The label, to jump to. */
        Label target() {
            used = true;
            return label;
        }

        /** Whether anything jumps to the label; branches that are never reached do not count. */
        boolean used() {
            return used;
        }
    }

    MethodEmitter(FunctionEmitter function, MethodEmitter parent, Node region, CodeVisitor mv) {
        this.function = function;
        this.parent = parent;
        this.region = region;
        this.shape = function.shape(region);
        this.mv = mv;
        this.controls = parent == null ? new ArrayList<>() : new ArrayList<>(parent.controls);
        function.work.spend(controls.size());
        this.locals = new MethodLocals(function, region, mv);
        this.stack = new OperandStack(function.variables, locals, mv, function.work);
        this.instructions = new InstructionEmitter(this);
        this.regionCalls = new RegionCalls(this);
        if (parent != null) {
            stack.copyFrom(parent.stack);
        }
    }

    // ---- whole methods

    /** Writes the function's main method. */
    void writeMain(List<Node> body) {
        locals.begin(this::placeRestart);
        if (function.startLoop >= 0) {
            // Always so, but the verifier wants the function's beginning to be reachable.
            locals.loadBase();
            mv.visitJumpInsn(IFGE, start);
        } else if (function.tree.calls) {
            writeDepthCheck();
            // Recursion need not have a loop to go on forever.
            locals.writePoll(this::place);
        }
        Node whole = new Node(Opcode.BLOCK, 0);
        whole.type = function.type;
        controls.add(new Control(this, whole, 0, carriers(function.type.results())));
        writeBody(body);
        if (!dead) {
            writeReturn();
        }
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void writeDepthCheck() {
        Label enough = new Label();
        locals.loadRemaining();
        mv.visitJumpInsn(IFGT, enough);
        mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "exhausted", Names.TRAP_RESULT, false);
        mv.visitInsn(ATHROW);
        place(enough);
    }

    /** Where a tail call of the function itself goes to: the locals that are not parameters have no values yet. */
    private void placeRestart() {
        if (function.restarts()) {
            place(restart);
        }
    }

    /** Writes a region's method, up to its epilogue. */
    void writeRegion() {
        locals.begin(() -> {});
        writeBody(region.body);
        if (!dead) {
            stack.flush();
            leave(FELL_THROUGH);
        }
        if (leaves) {
            mv.separateFrames();
            mv.visitLabel(epilogue);
            locals.frame(new int[0], shape.endsOneWay() ? new Object[0] : new Object[] {INTEGER});
            locals.writeRegionEnd();
        }
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    /** Ends a region in one of its ways. */
    void leave(int exit) {
        leaves = true;
        if (!shape.endsOneWay()) {
            push(exit);
        }
        mv.visitJumpInsn(GOTO, epilogue);
    }

    // ---- bodies

    private void writeBody(List<Node> body) {
        for (int i = 0; i < body.size() && !dead; i++) {
            Node node = body.get(i);
            Node next = i + 1 < body.size() ? body.get(i + 1) : null;
            if (node.isRegion()) {
                regionCalls.write(node);
                continue;
            }
            int use = Conditions.compares(node.opcode) ? Conditions.use(body, i) : -1;
            if (use >= 0) {
                boolean negated = (use - i) % 2 == 0;
                writeFused(node, body.get(use), negated);
                i = use;
            } else {
                write(node, i > 0 ? body.get(i - 1) : null, next);
            }
        }
    }

    private void write(Node node, Node previous, Node next) {
        function.work.spend(1);
        switch (node.opcode) {
            case BLOCK -> writeBlock(node);
            case LOOP -> writeLoop(node);
            case IF -> {
                prepareCondition();
                writeIf(node, IFEQ);
            }
            case BR -> {
                writeBranch(control(node.index));
                dead = true;
            }
            case BR_IF -> {
                prepareCondition();
                writeBranchIf(control(node.index), IFNE);
            }
            case BR_TABLE -> writeBranchTable(node);
            case RETURN -> {
                writeReturn();
                dead = true;
            }
            case RETURN_CALL, RETURN_CALL_INDIRECT -> {
                writeTailCall(node);
                dead = true;
            }
            case UNREACHABLE -> {
                line(node);
                mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "unreachable", Names.TRAP_RESULT, false);
                mv.visitInsn(ATHROW);
                dead = true;
            }
            default -> instructions.write(node, previous, next);
        }
    }

    /** A comparison, or its negation, and the instruction that uses it as its condition. */
    private void writeFused(Node comparison, Node use, boolean negated) {
        boolean repeats = use.opcode == Opcode.BR_IF && repeats(control(use.index));
        int jump = Comparisons.jump(comparison.opcode, repeats);
        int jumpIfTrue = negated ? Comparisons.opposite(jump) : jump;
        switch (use.opcode) {
            case SELECT, SELECT_TYPED -> {
                instructions.writeComparison(comparison, 2);
                instructions.writeSelect(jumpIfTrue, use.computed);
            }
            case IF -> {
                instructions.writeIsolatedComparison(comparison, false);
                writeIf(use, Comparisons.opposite(jumpIfTrue));
            }
            default -> {
                instructions.writeIsolatedComparison(comparison, repeats);
                writeBranchIf(control(use.index), jumpIfTrue);
            }
        }
    }

    /** Brings the condition alone on the JVM's stack. */
    private void prepareCondition() {
        stack.isolate(1);
        stack.pop(1);
    }

    void line(Node node) {
        function.line(mv, node);
    }

    private void writeBlock(Node node) {
        stack.flush();
        int height = stack.height() - node.type.parameters().size();
        Control control = new Control(this, node, height, carriers(node.type.results()));
        controls.add(control);
        writeBody(node.body);
        end(control);
    }

    private void end(Control control) {
        controls.remove(controls.size() - 1);
        if (control.used()) {
            if (!dead) {
                stack.flush();
            }
            stack.reset(control.height, carriers(control.node.type.results()));
            place(control.label);
            dead = false;
        }
    }

    private void writeLoop(Node node) {
        stack.flush();
        int height = stack.height() - node.type.parameters().size();
        Carrier[] parameters = carriers(node.type.parameters());
        Control control = new Control(this, node, height, parameters);
        if (node.offset == function.startLoop && region == null && stack.height() == 0) {
            function.foundStart();
            place(start);
        }
        control.repeats = true;
        if (node.targeted) {
            place(control.label);
            locals.writePoll(this::place);
        }
        Label end = new Label();
        boolean ends = false;
        for (int copy = Unrolling.copies(node); copy > 1; copy--) {
            Control next = new Control(this, node, height, parameters);
            controls.add(next);
            writeBody(node.body);
            controls.remove(controls.size() - 1);
            if (!dead) {
                stack.flush();
                mv.visitJumpInsn(GOTO, end);
                ends = true;
            }
            stack.reset(height, parameters);
            place(next.label);
            dead = false;
        }
        controls.add(control);
        writeBody(node.body);
        controls.remove(controls.size() - 1);
        if (ends) {
            if (!dead) {
                stack.flush();
            }
            stack.reset(height, carriers(node.type.results()));
            place(end);
            dead = false;
        }
    }

    /** With the condition's operands alone on the JVM's stack and popped from the operand stack. */
    private void writeIf(Node node, int jumpIfFalse) {
        int height = stack.height() - node.type.parameters().size();
        Control control = new Control(this, node, height, carriers(node.type.results()));
        Carrier[] parameters = carriers(node.type.parameters());
        Label otherwise = new Label();
        mv.visitJumpInsn(jumpIfFalse, otherwise);
        controls.add(control);
        writeBody(node.body);
        if (!dead) {
            stack.flush();
            if (node.elseBody != null) {
                mv.visitJumpInsn(GOTO, control.target());
            }
        }
        stack.reset(height, parameters);
        place(otherwise);
        dead = false;
        if (node.elseBody != null) {
            writeBody(node.elseBody);
            if (!dead) {
                stack.flush();
            }
        }
        controls.remove(controls.size() - 1);
        if (control.used()) {
            stack.reset(height, carriers(node.type.results()));
            place(control.label);
            dead = false;
        }
    }

    // ---- branches

    private Control control(int depth) {
        return controls.get(controls.size() - 1 - depth);
    }

    /** Whether a branch is nothing but a jump: no values to move, and a label of this method. */
    private boolean plain(Control target) {
        return target.owner == this
                && controls.get(0) != target
                && (target.branchCarriers.length == 0 || inPlace(target));
    }

    /** Whether a branch goes back in this method. Those to the next copy of a loop's body go forward. */
    private boolean repeats(Control target) {
        return target.owner == this && target.repeats;
    }

    private boolean inPlace(Control target) {
        return stack.height() - target.branchCarriers.length == target.height;
    }

    /** Branches for good. */
    private void writeBranch(Control target) {
        if (controls.get(0) == target) {
            writeReturn();
            return;
        }
        stack.flush();
        stack.move(target.height, target.branchCarriers.length);
        if (target.owner == this) {
            mv.visitJumpInsn(GOTO, target.target());
        } else {
            leave(exit(target));
        }
    }

    /** With what {@code jump} needs alone on the JVM's stack and popped from the operand stack, the rest in variables. */
    private void writeBranchIf(Control target, int jump) {
        if (plain(target)) {
            mv.visitJumpInsn(jump, target.target());
            return;
        }
        Label stay = new Label();
        mv.visitJumpInsn(Comparisons.opposite(jump), stay);
        OperandStack.Mark mark = stack.mark();
        writeBranch(target);
        stack.restore(mark);
        place(stay);
    }

    private void writeBranchTable(Node node) {
        prepareCondition();
        Map<Control, Label> detours = new LinkedHashMap<>();
        Label[] labels = new Label[node.labels.length];
        function.work.spend(labels.length);
        for (int i = 0; i < labels.length; i++) {
            Control target = control(node.labels[i]);
            labels[i] = plain(target) ? target.target() : detours.computeIfAbsent(target, t -> new Label());
        }
        int last = labels.length - 1;
        if (last == 0) {
            mv.visitInsn(POP);
            mv.visitJumpInsn(GOTO, labels[0]);
        } else {
            mv.visitTableSwitchInsn(0, last - 1, labels[last], java.util.Arrays.copyOf(labels, last));
        }
        OperandStack.Mark mark = stack.mark();
        detours.forEach((target, label) -> {
            stack.restore(mark);
            place(label);
            writeBranch(target);
        });
        dead = true;
    }

    private void writeReturn() {
        List<Carrier> results = function.callShape.results;
        if (region != null) {
            locals.writeResults(stack, results);
            stack.discard();
            leave(RETURNED);
            returns = true;
            return;
        }
        switch (results.size()) {
            case 0 -> mv.visitInsn(RETURN);
            case 1 -> {
                stack.need(1);
                mv.ret(results.get(0));
            }
            default -> {
                locals.writeSeveral(stack, results);
                mv.visitInsn(RETURN);
            }
        }
    }

    private void writeTailCall(Node node) {
        if (region == null && function.restartsBy(node)) {
            List<ValueType> parameters = node.type.parameters();
            stack.need(parameters.size());
            for (int i = parameters.size() - 1; i >= 0; i--) {
                locals.store(i);
            }
            stack.pop(parameters.size());
            stack.discard();
            mv.visitJumpInsn(GOTO, restart);
            return;
        }
        instructions.writeTailCall(node);
        stack.discard();
        if (region != null) {
            leave(RETURNED);
            returns = true;
        } else {
            writeNothing();
        }
    }

    /** Returns from the function without its results, which somebody else will leave. */
    private void writeNothing() {
        List<Carrier> results = function.callShape.results;
        if (results.size() == 1) {
            locals.writeZero(results.get(0));
            mv.ret(results.get(0));
        } else {
            mv.visitInsn(RETURN);
        }
    }

    // ---- regions

    /** The number of the way that leads to a block outside. */
    int exit(Control target) {
        return exits.computeIfAbsent(target, t -> FIRST_EXIT + exits.size());
    }

    /** A region below has returned from the function: its results are in the frame. */
    void writeReturned() {
        if (region != null) {
            leave(RETURNED);
            returns = true;
            return;
        }
        List<Carrier> results = function.callShape.results;
        if (results.size() == 1) {
            locals.loadResult(results.get(0));
            mv.ret(results.get(0));
        } else {
            mv.visitInsn(RETURN);
        }
    }

    // ---- small things

    /** Places a label with the frame that holds there: the JVM's stack is empty. */
    void place(Label label) {
        mv.separateFrames();
        mv.visitLabel(label);
        locals.frame(stack.slotFrame(), new Object[0]);
    }

    /** Places a label where the JVM's stack holds the operands on it and then {@code more}. */
    void placeWith(Label label, Object... more) {
        Object[] operands = stack.jvmFrame();
        Object[] all = java.util.Arrays.copyOf(operands, operands.length + more.length);
        System.arraycopy(more, 0, all, operands.length, more.length);
        mv.separateFrames();
        mv.visitLabel(label);
        locals.frame(stack.slotFrame(), all);
    }

    /** As {@link #line}, for an instruction of a fixed signature. */
    void lineIfTraps(Node node) {
        if (node.opcode.effect().mayTrap()) {
            line(node);
        }
    }

    private void push(int number) {
        mv.push(number);
    }

    static Carrier[] carriers(List<ValueType> types) {
        return types.stream().map(MethodEmitter::carrier).toArray(Carrier[]::new);
    }

    /** The carrier of a type of a signature, where {@code null} is a reference whose type the immediates say. */
    static Carrier carrier(ValueType type) {
        return type == null ? Carrier.OBJECT : Carrier.of(type);
    }
}
