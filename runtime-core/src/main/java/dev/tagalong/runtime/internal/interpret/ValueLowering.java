package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * Lowers what computes values. Locals and constants are not moved onto the operand stack but read where they are, and a
 * result that goes into a local is computed right there.
 */
final class ValueLowering {

    final CodeWriter writer;
    final OperandStack stack;
    final FrameLayout layout;
    private final LocalSlots locals;

    private final MemoryForm memory;

    /** Whether any value was a reference. */
    boolean references;

    /** A branch that is taken if a condition holds: an instruction and its first two operands. */
    record Condition(int op, int a, int b) {
        Condition negated() {
            int comparison = op - (Op.BR_I32_EQ - Op.I32_EQ);
            return new Condition(Comparison.branch(Comparison.negated(comparison)), a, b);
        }
    }

    ValueLowering(CodeWriter writer, FrameLayout layout, LocalSlots locals, MemoryForm memory) {
        this.memory = memory;
        this.writer = writer;
        this.layout = layout;
        this.locals = locals;
        this.stack = new OperandStack(locals.count());
        this.references = locals.haveReferences();
    }

    /** The first slot of an entry of the operand stack. */
    int slot(int position) {
        return layout.stackSlot + stack.slot(position);
    }

    /** The first slot of the next entry of the operand stack. */
    int nextSlot() {
        return slot(stack.height());
    }

    /** Where the value of an entry is that was popped. */
    int operand(int position) {
        if (stack.isLocal(position)) {
            return locals.slot((int) stack.value(position));
        }
        if (stack.isConstant(position)) {
            int constant = layout.constantSlot(stack.value(position));
            if (constant >= 0) {
                return constant;
            }
            constant(slot(position), stack.value(position));
        }
        return slot(position);
    }

    /** Puts a constant in a slot. */
    void constant(int slot, long value) {
        if (value == (int) value) {
            writer.emit(Op.CONST, slot, (int) value, 0);
        } else {
            writer.emit(Op.CONST64, slot, (int) value, (int) (value >>> 32));
        }
    }

    /** Pushes a value that is in its place. */
    void push(Carrier carrier) {
        stack.push(carrier);
        references |= carrier.object;
    }

    /** Pushes values that are in their places. */
    void push(List<ValueType> types) {
        for (ValueType type : types) {
            // The row of an instruction says no more than that it is a reference.
            push(type == null ? Carrier.OBJECT : Carrier.of(type));
        }
    }

    private void settle(int position) {
        if (stack.isLocal(position)) {
            move(slot(position), operand(position), stack.carrier(position));
        } else if (stack.isConstant(position)) {
            constant(slot(position), stack.value(position));
        }
        stack.settle(position);
    }

    /** Brings the topmost values into their places. */
    void settleTop(int count) {
        int from = Math.max(stack.clean(), stack.height() - count);
        for (int position = stack.height() - 1; position >= from; position--) {
            settle(position);
        }
    }

    /** Brings all values into their places. */
    void settleAll() {
        settleTop(stack.height());
        stack.allSettled();
    }

    /** A vector's halves go one after the other: the target is below the operand, or is another place altogether. */
    private void move(int to, int from, Carrier carrier) {
        writer.emit(carrier.object ? Op.MOVE_REFERENCE : Op.MOVE, to, from, 0);
        for (int more = 1; more < carrier.stackSlots; more++) {
            writer.emit(Op.MOVE, to + more, from + more, 0);
        }
    }

    /** Moves a value that was popped into a slot, or into as many as it takes. */
    void moveTo(int to, int position) {
        boolean inPlace = stack.isInPlace(position);
        if (inPlace && to == slot(position)) {
            return;
        }
        if (inPlace && writer.lastInto(slot(position)) >= 0) {
            writer.retarget(to);
        } else if (stack.isConstant(position)) {
            constant(to, stack.value(position));
        } else {
            move(to, operand(position), stack.carrier(position));
        }
    }

    void localGet(int local) {
        stack.pushLocal(local, locals.carrier(local));
    }

    void localSet(int local) {
        assign(local, stack.pop());
    }

    void localTee(int local) {
        int position = stack.pop();
        boolean constant = stack.isConstant(position);
        assign(local, position);
        if (constant) {
            stack.pushConstant(stack.value(position));
        } else {
            localGet(local);
        }
    }

    private void assign(int local, int position) {
        if (stack.isLocal(position) && stack.value(position) == local) {
            return;
        }
        int slot = locals.slot(local);
        if (stack.pending(local) < 0) {
            moveTo(slot, position);
            return;
        }
        while (stack.pending(local) >= 0) {
            settle(stack.pending(local));
        }
        if (stack.isConstant(position)) {
            constant(slot, stack.value(position));
        } else {
            move(slot, operand(position), stack.carrier(position));
        }
    }

    /** A numeric instruction. */
    void regular(Opcode opcode, int index, int index2) {
        switch (opcode) {
            case I32_WRAP_I64, I32_REINTERPRET_F32, I64_REINTERPRET_F64, F32_REINTERPRET_I32, F64_REINTERPRET_I64 -> {
                // Slots hold raw bits, and whoever reads an i32 takes the lower half.
            }
            case I32_EQZ -> eqz();
            case I64_EQZ -> {
                stack.pushConstant(0);
                compare(Selection.comparison(Opcode.I64_EQ));
            }
            case I32_SUB, I64_SUB -> subtract(opcode);
            default -> {
                Signature signature = opcode.signature();
                if (Selection.comparison(opcode) != null) {
                    compare(Selection.comparison(opcode));
                } else if (!Selection.isOwn(opcode)) {
                    inPlace(Selection.op(opcode), signature.operands().size(), index, index2);
                    push(signature.results());
                } else if (signature.operands().size() == 1) {
                    int x = operand(stack.pop());
                    value(Selection.op(opcode), x, 0);
                } else {
                    binary(opcode);
                }
            }
        }
    }

    private void value(int op, int b, int c) {
        writer.emitValue(op, nextSlot(), b, c);
        stack.push(Carrier.LONG);
    }

    private void eqz() {
        int position = stack.pop();
        int last = stack.isInPlace(position) ? writer.lastInto(slot(position)) : -1;
        if (Comparison.isComparison(last)) {
            int b = writer.lastB();
            int c = writer.lastC();
            writer.takeBack();
            value(Comparison.negated(last), b, c);
        } else {
            value(Op.I32_EQ_I, operand(position), 0);
        }
    }

    private void subtract(Opcode opcode) {
        int y = stack.pop();
        if (stack.isConstant(y) && (opcode == Opcode.I32_SUB || fitsNegated(stack.value(y)))) {
            long constant = stack.value(y);
            int x = operand(stack.pop());
            value(opcode == Opcode.I32_SUB ? Op.I32_ADD_I : Op.I64_ADD_I, x, (int) -constant);
        } else {
            int x = stack.pop();
            slots(Selection.op(opcode), x, y);
        }
    }

    private static boolean fitsNegated(long constant) {
        return -constant == (int) -constant;
    }

    private void binary(Opcode opcode) {
        int y = stack.pop();
        int x = stack.pop();
        int immediateOp = Selection.immediateOp(opcode);
        if (immediateOp >= 0) {
            if (Selection.commutes(opcode) && stack.isConstant(x)) {
                int other = x;
                x = y;
                y = other;
            }
            long constant = stack.value(y);
            if (stack.isConstant(y) && (immediateOp != Op.I64_ADD_I || constant == (int) constant)) {
                value(immediateOp, operand(x), (int) constant);
                return;
            }
        }
        slots(Selection.op(opcode), x, y);
    }

    private void slots(int op, int x, int y) {
        int b = operand(x);
        int c = operand(y);
        value(op, b, c);
    }

    private void compare(Comparison comparison) {
        int y = stack.pop();
        int x = stack.pop();
        Comparison asked = comparison;
        if (stack.isConstant(x) && !stack.isConstant(y)) {
            int other = x;
            x = y;
            y = other;
            asked = comparison.exchanged();
        }
        if (stack.isConstant(y) && asked.hasImmediate((int) stack.value(y))) {
            value(asked.immediateOp(), operand(x), asked.immediate((int) stack.value(y)));
        } else if (asked.exchanges()) {
            slots(asked.exchanged().op(), y, x);
        } else {
            slots(asked.op(), x, y);
        }
    }

    /** Pops a condition; if a comparison has just been written for it, that is taken back. */
    Condition takeCondition() {
        int position = stack.pop();
        int last = stack.isInPlace(position) ? writer.lastInto(slot(position)) : -1;
        if (Comparison.isComparison(last)) {
            Condition condition = new Condition(Comparison.branch(last), writer.lastB(), writer.lastC());
            writer.takeBack();
            return condition;
        }
        return new Condition(Comparison.branch(Op.I32_NE_I), operand(position), 0);
    }

    void select() {
        int condition = stack.pop();
        int otherwise = stack.pop();
        int then = stack.pop();
        int choice = operand(condition);
        int second = operand(otherwise);
        Carrier carrier = stack.carrier(then);
        if (carrier.object) {
            moveTo(slot(then), then);
            writer.emit(Op.SELECT_REFERENCE, slot(then), second, choice);
            push(carrier);
        } else if (carrier == Carrier.VECTOR) {
            int first = operand(then);
            for (int half = 0; half < carrier.stackSlots; half++) {
                writer.emit(Op.SELECT, slot(then) + half, choice, first + half);
                writer.extend(second + half);
            }
            push(carrier);
        } else {
            int first = operand(then);
            value(Op.SELECT, choice, first);
            writer.extend(second);
        }
    }

    void globalGet(int global, Carrier carrier) {
        if (carrier.object) {
            writer.emit(Op.GLOBAL_GET_REFERENCE, nextSlot(), global, 0);
            push(carrier);
        } else if (carrier == Carrier.VECTOR) {
            writer.emit(Op.GLOBAL_GET_VECTOR, nextSlot(), global, 0);
            push(carrier);
        } else {
            value(Op.GLOBAL_GET, global, 0);
        }
    }

    void globalSet(int global) {
        int position = stack.pop();
        Carrier carrier = stack.carrier(position);
        int op = carrier.object
                ? Op.GLOBAL_SET_REFERENCE
                : carrier == Carrier.VECTOR ? Op.GLOBAL_SET_VECTOR : Op.GLOBAL_SET;
        writer.emit(op, operand(position), global, 0);
    }

    /** An instruction on memories, tables or segments as wholes. */
    void bulk(Opcode opcode, Addressing addressing, int index, int index2) {
        Signature signature = opcode.signature(addressing);
        inPlace(Selection.op(opcode, addressing), signature.operands().size(), index, index2);
        push(signature.results());
    }

    /** An atomic instruction. */
    void atomic(Opcode opcode, Addressing addressing, int index, long offset) {
        int operands = opcode.signature().operands().size();
        settleTop(operands);
        if (operands > 0) {
            int op = addressing.wideTarget() ? Op.EFFECTIVE_ADDRESS64 : Op.EFFECTIVE_ADDRESS32;
            writer.emit(op, slot(stack.height() - operands), (int) offset, (int) (offset >>> Integer.SIZE));
        }
        inPlace(Selection.op(opcode, Addressing.NARROW), operands, index, 0);
        push(opcode.signature().results());
    }

    /** Whether an access does not go by memory 0's array. */
    boolean isFar(int index, long offset) {
        return memory != MemoryForm.ARRAY || index != 0 || offset >>> Integer.SIZE - 1 != 0;
    }

    /** A load or store of a number; {@code wide} says that the address has 64 bits. */
    void access(Opcode opcode, boolean wide, int index, long offset) {
        int operands = opcode.signature().operands().size();
        boolean store = opcode.form() == Form.STORE;
        if (isFar(index, offset)) {
            inPlace(Op.FAR_ACCESS, operands, index, (int) offset);
            extendFar(Selection.op(opcode), offset, wide);
            if (!store) {
                push(Carrier.LONG);
            }
        } else if (store) {
            int value = stack.pop();
            int address = address(wide);
            writer.emit(Selection.op(opcode), address, operand(value), (int) offset);
        } else {
            int address = address(wide);
            value(Selection.op(opcode), address, (int) offset);
        }
    }

    /** Adds what a {@link Op#FAR_ACCESS} has besides. */
    void extendFar(int op, long offset, boolean wide) {
        writer.extend(op, (int) (offset >>> Integer.SIZE), wide ? 1 : 0);
    }

    /** Pops an address of memory 0's array; answers where it is. */
    int address(boolean wide) {
        int position = stack.pop();
        int address = operand(position);
        if (!wide) {
            return address;
        }
        writer.emitValue(Op.NARROW_ADDRESS, slot(position), address, 0);
        return slot(position);
    }

    /** Pops the index of a table's entry that is called; answers where it is. */
    int entry(boolean wide, int table) {
        int position = stack.pop();
        if (wide) {
            moveTo(slot(position), position);
            writer.emit(Op.TABLE_INDEX, slot(position), table, 0);
            return slot(position);
        }
        return operand(position);
    }

    /** An instruction that finds its operands in their places and puts its results there too. */
    void inPlace(int op, int operands, int b, int c) {
        settleTop(operands);
        stack.dropTo(stack.height() - operands);
        writer.emit(op, nextSlot(), b, c);
    }
}
