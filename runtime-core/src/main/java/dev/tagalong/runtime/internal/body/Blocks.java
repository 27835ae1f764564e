package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks that are open (specification, appendix 7.3), the function's own first, as parallel arrays: a body may open
 * millions. Label 0 is the innermost block.
 */
final class Blocks {

    private static final int FIRST_CAPACITY = 32;

    /** Its beginning is reached. */
    private static final byte ENTERED = 1;

    /** Its end is reached, by a branch or by the first arm of an {@code if}. */
    private static final byte END_REACHED = 2;

    /** Its part of the operand stack is polymorphic; noted while a block inside is open. */
    private static final byte POLYMORPHIC = 4;

    private final OperandTypes operands;
    private final SetLocals setLocals;
    private Form[] openers = new Form[FIRST_CAPACITY];
    private FunctionType[] types = new FunctionType[FIRST_CAPACITY];
    private int[] floors = new int[FIRST_CAPACITY];
    private byte[] flags = new byte[FIRST_CAPACITY];
    private int size;

    /** @param setLocals {@code null} without checks */
    Blocks(OperandTypes operands, SetLocals setLocals) {
        this.operands = operands;
        this.setLocals = setLocals;
    }

    /** Opens the function's own block, whose parameters are no operands. */
    void reset(FunctionType type) {
        size = 0;
        enter(Form.BLOCK, type, true);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Opens a block, whose parameters have been popped, and pushes these. */
    void push(Form opener, FunctionType type, boolean reachable) {
        if (operands.polymorphic()) {
            flags[size - 1] |= POLYMORPHIC;
        }
        enter(opener, type, reachable);
        operands.pushAll(type.parameters());
    }

    private void enter(Form opener, FunctionType type, boolean reachable) {
        if (size == openers.length) {
            int capacity = size * 2;
            openers = Arrays.copyOf(openers, capacity);
            types = Arrays.copyOf(types, capacity);
            floors = Arrays.copyOf(floors, capacity);
            flags = Arrays.copyOf(flags, capacity);
        }
        openers[size] = opener;
        types[size] = type;
        floors[size] = operands.size();
        flags[size] = reachable ? ENTERED : 0;
        size++;
        operands.enter(operands.size(), false);
        if (setLocals != null) {
            setLocals.open();
        }
    }

    /**
     * Goes from the first arm of an {@code if} to the second.
     *
     * @param reachable whether the first arm's end is reached
     * @return whether the second arm's beginning is
     */
    boolean otherwise(boolean reachable) {
        return divide(reachable, Form.ELSE, types[size - 1].parameters());
    }

    /**
     * Goes from one part of a block to the next one.
     *
     * @param reachable whether the first part's end is reached
     * @param opener what the next part begins with
     * @param begins the operands that the next part begins with
     * @return whether the next part's beginning is reached: it is wherever the block's is
     */
    boolean divide(boolean reachable, Form opener, List<ValueType> begins) {
        takeResults();
        int top = size - 1;
        openers[top] = opener;
        if (setLocals != null) {
            setLocals.again();
        }
        if (reachable) {
            flags[top] |= END_REACHED;
        }
        operands.enter(floors[top], false);
        operands.pushAll(begins);
        return (flags[top] & ENTERED) != 0;
    }

    /**
     * Closes the innermost block: takes its results off and returns to the enclosing block's part of the stack.
     *
     * @param reachable whether its last instruction goes on to the end
     * @return whether what follows the block is reached
     */
    boolean pop(boolean reachable) {
        takeResults();
        if (setLocals != null) {
            setLocals.close();
        }
        size--;
        if (size > 0) {
            operands.enter(floors[size - 1], (flags[size - 1] & POLYMORPHIC) != 0);
        }
        boolean passed = openers[size] == Form.IF && (flags[size] & ENTERED) != 0;
        return reachable || passed || (flags[size] & END_REACHED) != 0;
    }

    private void takeResults() {
        operands.popAll(types[size - 1].results());
        operands.checkEmpty();
    }

    /** What opened the present part of the innermost block; {@code ELSE} in the second arm of an {@code if}. */
    Form opener() {
        return opener(0);
    }

    /** What opened the present part of a label's block. */
    Form opener(int label) {
        return openers[size - 1 - label];
    }

    boolean has(int label) {
        return label >= 0 && label < size;
    }

    /** A block's type. */
    FunctionType type(int label) {
        return types[size - 1 - label];
    }

    /** The height of the operand stack below a block's parameters. */
    int floor(int label) {
        return floors[size - 1 - label];
    }

    /** Notes that a branch to a label is reached. */
    void reach(int label) {
        int index = size - 1 - label;
        if (openers[index] != Form.LOOP) {
            flags[index] |= END_REACHED;
        }
    }

    /** The types that a branch to a label takes: a loop's parameters, another block's results. */
    List<ValueType> labelTypes(int label) {
        int index = size - 1 - label;
        FunctionType type = types[index];
        return openers[index] == Form.LOOP ? type.parameters() : type.results();
    }

    /** The results of the function. */
    List<ValueType> functionResults() {
        return types[0].results();
    }
}
