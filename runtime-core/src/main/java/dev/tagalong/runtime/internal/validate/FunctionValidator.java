package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.internal.validate.ControlStack.BlockType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * Validates function bodies (specification, section 3.4 and appendix 7.3). Instructions with a signature in the opcode
 * table take one branch; the others have a case each. One object serves all bodies of a module, one after the other.
 */
final class FunctionValidator {

    private static final String SECTION = "code";
    private static final BlockType EMPTY = new BlockType(List.of(), List.of());
    private static final BlockType[] ONE_RESULT = new BlockType[64];

    private static final ValueType[][] OPERANDS = new ValueType[Opcode.values().length][];
    private static final ValueType[][] RESULTS = new ValueType[OPERANDS.length][];
    private static final byte[] NATURAL_ALIGNMENT = new byte[OPERANDS.length];

    static {
        for (int code = 1; code < ONE_RESULT.length; code++) {
            ValueType type = ValueTypes.ofCode(-code);
            ONE_RESULT[code] = type == null ? null : new BlockType(List.of(), List.of(type));
        }
        for (Opcode opcode : Opcode.values()) {
            Signature signature = opcode.signature();
            if (signature != null && signature.isNumeric() && opcode.form() != Form.BULK) {
                OPERANDS[opcode.ordinal()] = signature.operands().toArray(ValueType[]::new);
                RESULTS[opcode.ordinal()] = signature.results().toArray(ValueType[]::new);
                NATURAL_ALIGNMENT[opcode.ordinal()] = (byte) opcode.naturalAlignment();
            }
        }
    }

    private final ModuleContext context;
    private final OperandStack operands;
    private final ControlStack blocks = new ControlStack();
    private final LocalTypes locals = new LocalTypes();
    private final BlockType[] blockTypes;
    private final BulkInstructions bulk;
    private InstructionReader in;

    FunctionValidator(ModuleContext context) {
        this.context = context;
        this.operands = new OperandStack(context);
        this.blockTypes = new BlockType[context.module.types().size()];
        this.bulk = new BulkInstructions(context, operands);
    }

    /** Validates one body. */
    void validate(FunctionBody body) {
        in = new InstructionReader(context.module.binary(), body.from(), body.to());
        operands.reset(in);
        locals.reset(body);
        blocks.clear();
        blocks.push(null, new BlockType(List.of(), body.type().results()), operands);
        while (in.hasNext()) {
            if (blocks.isEmpty()) {
                throw Fault.END_EXPECTED.at(SECTION, in.position(), "instructions after the end of the function");
            }
            instruction(in.next());
        }
        if (!blocks.isEmpty()) {
            boolean last = body.index() == context.module.allFunctions().size() - 1;
            throw (last ? Fault.UNEXPECTED_END : Fault.END_EXPECTED)
                    .at(SECTION, body.to(), blocks.size() + " blocks open in function " + body.index());
        }
    }

    private void instruction(Opcode opcode) {
        ValueType[] expected = OPERANDS[opcode.ordinal()];
        if (expected == null) {
            special(opcode);
            return;
        }
        if (opcode.immediate() == Immediate.MEMARG) {
            checkMemoryArgument(opcode);
        }
        for (int i = expected.length - 1; i >= 0; i--) {
            operands.pop(expected[i]);
        }
        for (ValueType result : RESULTS[opcode.ordinal()]) {
            operands.push(result);
        }
    }

    private void checkMemoryArgument(Opcode opcode) {
        if (in.index < 0 || in.index >= context.memories) {
            throw Fault.UNKNOWN_MEMORY.of(in.index, SECTION, in.offset);
        }
        int natural = NATURAL_ALIGNMENT[opcode.ordinal()];
        if (in.align > natural) {
            throw Fault.ALIGNMENT.at(SECTION, in.offset, "2^" + in.align + " > 2^" + natural);
        }
        if (in.memoryOffset >>> 32 != 0) {
            throw Fault.MEMORY_OFFSET.at(SECTION, in.offset, Long.toUnsignedString(in.memoryOffset));
        }
    }

    /** The instructions whose types depend on their context. */
    private void special(Opcode opcode) {
        switch (opcode) {
            case LOCAL_GET -> operands.push(local());
            case LOCAL_SET -> operands.pop(local());
            case LOCAL_TEE -> {
                ValueType type = local();
                operands.pop(type);
                operands.push(type);
            }
            case GLOBAL_GET ->
                operands.push(context.global(in.index, SECTION, in.offset).valueType());
            case GLOBAL_SET -> globalSet();
            case BLOCK, LOOP -> open(opcode);
            case IF -> {
                operands.pop(ValueType.I32);
                open(opcode);
            }
            case ELSE -> otherwise();
            case END -> end();
            case NOP -> {
                // It has no operands.
            }
            case UNREACHABLE -> operands.unreachable();
            case BR -> {
                operands.popAll(label(in.index));
                operands.unreachable();
            }
            case BR_IF -> branchIf();
            case BR_TABLE -> branchTable();
            case RETURN -> {
                operands.popAll(blocks.functionResults());
                operands.unreachable();
            }
            case CALL -> call(context.function(in.index, SECTION, in.offset));
            case CALL_INDIRECT -> call(indirect());
            case RETURN_CALL -> returnCall(context.function(in.index, SECTION, in.offset));
            case RETURN_CALL_INDIRECT -> returnCall(indirect());
            case DROP -> operands.pop();
            case SELECT -> select();
            case SELECT_TYPED -> selectTyped();
            case REF_NULL -> operands.push(ValueTypes.ofCode(in.typeCode));
            case REF_IS_NULL -> refIsNull();
            case REF_FUNC -> refFunc();
            default -> bulk.instruction(opcode, in);
        }
    }

    private ValueType local() {
        ValueType type = locals.get(in.index);
        if (type == null) {
            throw Fault.UNKNOWN_LOCAL.of(in.index, SECTION, in.offset);
        }
        return type;
    }

    private void globalSet() {
        GlobalType global = context.global(in.index, SECTION, in.offset);
        if (!global.mutable()) {
            throw Fault.IMMUTABLE_GLOBAL.at(SECTION, in.offset, "global " + in.index);
        }
        operands.pop(global.valueType());
    }

    private void open(Opcode opener) {
        BlockType type = blockType();
        operands.popAll(type.parameters());
        blocks.push(opener, type, operands);
    }

    private BlockType blockType() {
        long code = in.blockType;
        if (code == InstructionReader.EMPTY_BLOCK) {
            return EMPTY;
        }
        if (code < 0) {
            return ONE_RESULT[(int) -code];
        }
        int index = (int) code;
        FunctionType type = context.type(index, SECTION, in.offset);
        if (blockTypes[index] == null) {
            blockTypes[index] = new BlockType(type.parameters(), type.results());
        }
        return blockTypes[index];
    }

    private void otherwise() {
        if (blocks.opener() != Opcode.IF) {
            throw Fault.END_EXPECTED.at(SECTION, in.offset, "else without if");
        }
        BlockType type = blocks.type();
        blocks.pop(operands);
        blocks.push(Opcode.ELSE, type, operands);
    }

    private void end() {
        BlockType type = blocks.type();
        // An if without else passes its parameters on.
        if (blocks.opener() == Opcode.IF && !type.parameters().equals(type.results())) {
            throw Fault.TYPE_MISMATCH.at(
                    SECTION,
                    in.offset,
                    "an if without else of type " + FunctionType.of(type.parameters(), type.results()));
        }
        blocks.pop(operands);
        if (!blocks.isEmpty()) {
            operands.pushAll(type.results());
        }
    }

    private List<ValueType> label(int label) {
        if (!blocks.has(label)) {
            throw Fault.UNKNOWN_LABEL.of(label, SECTION, in.offset);
        }
        return blocks.labelTypes(label);
    }

    private void branchIf() {
        operands.pop(ValueType.I32);
        List<ValueType> types = label(in.index);
        operands.popAll(types);
        operands.pushAll(types);
    }

    private void branchTable() {
        operands.pop(ValueType.I32);
        int[] labels = in.labels;
        List<ValueType> last = label(labels[labels.length - 1]);
        List<ValueType> checked = null;
        for (int target : labels) {
            List<ValueType> types = label(target);
            if (types == checked) {
                continue;
            }
            if (types.size() != last.size()) {
                throw Fault.TYPE_MISMATCH.at(
                        SECTION,
                        in.offset,
                        "label " + target + " takes " + types.size() + " operands, the default " + last.size());
            }
            operands.checkTop(types);
            checked = types;
        }
        operands.unreachable();
    }

    private void call(FunctionType type) {
        operands.popAll(type.parameters());
        operands.pushAll(type.results());
    }

    private void returnCall(FunctionType type) {
        operands.popAll(type.parameters());
        if (!type.results().equals(blocks.functionResults())) {
            throw Fault.TYPE_MISMATCH.at(
                    SECTION,
                    in.offset,
                    "expected results " + blocks.functionResults() + ", the callee has " + type.results());
        }
        operands.unreachable();
    }

    /** The type of an indirect call, whose operand is popped. */
    private FunctionType indirect() {
        ReferenceType held = context.table(in.index2, SECTION, in.offset).elementType();
        if (!held.matches(ReferenceType.FUNCREF)) {
            throw Fault.TYPE_MISMATCH.at(SECTION, in.offset, "expected a table of funcref, got one of " + held);
        }
        FunctionType type = context.type(in.index, SECTION, in.offset);
        operands.pop(ValueType.I32);
        return type;
    }

    private void select() {
        operands.pop(ValueType.I32);
        ValueType second = operands.pop();
        ValueType first = operands.pop();
        checkNumber(second);
        checkNumber(first);
        if (first != null && second != null && first != second) {
            throw operands.mismatch(first, second);
        }
        operands.push(first == null ? second : first);
    }

    private void checkNumber(ValueType type) {
        if (type != null && !(type instanceof NumberType)) {
            throw operands.mismatch("a number", type);
        }
    }

    private void selectTyped() {
        if (in.index != 1) {
            throw Fault.RESULT_ARITY.at(SECTION, in.offset, in.index + " types");
        }
        ValueType type = ValueTypes.ofCode(in.typeCode);
        operands.pop(ValueType.I32);
        operands.pop(type);
        operands.pop(type);
        operands.push(type);
    }

    private void refIsNull() {
        ValueType type = operands.pop();
        if (type != null && !type.isReference()) {
            throw operands.mismatch("a reference", type);
        }
        operands.push(ValueType.I32);
    }

    private void refFunc() {
        context.function(in.index, SECTION, in.offset);
        if (!context.isDeclared(in.index)) {
            throw Fault.UNDECLARED_REFERENCE.at(SECTION, in.offset, "function " + in.index);
        }
        operands.push(ValueType.FUNCREF);
    }
}
