package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import org.objectweb.asm.Label;

/**
 * What a {@link MethodWalk} tells of a method, in the order of the method's code. What is said to be on the JVM's stack has
 * been brought there; operands that an instruction takes are popped from the operand stack before, and its results are
 * pushed after.
 */
public interface MethodOutput {

    /** The method's operand stack. */
    OperandStack stack();

    /** The method begins. */
    void begin();

    /** The method ends. */
    void end();

    // ---- instructions

    /**
     * An instruction that is no branch, with its operands on the JVM's stack.
     *
     * @param previous the one before it in its block, or {@code null}
     * @param next the one after it, or {@code null}
     */
    void instruction(Node node, Node previous, Node next);

    /** A {@code select}, with what its condition needs on the JVM's stack above the operands to choose from. */
    void select(Node node, Condition condition);

    // ---- places and jumps

    /** A label, where the JVM's stack is empty. */
    void place(Label label);

    /** A loop that is repeated begins, before its label. */
    void beginLoop(Node loop);

    /** The loop's code ends, but what leaves it may go to labels that come next. */
    void endLoop();

    /** The place where a method that is entered at a loop begins. */
    void entry();

    /** The beginning of a loop, which lets others stop the thread. */
    void poll();

    /** Always goes to a label. */
    void jump(Label label);

    /** Brings the operands of a condition, which are alone on the JVM's stack, into the form that {@link #jumpIf} needs. */
    void prepare(Condition condition);

    /**
     * Pops the reference that is alone on the JVM's stack, and leaves a number there that is not 0 if a branch on a cast is to
     * be taken.
     */
    void test(Node branch);

    /** Goes to a label if a condition is {@code holds}, with what it needs alone on the JVM's stack. */
    void jumpIf(Condition condition, boolean holds, Label label);

    /** Goes to the label that the number on the JVM's stack says, or to the other one. */
    void jumpTable(Label[] labels, int count, Label otherwise);

    /** Pops the number that a jump could depend on. */
    void dropNumber();

    // ---- exceptions

    /** Code begins whose exceptions a handler catches. */
    void beginTry(Label from);

    /** Such code ends. */
    void endTry(Label to);

    /** A handler begins, with the exception alone on the JVM's stack. Handlers of inner code come before those of outer code. */
    void handler(Label from, Label to, Label handler);

    /** Pops an exception; goes to a label if it has another tag. */
    void unlessTag(int tag, Label otherwise);

    /** Pops an exception; pushes one of its values. */
    void exceptionValue(FunctionType type, int index);

    /** Throws the exception on the JVM's stack, which was caught before. */
    void throwCaught();

    // ---- the function's end

    /** Results of so many slots, which are to be popped into the context one by one. */
    void beginResults(int slots);

    /** Pops a result into the context, to the slots from one on. */
    void result(int slot, Carrier carrier);

    /** Pops the result of one slot to where the caller of a region finds it. */
    void leaveResult(Carrier carrier);

    /** The main method ends, with the one result on the JVM's stack if there is one. */
    void finish();

    /** The main method ends, as a region has: with the function's result, if there is one, where that has left it. */
    void finishAsRegion();

    /** The main method ends in a tail call. */
    void finishInTailCall();

    /** A tail call that the caller is to make, with its operands on the JVM's stack. */
    void tailCall(Node node);

    /** A tail call of the function itself: pops its arguments into the parameters. */
    void restart(Node node);

    /** Goes back to the function's beginning. */
    void jumpToStart();

    // ---- regions

    /** A region's method, for which another walk begins. */
    MethodOutput region(Node region);

    /** The method of a region has ended and ends in so many ways; now it is called. */
    void callRegion(Node region, int ways, boolean returns);

    /** Goes to a label if the number of the way that a region ended is not 0. */
    void jumpIfLeft(Label label);

    /** The region never ends. */
    void neverEnds();

    /** Ends a region's method in one of its ways. */
    void leave(int way);
}
