package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * What the instructions other than control do to the operands' types (specification, sections 3.4.2 to 3.4.9): a regular
 * one what its row says.
 */
public final class InstructionTyping {

    private static final ValueType[][] OPERANDS = new ValueType[Opcode.values().length][];
    private static final ValueType[][] RESULTS = new ValueType[OPERANDS.length][];

    /** The results of rows that have one, whatever their immediates. */
    private static final ValueType[] RESULT = new ValueType[OPERANDS.length];

    static {
        for (Opcode opcode : Opcode.values()) {
            Signature signature = opcode.signature();
            if (signature != null) {
                ValueType[] results = array(signature.results());
                OPERANDS[opcode.ordinal()] = array(signature.operands());
                RESULTS[opcode.ordinal()] = results;
                RESULT[opcode.ordinal()] = results.length == 1 ? results[0] : null;
            }
        }
    }

    /** The types, from the deepest on. */
    public final OperandTypes operands;

    final LocalTypes locals = new LocalTypes();
    final SetLocals setLocals = new SetLocals();
    final ObjectTyping objects;

    private final ModuleContext context;
    private InstructionReader in;

    /** The typing of bodies or constant expressions of a module. */
    public InstructionTyping(ModuleContext context) {
        this.context = context;
        this.operands = new OperandTypes(context, true);
        this.objects = new ObjectTyping(context);
    }

    private static ValueType[] array(List<ValueType> types) {
        return types.toArray(ValueType[]::new);
    }

    /** Goes over to other instructions; there are no operands. */
    public void reset(InstructionReader reader) {
        in = reader;
        operands.reset(reader);
        objects.reset(reader);
    }

    // Regular instructions

    /** A regular instruction, which the reader is at. */
    public void regular(Opcode opcode) {
        if (opcode.immediate() != Immediate.NONE && opcode.form() != Form.CONST) {
            checkImmediates(opcode);
            Addressing addressing = context.addressing(opcode, in);
            if (addressing != Addressing.NARROW) {
                apply(opcode, opcode.signature(addressing));
                return;
            }
        }
        popOperands(opcode);
        ValueType result = RESULT[opcode.ordinal()];
        if (result != null) {
            operands.push(result);
        } else {
            pushResults(opcode);
        }
    }

    private void popOperands(Opcode opcode) {
        ValueType[] expected = OPERANDS[opcode.ordinal()];
        for (int i = expected.length - 1; i >= 0; i--) {
            popOperand(opcode, i, expected[i]);
        }
    }

    private void popOperand(Opcode opcode, int operand, ValueType expected) {
        if (expected != null) {
            operands.pop(expected);
        } else {
            popReference(opcode, operand);
        }
    }

    private void pushResults(Opcode opcode) {
        for (ValueType result : RESULTS[opcode.ordinal()]) {
            pushResult(opcode, result);
        }
    }

    private void pushResult(Opcode opcode, ValueType result) {
        operands.push(result != null ? result : elementType(opcode));
    }

    /** An instruction with 64-bit addresses. */
    private void apply(Opcode opcode, Signature signature) {
        for (int i = signature.operands().size() - 1; i >= 0; i--) {
            popOperand(opcode, i, signature.operands().get(i));
        }
        for (ValueType result : signature.results()) {
            pushResult(opcode, result);
        }
    }

    private void popReference(Opcode opcode, int operand) {
        if (opcode.signature().text().charAt(operand) == 'e') {
            operands.pop(elementType(opcode));
            return;
        }
        operands.popReference();
    }

    /** The element type of the table that the immediates name. */
    private ReferenceType elementType(Opcode opcode) {
        return elementType(opcode.immediate() == Immediate.ELEMENT_TABLE ? in.index2 : in.index);
    }

    private ReferenceType elementType(int table) {
        return context.table(table, in.section(), in.offset).elementType();
    }

    private void checkImmediates(Opcode opcode) {
        boolean regular = switch (opcode.immediate()) {
            case NONE, ZERO, I32, I64, F32, F64, V128 -> true;
            case MEMARG -> hasMemory(in.index) && checkMemoryArgument(opcode);
            case MEMARG_LANE ->
                hasMemory(in.index) && checkMemoryArgument(opcode) && checkLane(in.index2, opcode.lanes());
            case LANE -> checkLane(in.index, opcode.lanes());
            case SHUFFLE -> checkLanes(in.constant, opcode.lanes()) && checkLanes(in.constantHigh, opcode.lanes());
            case MEMORY -> hasMemory(in.index);
            case MEMORY_MEMORY -> hasMemory(in.index) && hasMemory(in.index2);
            case DATA_MEMORY -> hasMemory(in.index2) && hasData(in.index);
            case DATA -> hasData(in.index);
            case TABLE -> elementType(in.index) != null;
            case TABLE_TABLE -> holds(elementType(in.index), elementType(in.index2));
            case ELEMENT_TABLE -> holds(elementType(in.index2), segmentType(in.index));
            case ELEMENT -> segmentType(in.index) != null;
            case BLOCK,
                    LABEL,
                    BR_TABLE,
                    TRY_TABLE,
                    TAG,
                    TYPE,
                    FUNCTION,
                    TYPE_TABLE,
                    LOCAL,
                    GLOBAL,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_DATA,
                    TYPE_ELEMENT,
                    TYPE_TYPE,
                    HEAP_TYPE,
                    NULLABLE_TYPE,
                    NON_NULL_TYPE,
                    CAST,
                    SELECT_TYPES -> false;
        };
        if (!regular) {
            throw new IllegalStateException("a row of its own: " + opcode);
        }
    }

    private boolean checkMemoryArgument(Opcode opcode) {
        int natural = opcode.naturalAlignment();
        if (opcode.form() == Form.ATOMIC && in.align != natural) {
            throw Fault.ATOMIC_ALIGNMENT.at(in.section(), in.offset, "2^" + in.align + ", not 2^" + natural);
        }
        if (in.align > natural) {
            throw Fault.ALIGNMENT.at(in.section(), in.offset, "2^" + in.align + " > 2^" + natural);
        }
        if (in.memoryOffset >>> 32 != 0 && !context.addressing(opcode, in).wideTarget()) {
            throw Fault.MEMORY_OFFSET.at(in.section(), in.offset, Long.toUnsignedString(in.memoryOffset));
        }
        return true;
    }

    private boolean checkLane(int lane, int lanes) {
        if (lane >= lanes) {
            throw Fault.LANE_INDEX.at(in.section(), in.offset, lane + " of " + lanes);
        }
        return true;
    }

    private boolean checkLanes(long indices, int lanes) {
        for (int i = 0; i < Long.SIZE; i += Byte.SIZE) {
            checkLane((int) (indices >>> i) & 0xFF, lanes);
        }
        return true;
    }

    private boolean hasMemory(int memory) {
        context.memory(memory, in.section(), in.offset);
        return true;
    }

    private boolean hasData(int segment) {
        context.checkData(segment, in.section(), in.offset);
        return true;
    }

    private ReferenceType segmentType(int segment) {
        return context.element(segment, in.section(), in.offset).type();
    }

    private boolean holds(ReferenceType held, ReferenceType source) {
        if (!source.matches(held)) {
            throw Fault.TYPE_MISMATCH.at(in.section(), in.offset, "a table of " + held + ", elements of " + source);
        }
        return true;
    }

    // Those of a form of their own

    /** The type of the local that the instruction names. */
    private ValueType local() {
        ValueType type = locals.get(in.index);
        if (type == null) {
            throw Fault.UNKNOWN_LOCAL.of(in.index, in.section(), in.offset);
        }
        return type;
    }

    void localGet() {
        ValueType type = local();
        if (setLocals.isUnset(in.index)) {
            throw Fault.UNINITIALIZED_LOCAL.at(in.section(), in.offset, "local " + in.index);
        }
        operands.push(type);
    }

    void localSet() {
        operands.pop(local());
        setLocals.set(in.index);
    }

    void localTee() {
        ValueType type = local();
        operands.pop(type);
        operands.push(type);
        setLocals.set(in.index);
    }

    /** The global that the instruction names. */
    GlobalType global() {
        return context.global(in.index, in.section(), in.offset);
    }

    void globalSet() {
        GlobalType global = global();
        if (!global.mutable()) {
            throw Fault.IMMUTABLE_GLOBAL.at(in.section(), in.offset, "global " + in.index);
        }
        operands.pop(global.valueType());
    }

    void select(Opcode opcode) {
        if (opcode.immediate() == Immediate.SELECT_TYPES) {
            selectTyped();
        } else {
            selectNumber();
        }
    }

    private void selectNumber() {
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
        if (type != null && type.isReference()) {
            throw operands.mismatch("a number or vector", type);
        }
    }

    private void selectTyped() {
        if (in.index != 1) {
            throw Fault.RESULT_ARITY.at(in.section(), in.offset, in.index + " types");
        }
        ValueType type = context.valueType(in.typeCode, in.section(), in.offset);
        operands.pop(ValueType.I32);
        operands.pop(type);
        operands.pop(type);
        operands.push(type);
    }

    /** The type of the {@code ref.null} that the reader is at. */
    public ValueType nullType() {
        return context.valueType(in.typeCode, in.section(), in.offset);
    }

    /** The {@code ref.func} that the reader is at. */
    public void refFunc() {
        FunctionType type = context.function(in.index, in.section(), in.offset);
        if (!context.isDeclared(in.index)) {
            throw Fault.UNDECLARED_REFERENCE.at(in.section(), in.offset, "function " + in.index);
        }
        operands.push(ReferenceType.of(false, type));
    }

    void refAsNonNull() {
        ReferenceType type = operands.popReference();
        operands.push(type == null ? OperandTypes.UNKNOWN_REFERENCE : type.nonNull());
    }

    /** An instruction on objects that the reader is at. */
    public void object(Opcode opcode) {
        objects.look(opcode);
        if (opcode == Opcode.ANY_CONVERT_EXTERN || opcode == Opcode.EXTERN_CONVERT_ANY) {
            convert();
            return;
        }
        operands.popAll(objects.operands);
        if (objects.result != null) {
            operands.push(objects.result);
        }
    }

    /** What is never null is not null either where it is converted. */
    private void convert() {
        ReferenceType found = operands.popReference();
        boolean nullable = found != null && found.nullable();
        if (found != null && found != OperandTypes.UNKNOWN_REFERENCE && !found.matches(objects.operands.get(0))) {
            throw operands.mismatch(objects.operands.get(0), found);
        }
        operands.push(ReferenceType.of(nullable, ((ReferenceType) objects.result).heapType()));
    }
}
