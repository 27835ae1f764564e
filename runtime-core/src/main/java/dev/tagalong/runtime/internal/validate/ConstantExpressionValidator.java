package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ValueType;

/** Validates constant expressions (specification, section 3.4.13). */
final class ConstantExpressionValidator {

    private final ModuleContext context;
    private final OperandStack operands;

    ConstantExpressionValidator(ModuleContext context) {
        this.context = context;
        this.operands = new OperandStack(context);
    }

    /**
     * Validates one expression.
     *
     * @param visibleGlobals how many globals are in scope
     */
    void validate(ConstantExpression expression, ValueType expected, int visibleGlobals, String section) {
        InstructionReader in =
                new InstructionReader(context.module.binary(), expression.from(), expression.to(), section);
        operands.reset(in);
        while (in.hasNext()) {
            instruction(in, visibleGlobals, section);
        }
        operands.pop(expected);
        operands.checkEmpty();
    }

    private void instruction(InstructionReader in, int visibleGlobals, String section) {
        Opcode opcode = in.next();
        switch (opcode) {
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST ->
                operands.push(opcode.signature().results().get(0));
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> {
                operands.popAll(opcode.signature().operands());
                operands.pushAll(opcode.signature().results());
            }
            case REF_NULL -> operands.push(ValueTypes.ofCode(in.typeCode));
            case REF_FUNC -> {
                context.function(in.index, section, in.offset);
                context.declare(in.index);
                operands.push(ValueType.FUNCREF);
            }
            case GLOBAL_GET -> {
                GlobalType global = context.global(in.index, visibleGlobals, section, in.offset);
                if (global.mutable()) {
                    throw Fault.CONSTANT_REQUIRED.at(section, in.offset, "global " + in.index + " is mutable");
                }
                operands.push(global.valueType());
            }
            case END -> {
                // The reader's range ends here: a block would have been refused before.
            }
            default -> throw Fault.CONSTANT_REQUIRED.at(section, in.offset, opcode.mnemonic() + " is not constant");
        }
    }
}
