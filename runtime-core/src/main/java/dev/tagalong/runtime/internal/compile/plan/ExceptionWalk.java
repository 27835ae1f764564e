package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import org.objectweb.asm.Label;

/**
 * What a walk over a method does with exceptions. The JVM's own exception table finds the handler, which stands behind the
 * code that it is for: it has the exception in the variable of the first operand above the block, and asks for the tags one
 * by one. The code of a legacy {@code catch} keeps it there, below its own operands.
 *
 * <p>An exception that is handed over to an outer block goes there by a branch, and is thrown again where the block ends.
 */
final class ExceptionWalk {

    private final Method walk;
    private final Node region;
    private final Branches branches;
    private final MethodOutput out;
    private final OperandStack stack;

    /** Counts what may throw an exception: code without any needs no handler. */
    private int thrown;

    /** The walk over the method. */
    interface Method {

        void writeBody(List<Node> body);

        /** Whether what comes next is never reached. */
        boolean isDead();

        /** What comes next is reached by labels only. */
        void die();

        /** What comes next is reached. */
        void revive();

        /** Where a block ends; {@code used} if anything comes there but from above. */
        void endAt(Label label, boolean used, int height, Carrier[] results);

        void placeAt(Label label, int height, Carrier[] operands);

        /** Notes that values of these types were left on the JVM's stack. */
        void push(List<ValueType> types);

        /** The type of a tag. */
        FunctionType tag(int index);
    }

    ExceptionWalk(Method walk, Node region, Branches branches, MethodOutput out) {
        this.walk = walk;
        this.region = region;
        this.branches = branches;
        this.out = out;
        this.stack = out.stack();
    }

    /** Something that may throw an exception is written. */
    void sawThrow() {
        thrown++;
    }

    /** A block of the function, with what catches its exceptions. */
    private final class Protected {
        final Control control;
        final OperandStack.Mark below;
        final Label from = new Label();
        final Label to = new Label();
        private final int thrownBefore = thrown;
        private final int protectedBefore = branches.protectedHeight;

        Protected(Node node, int height) {
            stack.flush();
            below = stack.markBelow(height);
            control = new Control(region, height, Carriers.of(node.type.results()), false);
            out.beginTry(from);
            branches.protectedHeight = height;
            branches.enter(control);
            walk.writeBody(node.body);
            if (!walk.isDead()) {
                stack.flush();
            }
            branches.exit();
            throwDelegated(control);
            branches.protectedHeight = protectedBefore;
            out.endTry(to);
            if (!walk.isDead()) {
                out.jump(control.target());
                walk.die();
            }
        }

        boolean throwsAny() {
            return thrown > thrownBefore;
        }

        /** The handler begins, with the exception as the topmost operand, in its variable. */
        void beginHandler() {
            stack.restore(below);
            out.handler(from, to, new Label());
            stack.push(Carrier.OBJECT);
            stack.flush();
        }

        /** Nothing in the handler has caught the exception. */
        void throwOn() {
            sawThrow();
            loadException(control);
            out.throwCaught();
        }

        /** Goes on after the block. */
        void end() {
            walk.endAt(control.label, control.used(), control.height, control.carriers);
        }
    }

    private void loadException(Control control) {
        stack.copyOf(control.height, Carrier.OBJECT);
    }

    /** Puts the exception's values on top. */
    private void pushValues(Control control, FunctionType type) {
        for (int i = 0; i < type.parameters().size(); i++) {
            loadException(control);
            out.exceptionValue(type, i);
        }
    }

    // ---- try_table

    void tryTable(Node node, int height) {
        Protected block = new Protected(node, height);
        if (block.throwsAny() && node.catches.length > 0) {
            block.beginHandler();
            OperandStack.Mark caught = stack.mark();
            boolean all = false;
            for (int i = 0; i < node.catches.length && !all; i++) {
                clause(block.control, node.catches[i], caught);
                all = node.catches[i].catchesAll();
            }
            if (!all) {
                block.throwOn();
            }
        }
        block.end();
    }

    private void clause(Control control, CatchClause clause, OperandStack.Mark caught) {
        Label next = new Label();
        FunctionType type = clause.catchesAll() ? null : walk.tag(clause.tag());
        if (type != null) {
            loadException(control);
            out.unlessTag(clause.tag(), next);
        }
        stack.dropTo(control.height);
        // All of them are read before the first is put where the exception is.
        if (type != null) {
            pushValues(control, type);
        }
        if (clause.reference()) {
            loadException(control);
        }
        if (type != null) {
            walk.push(type.parameters());
        }
        if (clause.reference()) {
            stack.push(Carrier.OBJECT);
        }
        branches.branch(clause.label());
        if (type != null) {
            stack.restore(caught);
            out.place(next);
        }
    }

    // ---- legacy

    void legacyTry(Node node, int height) {
        Protected block = new Protected(node, height);
        boolean catches = node.elseBody != null || node.index != Node.NONE;
        if (block.throwsAny() && catches) {
            block.beginHandler();
            if (node.index != Node.NONE) {
                sawThrow();
                branches.delegate(node.index);
            } else {
                legacyCatches(node.elseBody, block);
            }
        }
        block.end();
    }

    private void legacyCatches(List<Node> catches, Protected block) {
        OperandStack.Mark caught = stack.mark();
        for (Node handler : catches) {
            Label next = new Label();
            if (handler.index != Node.NONE) {
                loadException(block.control);
                out.unlessTag(handler.index, next);
                pushValues(block.control, handler.type);
                walk.push(handler.type.parameters());
            }
            walk.revive();
            legacyCatch(handler, block.control);
            if (handler.index == Node.NONE) {
                return;
            }
            stack.restore(caught);
            out.place(next);
        }
        block.throwOn();
    }

    private void legacyCatch(Node handler, Control control) {
        branches.enter(control);
        walk.writeBody(handler.body);
        branches.exit();
        if (!walk.isDead()) {
            stack.flush();
            stack.move(control.height, control.carriers.length);
            out.jump(control.target());
            walk.die();
        }
        throwDelegated(control);
    }

    void rethrow(int depth) {
        sawThrow();
        loadException(branches.at(depth));
        out.throwCaught();
    }

    /** Where a block's part ends: throws what was handed over to it, and goes on. */
    void throwDelegated(Control control) {
        Control delegated = control.takeDelegated();
        if (delegated == null) {
            return;
        }
        boolean goesOn = !walk.isDead();
        Label over = new Label();
        if (goesOn) {
            stack.flush();
            out.jump(over);
        }
        OperandStack.Mark mark = stack.mark();
        walk.placeAt(delegated.label, delegated.height, delegated.carriers);
        sawThrow();
        stack.copyOf(delegated.height, Carrier.OBJECT);
        out.throwCaught();
        walk.die();
        if (goesOn) {
            stack.restore(mark);
            out.place(over);
            walk.revive();
        }
    }
}
