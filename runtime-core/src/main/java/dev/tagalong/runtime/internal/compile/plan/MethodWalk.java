package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Conditions;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * Goes through a method of a function, and through those of its regions where they are called: which of its instructions
 * are reached, where operands are, how it ends. The plan is made of what a walk tells, and the method is written by one,
 * so that both agree.
 *
 * <p>Before a branch or label, all operands are in variables and the JVM's stack is empty; see {@link OperandStack}.
 */
public final class MethodWalk implements ExceptionWalk.Method {

    private final CutFunction function;
    private final CompilerWork work;

    /** Whose method it is; {@code null} for the main one. */
    private final Node region;

    private final MethodOutput out;
    private final OperandStack stack;
    private final MethodExits exits;
    private final Branches branches;
    private final RegionEnds regionEnds;

    private final ExceptionWalk exceptions;

    /** Whether what comes next is never reached. */
    private boolean dead;

    private MethodWalk(CutFunction function, CompilerWork work, Node region, MethodOutput out, Branches around) {
        this.function = function;
        this.work = work;
        this.region = region;
        this.out = out;
        this.stack = out.stack();
        this.exits = new MethodExits(function.results, region != null, out);
        this.branches = new Branches(region, out, exits, around);
        this.regionEnds = new RegionEnds(branches, exits, out);
        this.exceptions = new ExceptionWalk(this, region, branches, out);
        work.spend(branches.depth());
    }

    /** Goes through a function, which begins with its main method. */
    public static void main(CutFunction function, CompilerWork work, MethodOutput out) {
        MethodWalk walk = new MethodWalk(function, work, null, out, null);
        out.begin();
        Control whole = new Control(null, 0, function.results, false);
        walk.branches.enter(whole);
        walk.writeBody(function.instructions());
        if (!walk.dead) {
            walk.exits.returnResults();
            walk.dead = true;
        }
        walk.exceptions.throwDelegated(whole);
        out.end();
    }

    private void region(Node node) {
        stack.flush();
        exceptions.sawThrow();
        MethodWalk inner = new MethodWalk(function, work, node, out.region(node), branches);
        inner.stack.copyFrom(stack);
        inner.out.begin();
        inner.writeBody(node.body);
        boolean continues = !inner.dead;
        if (continues) {
            inner.stack.flush();
            inner.out.leave(MethodExits.FELL_THROUGH);
        }
        inner.out.end();
        int ways = inner.exits.exits().size() + (inner.exits.returns() ? 1 : 0) + (continues ? 1 : 0);
        out.callRegion(node, ways, inner.exits.returns());
        if (continues) {
            stack.copyFrom(inner.stack);
        }
        regionEnds.follow(inner.exits, ways, continues);
        dead = !continues;
    }

    // ---- bodies

    @Override
    public void writeBody(List<Node> body) {
        for (int i = 0; i < body.size() && !dead; i++) {
            Node node = body.get(i);
            if (node.isRegion()) {
                region(node);
                continue;
            }
            int use = Conditions.compares(node.opcode) ? Conditions.use(body, i) : -1;
            if (use >= 0) {
                fused(node, body.get(use), (use - i) % 2 == 0);
                i = use;
            } else {
                write(node, i > 0 ? body.get(i - 1) : null, i + 1 < body.size() ? body.get(i + 1) : null);
            }
        }
    }

    private void write(Node node, Node previous, Node next) {
        work.spend(1);
        switch (node.opcode.form()) {
            case BLOCK -> block(node);
            case LOOP -> loop(node);
            case IF -> {
                isolateNumber();
                choose(node, Condition.NOT_ZERO);
            }
            case BR -> {
                branches.branch(node.index);
                dead = true;
            }
            case BR_IF -> {
                isolateNumber();
                branches.branchIf(node.index, Condition.NOT_ZERO);
            }
            case BR_ON_NULL -> {
                stack.copyTop();
                branches.branchOnReference(node.index, Condition.NULL, 1, 0);
            }
            case BR_ON_NON_NULL -> {
                stack.copyTop();
                branches.branchOnReference(node.index, Condition.NOT_NULL, 0, 1);
            }
            case BR_ON_CAST -> {
                stack.copyTop();
                out.test(node);
                branches.branchOnReference(node.index, Condition.NOT_ZERO, 0, 0);
            }
            case BR_TABLE -> {
                isolateNumber();
                branches.branchTable(node.labels, work);
                dead = true;
            }
            case RETURN -> {
                exits.returnResults();
                dead = true;
            }
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                exits.tailCall(node, operands(node), region == null && function.restarts(node));
                dead = true;
            }
            case UNREACHABLE -> {
                out.instruction(node, previous, next);
                dead = true;
            }
            case TRY_TABLE -> exceptions.tryTable(node, heightBelow(node));
            case TRY -> exceptions.legacyTry(node, heightBelow(node));
            case THROW, THROW_REF -> {
                exceptions.sawThrow();
                int operands = operands(node);
                stack.need(operands);
                stack.pop(operands);
                out.instruction(node, previous, next);
                dead = true;
            }
            case RETHROW -> {
                exceptions.rethrow(node.index);
                dead = true;
            }
            case LOCAL_GET, LOCAL_SET, LOCAL_TEE, DROP, SELECT, NOP -> move(node);
            case CONST,
                    NUMERIC,
                    LOAD,
                    STORE,
                    BULK,
                    ATOMIC,
                    GLOBAL_GET,
                    GLOBAL_SET,
                    REF_NULL,
                    REF_FUNC,
                    REF_AS_NON_NULL,
                    OBJECT,
                    CALL,
                    CALL_INDIRECT,
                    CALL_REF -> {
                int operands = operands(node);
                if (Reach.calls(node)) {
                    exceptions.sawThrow();
                }
                // The int in a long's place that shifts by must not be moved to a variable: so nothing may come between
                // it and its use.
                stack.need(node.opcode == Opcode.I64_CONST && Conditions.takesCount(next) ? 1 : operands);
                stack.pop(operands);
                out.instruction(node, previous, next);
                pushResults(node);
            }
            case ELSE, END, CATCH, CATCH_ALL, DELEGATE, NOT_OFFERED -> throw notCompiled(node);
        }
    }

    /** An instruction that only moves operands. */
    private void move(Node node) {
        switch (node.opcode.form()) {
            case LOCAL_GET -> stack.get(node.index);
            case LOCAL_SET -> stack.set(node.index);
            case LOCAL_TEE -> stack.tee(node.index);
            case DROP -> stack.drop();
            case SELECT -> {
                stack.need(3);
                stack.pop(1);
                out.select(node, Condition.NOT_ZERO);
                stack.pop(1);
            }
            case NOP -> {
                // It does nothing.
            }
            default -> throw notCompiled(node);
        }
    }

    /** A comparison, or its negation, and the instruction that uses it as its condition. */
    private void fused(Node comparison, Node use, boolean negated) {
        int operands = Conditions.operands(comparison.opcode);
        boolean repeats = use.opcode == Opcode.BR_IF && branches.repeats(use.index);
        Condition condition = new Condition(false, comparison, negated, repeats);
        if (use.opcode == Opcode.SELECT || use.opcode == Opcode.SELECT_TYPED) {
            stack.need(operands + 2);
            stack.pop(operands);
            out.prepare(condition);
            out.select(use, condition);
            stack.pop(1);
            return;
        }
        stack.isolate(operands);
        stack.pop(operands);
        out.prepare(condition);
        if (use.opcode == Opcode.IF) {
            choose(use, condition);
        } else {
            branches.branchIf(use.index, condition);
        }
    }

    /** Brings a number alone on the JVM's stack. */
    private void isolateNumber() {
        stack.isolate(1);
        stack.pop(1);
    }

    /** How many operands an instruction takes besides those that it only moves or depends on. */
    private static int operands(Node node) {
        return switch (node.opcode.form()) {
            case CONST, NUMERIC, LOAD, STORE, BULK, ATOMIC ->
                node.opcode.signature().operands().size();
            case GLOBAL_SET, THROW_REF, REF_AS_NON_NULL -> 1;
            case CALL, RETURN_CALL, THROW -> node.type.parameters().size();
            case CALL_INDIRECT, RETURN_CALL_INDIRECT, CALL_REF, RETURN_CALL_REF ->
                node.type.parameters().size() + 1;
            case OBJECT -> node.operands.size();
            case GLOBAL_GET, REF_NULL, REF_FUNC -> 0;
            case LOCAL_GET, LOCAL_SET, LOCAL_TEE, DROP, SELECT, NOP, UNREACHABLE -> 0;
            case BLOCK, LOOP, IF, ELSE, END, BR, BR_IF, BR_TABLE, RETURN -> 0;
            case BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST -> 0;
            case TRY_TABLE, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW, NOT_OFFERED -> throw notCompiled(node);
        };
    }

    private void pushResults(Node node) {
        switch (node.opcode.form()) {
            case CONST, NUMERIC, LOAD, STORE, BULK, ATOMIC ->
                push(node.signature().results());
            case CALL, CALL_INDIRECT, CALL_REF -> push(node.type.results());
            case GLOBAL_GET -> stack.push(function.global(node.index));
            case REF_NULL, REF_FUNC, REF_AS_NON_NULL -> stack.push(Carrier.OBJECT);
            case OBJECT -> {
                if (node.result != null) {
                    stack.push(Carrier.of(node.result));
                }
            }
            case GLOBAL_SET -> {
                // No result.
            }
            case LOCAL_GET, LOCAL_SET, LOCAL_TEE, DROP, SELECT, NOP, UNREACHABLE -> throw notCompiled(node);
            case BLOCK, LOOP, IF, ELSE, END, BR, BR_IF, BR_TABLE -> throw notCompiled(node);
            case TRY_TABLE, THROW, THROW_REF, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW -> throw notCompiled(node);
            case BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST -> throw notCompiled(node);
            case RETURN, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF, NOT_OFFERED -> throw notCompiled(node);
        }
    }

    @Override
    public void push(List<ValueType> types) {
        types.forEach(type -> stack.push(Carriers.of(type)));
    }

    private static IllegalStateException notCompiled(Node node) {
        return new IllegalStateException("not compiled: " + node.opcode);
    }

    // ---- blocks

    private int heightBelow(Node block) {
        return stack.height() - block.type.parameters().size();
    }

    private void block(Node node) {
        stack.flush();
        Carrier[] results = Carriers.of(node.type.results());
        Control control = new Control(region, heightBelow(node), results, false);
        branches.enter(control);
        writeBody(node.body);
        branches.exit();
        exceptions.throwDelegated(control);
        endAt(control.label, control.used(), control.height, results);
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    @Override
    public void revive() {
        dead = false;
    }

    @Override
    public FunctionType tag(int index) {
        return function.module.allTags().get(index);
    }

    @Override
    public void die() {
        dead = true;
    }

    @Override
    public void endAt(Label label, boolean used, int height, Carrier[] results) {
        if (used) {
            if (!dead) {
                stack.flush();
            }
            placeAt(label, height, results);
        }
    }

    @Override
    public void placeAt(Label label, int height, Carrier[] operands) {
        stack.reset(height, operands);
        out.place(label);
        dead = false;
    }

    private void loop(Node node) {
        stack.flush();
        int height = heightBelow(node);
        Carrier[] parameters = Carriers.of(node.type.parameters());
        Control control = new Control(region, height, parameters, true);
        if (node.offset == function.startLoop && region == null && stack.height() == 0) {
            out.entry();
        }
        stack.beginLoop();
        if (node.targeted) {
            out.beginLoop(node);
            out.place(control.label);
            out.poll();
        }
        Label end = new Label();
        boolean ends = false;
        for (int copy = function.copies(node); copy > 1; copy--) {
            Control next = new Control(region, height, parameters, false);
            iteration(node, next);
            if (!dead) {
                stack.flush();
                out.jump(end);
                ends = true;
            }
            placeAt(next.label, height, parameters);
        }
        iteration(node, control);
        if (node.targeted) {
            out.endLoop();
        }
        endAt(end, ends, height, Carriers.of(node.type.results()));
    }

    private void iteration(Node loop, Control control) {
        branches.enter(control);
        writeBody(loop.body);
        branches.exit();
        exceptions.throwDelegated(control);
    }

    /** An {@code if}: what its condition needs is alone on the JVM's stack, and popped from the operand stack. */
    private void choose(Node node, Condition condition) {
        Carrier[] results = Carriers.of(node.type.results());
        Control control = new Control(region, heightBelow(node), results, false);
        Label otherwise = new Label();
        out.jumpIf(condition, false, otherwise);
        branches.enter(control);
        writeBody(node.body);
        if (!dead) {
            stack.flush();
            if (node.elseBody != null) {
                out.jump(control.target());
            }
        }
        placeAt(otherwise, control.height, Carriers.of(node.type.parameters()));
        if (node.elseBody != null) {
            writeBody(node.elseBody);
        }
        branches.exit();
        exceptions.throwDelegated(control);
        if (!dead) {
            stack.flush();
        }
        endAt(control.label, control.used(), control.height, results);
    }
}
