package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;

/** Validates the instructions on whole tables, memories and segments (specification, sections 3.4.4 and 3.4.5). */
final class BulkInstructions {

    private static final String SECTION = "code";

    private final ModuleContext context;
    private final OperandStack operands;

    BulkInstructions(ModuleContext context, OperandStack operands) {
        this.context = context;
        this.operands = operands;
    }

    /** Validates one, which {@code in} is at. */
    void instruction(Opcode opcode, InstructionReader in) {
        switch (opcode) {
            case TABLE_GET -> {
                ReferenceType held = table(in.index, in);
                operands.pop(ValueType.I32);
                operands.push(held);
            }
            case TABLE_SET -> {
                operands.pop(table(in.index, in));
                operands.pop(ValueType.I32);
            }
            case TABLE_SIZE -> {
                table(in.index, in);
                operands.push(ValueType.I32);
            }
            case TABLE_GROW -> {
                operands.pop(ValueType.I32);
                operands.pop(table(in.index, in));
                operands.push(ValueType.I32);
            }
            case TABLE_FILL -> {
                operands.pop(ValueType.I32);
                operands.pop(table(in.index, in));
                operands.pop(ValueType.I32);
            }
            case TABLE_COPY -> {
                checkHolds(table(in.index, in), table(in.index2, in), in);
                popRange();
            }
            case TABLE_INIT -> {
                checkHolds(table(in.index2, in), element(in).type(), in);
                popRange();
            }
            case ELEM_DROP -> element(in);
            case MEMORY_SIZE -> {
                memory(in.index, in);
                operands.push(ValueType.I32);
            }
            case MEMORY_GROW -> {
                memory(in.index, in);
                operands.pop(ValueType.I32);
                operands.push(ValueType.I32);
            }
            case MEMORY_COPY -> {
                memory(in.index, in);
                memory(in.index2, in);
                popRange();
            }
            case MEMORY_FILL -> {
                memory(in.index, in);
                popRange();
            }
            case MEMORY_INIT -> {
                memory(in.index2, in);
                checkData(in);
                popRange();
            }
            case DATA_DROP -> checkData(in);
            default -> throw new IllegalStateException("no rule for " + opcode);
        }
    }

    /** Pops the two starts, or start and value, and the length, which all are i32. */
    private void popRange() {
        operands.pop(ValueType.I32);
        operands.pop(ValueType.I32);
        operands.pop(ValueType.I32);
    }

    private ReferenceType table(int index, InstructionReader in) {
        return context.table(index, SECTION, in.offset).elementType();
    }

    private void memory(int index, InstructionReader in) {
        context.memory(index, SECTION, in.offset);
    }

    private ElementSegment element(InstructionReader in) {
        if (in.index < 0 || in.index >= context.module.elements().size()) {
            throw Fault.UNKNOWN_ELEMENT.of(in.index, SECTION, in.offset);
        }
        return context.module.elements().get(in.index);
    }

    private void checkHolds(ReferenceType held, ReferenceType source, InstructionReader in) {
        if (!source.matches(held)) {
            throw Fault.TYPE_MISMATCH.at(SECTION, in.offset, "a table of " + held + ", elements of " + source);
        }
    }

    private void checkData(InstructionReader in) {
        int count = context.module.dataCount();
        if (count < 0) {
            throw Fault.DATA_COUNT_REQUIRED.at(SECTION, in.offset);
        }
        if (in.index < 0 || in.index >= count) {
            throw Fault.UNKNOWN_DATA.of(in.index, SECTION, in.offset);
        }
    }
}
