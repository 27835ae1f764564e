package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.body.InstructionTyping;
import dev.tagalong.runtime.internal.body.ModuleContext;
import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ValueType;
import java.util.EnumSet;
import java.util.Set;

/** Validates constant expressions (specification, section 3.4.13). */
final class ConstantExpressionValidator {

    /** The instructions on objects that are constant. */
    private static final Set<Opcode> OBJECTS = EnumSet.of(
            Opcode.STRUCT_NEW,
            Opcode.STRUCT_NEW_DEFAULT,
            Opcode.ARRAY_NEW,
            Opcode.ARRAY_NEW_DEFAULT,
            Opcode.ARRAY_NEW_FIXED,
            Opcode.ANY_CONVERT_EXTERN,
            Opcode.EXTERN_CONVERT_ANY);

    private final ModuleContext context;
    private final InstructionTyping typing;

    ConstantExpressionValidator(ModuleContext context) {
        this.context = context;
        this.typing = new InstructionTyping(context);
    }

    /**
     * Validates one expression.
     *
     * @param visibleGlobals how many globals are in scope
     */
    void validate(ConstantExpression expression, ValueType expected, int visibleGlobals, String section) {
        InstructionReader in =
                new InstructionReader(context.module.binary(), expression.from(), expression.to(), section);
        typing.reset(in);
        while (in.hasNext()) {
            Opcode opcode = in.next();
            if (!instruction(opcode, in, visibleGlobals)) {
                throw Fault.CONSTANT_REQUIRED.at(section, in.offset, opcode.mnemonic() + " is not constant");
            }
        }
        typing.operands.pop(expected);
        typing.operands.checkEmpty();
    }

    /** Answers false if the instruction may not stand in a constant expression. */
    private boolean instruction(Opcode opcode, InstructionReader in, int visibleGlobals) {
        return switch (opcode.form()) {
            case CONST, NUMERIC, LOAD, STORE, BULK, ATOMIC -> regular(opcode);
            case REF_NULL -> {
                typing.operands.push(typing.nullType());
                yield true;
            }
            case REF_FUNC -> {
                context.function(in.index, in.section(), in.offset);
                context.declare(in.index);
                typing.refFunc();
                yield true;
            }
            case GLOBAL_GET -> {
                globalGet(in, visibleGlobals);
                yield true;
            }
            case OBJECT -> object(opcode);
            // The reader's range ends here: a block would have been refused before.
            case END -> true;
            case UNREACHABLE,
                    NOP,
                    BLOCK,
                    LOOP,
                    IF,
                    ELSE,
                    BR,
                    BR_IF,
                    BR_TABLE,
                    RETURN,
                    CALL,
                    CALL_INDIRECT,
                    CALL_REF,
                    RETURN_CALL,
                    RETURN_CALL_INDIRECT,
                    RETURN_CALL_REF,
                    BR_ON_NULL,
                    BR_ON_NON_NULL,
                    BR_ON_CAST,
                    REF_AS_NON_NULL,
                    DROP,
                    SELECT,
                    LOCAL_GET,
                    LOCAL_SET,
                    LOCAL_TEE,
                    GLOBAL_SET,
                    TRY_TABLE,
                    THROW,
                    THROW_REF,
                    TRY,
                    CATCH,
                    CATCH_ALL,
                    DELEGATE,
                    RETHROW,
                    NOT_OFFERED -> false;
        };
    }

    private boolean regular(Opcode opcode) {
        boolean constant = opcode.effect() == Effect.CONSTANT;
        if (constant) {
            typing.regular(opcode);
        }
        return constant;
    }

    private boolean object(Opcode opcode) {
        boolean constant = OBJECTS.contains(opcode);
        if (constant) {
            typing.object(opcode);
        }
        return constant;
    }

    private void globalGet(InstructionReader in, int visibleGlobals) {
        GlobalType global = context.global(in.index, visibleGlobals, in.section(), in.offset);
        if (global.mutable()) {
            throw Fault.CONSTANT_REQUIRED.at(in.section(), in.offset, "global " + in.index + " is mutable");
        }
        typing.operands.push(global.valueType());
    }
}
