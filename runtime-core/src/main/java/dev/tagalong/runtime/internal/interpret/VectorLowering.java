package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;

/**
 * Lowers constants of vectors, and their accesses of memory. A whole vector is two accesses of 64 bits, the upper half
 * first: if that is within the memory, so is the lower one. For a part of a vector there is an access of its width, and the
 * instruction's meaning makes the vector of what was loaded, or the number that is stored.
 */
final class VectorLowering {

    private final ValueLowering values;
    private final OperandStack stack;
    private final CodeWriter writer;

    VectorLowering(ValueLowering values) {
        this.values = values;
        this.stack = values.stack;
        this.writer = values.writer;
    }

    /** Pushes a vector. */
    void constant(long low, long high) {
        int slot = values.nextSlot();
        values.constant(slot, low);
        values.constant(slot + 1, high);
        values.push(Carrier.VECTOR);
    }

    /** {@code i8x16.shuffle}, whose indices are one more operand. */
    void shuffle(Opcode opcode, long low, long high) {
        constant(low, high);
        values.inPlace(Selection.op(opcode), opcode.signature().operands().size() + 1, 0, 0);
        values.push(Carrier.VECTOR);
    }

    /** A load that makes a vector, or a store that takes one. */
    void access(Opcode opcode, boolean wide, int memory, long offset, int lane) {
        switch (opcode.effect()) {
            case LOAD128 -> load(wide, memory, offset);
            case STORE128 -> store(wide, memory, offset);
            default -> {
                if (opcode.form() == Form.LOAD) {
                    loadPart(opcode, wide, memory, offset, lane);
                } else {
                    storePart(opcode, wide, memory, offset, lane);
                }
            }
        }
    }

    private void load(boolean wide, int memory, long offset) {
        if (isFar(memory, offset)) {
            values.inPlace(Op.FAR_ACCESS, 1, memory, (int) offset);
            values.extendFar(Op.LOAD128, offset, wide);
        } else {
            int address = values.address(wide);
            int slot = values.nextSlot();
            writer.emit(Op.LOAD64, slot + 1, address, (int) offset + Long.BYTES);
            writer.emit(Op.LOAD64, slot, address, (int) offset);
        }
        values.push(Carrier.VECTOR);
    }

    private void store(boolean wide, int memory, long offset) {
        if (isFar(memory, offset)) {
            values.inPlace(Op.FAR_ACCESS, 2, memory, (int) offset);
            values.extendFar(Op.STORE128, offset, wide);
        } else {
            int vector = values.operand(stack.pop());
            int address = values.address(wide);
            writer.emit(Op.STORE64, address, vector + 1, (int) offset + Long.BYTES);
            writer.emit(Op.STORE64, address, vector, (int) offset);
        }
    }

    private boolean isFar(int memory, long offset) {
        return values.isFar(memory, offset) || values.isFar(memory, offset + Long.BYTES);
    }

    private void loadPart(Opcode opcode, boolean wide, int memory, long offset, int lane) {
        int at = take(opcode);
        part(opcode, wide, at, at, memory, offset);
        writer.emit(Selection.regularOp(opcode), at, lane, 0);
        values.push(Carrier.VECTOR);
    }

    private void storePart(Opcode opcode, boolean wide, int memory, long offset, int lane) {
        int at = take(opcode);
        writer.emit(Selection.regularOp(opcode), at + 1, lane, 0);
        part(opcode, wide, at, at + 1, memory, offset);
    }

    /** Pops the operands, which are in their places then; answers the slot of the first. */
    private int take(Opcode opcode) {
        int operands = opcode.signature().operands().size();
        values.settleTop(operands);
        stack.dropTo(stack.height() - operands);
        return values.nextSlot();
    }

    /** Accesses a number at the address in a slot. */
    private void part(Opcode opcode, boolean wide, int address, int number, int memory, long offset) {
        if (values.isFar(memory, offset)) {
            writer.emit(Op.FAR_ACCESS, address, memory, (int) offset);
            values.extendFar(Selection.op(opcode), offset, wide);
        } else {
            if (wide) {
                writer.emit(Op.NARROW_ADDRESS, address, address, 0);
            }
            boolean load = opcode.form() == Form.LOAD;
            writer.emit(Selection.op(opcode), load ? number : address, load ? address : number, (int) offset);
        }
    }
}
