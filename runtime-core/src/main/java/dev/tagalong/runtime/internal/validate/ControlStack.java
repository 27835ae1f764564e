package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks that are open (specification, appendix 7.3), the function's own first, as parallel arrays: a body may open
 * millions. Label 0 is the innermost block.
 */
final class ControlStack {

    private static final int FIRST_CAPACITY = 32;

    private Opcode[] openers = new Opcode[FIRST_CAPACITY];
    private BlockType[] types = new BlockType[FIRST_CAPACITY];
    private int[] floors = new int[FIRST_CAPACITY];
    private boolean[] polymorphic = new boolean[FIRST_CAPACITY];
    private int size;

    /** The parameters and results of a block. */
    record BlockType(List<ValueType> parameters, List<ValueType> results) {}

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Opens a block; what the stack is in the enclosing block is kept for {@link #pop}. */
    void push(Opcode opener, BlockType type, OperandStack operands) {
        if (size == openers.length) {
            int capacity = size * 2;
            openers = Arrays.copyOf(openers, capacity);
            types = Arrays.copyOf(types, capacity);
            floors = Arrays.copyOf(floors, capacity);
            polymorphic = Arrays.copyOf(polymorphic, capacity);
        }
        openers[size] = opener;
        types[size] = type;
        floors[size] = operands.floor();
        polymorphic[size] = operands.polymorphic();
        size++;
        operands.enter(operands.size(), false);
        operands.pushAll(type.parameters());
    }

    /** Closes the innermost block: takes its results off and returns to the enclosing block's part of the stack. */
    void pop(OperandStack operands) {
        operands.popAll(type().results());
        operands.checkEmpty();
        size--;
        operands.enter(floors[size], polymorphic[size]);
    }

    /** The instruction that opened the innermost block; {@code null} for the function's own. */
    Opcode opener() {
        return openers[size - 1];
    }

    /** The innermost block's type. */
    BlockType type() {
        return types[size - 1];
    }

    boolean has(int label) {
        return label >= 0 && label < size;
    }

    /** The types that a branch to a label takes: a loop's parameters, another block's results. */
    List<ValueType> labelTypes(int label) {
        int index = size - 1 - label;
        BlockType type = types[index];
        return openers[index] == Opcode.LOOP ? type.parameters() : type.results();
    }

    /** The results of the function. */
    List<ValueType> functionResults() {
        return types[0].results();
    }
}
