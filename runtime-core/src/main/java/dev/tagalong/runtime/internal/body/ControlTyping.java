package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * What control instructions do to blocks and the operands' types (specification, section 3.4.1). Each is given whether it
 * is reached, if that matters, and answers whether the next instruction is.
 */
final class ControlTyping {

    final Blocks blocks;
    private final ModuleContext context;
    private final OperandTypes operands;
    private InstructionReader in;

    ControlTyping(ModuleContext context, OperandTypes operands, SetLocals setLocals) {
        this.context = context;
        this.operands = operands;
        this.blocks = new Blocks(operands, setLocals);
    }

    /** Goes over to the instructions of another function, where there are no operands. */
    void reset(InstructionReader reader, FunctionType type) {
        in = reader;
        blocks.reset(type);
    }

    RuntimeException mismatch(String detail) {
        return Fault.TYPE_MISMATCH.at(in.section(), in.offset, detail);
    }

    // Blocks

    /** The type of the block that the instruction opens. */
    FunctionType blockType() {
        return BlockTypes.of(in, context);
    }

    boolean open(Form opener, boolean reachable) {
        return open(opener, blockType(), reachable);
    }

    private boolean open(Form opener, FunctionType type, boolean reachable) {
        operands.popAll(type.parameters());
        blocks.push(opener, type, reachable);
        return reachable;
    }

    boolean openIf(boolean reachable) {
        FunctionType type = blockType();
        operands.popI32();
        return open(Form.IF, type, reachable);
    }

    boolean otherwise(boolean reachable) {
        if (blocks.opener() != Form.IF) {
            throw Fault.END_EXPECTED.at(in.section(), in.offset, "else without if");
        }
        return blocks.otherwise(reachable);
    }

    boolean end(boolean reachable) {
        FunctionType type = blocks.type(0);
        // An if without else passes its parameters on.
        if (blocks.opener() == Form.IF && !ValueType.allMatch(type.parameters(), type.results())) {
            throw mismatch("an if without else of type " + type);
        }
        boolean goesOn = blocks.pop(reachable);
        if (!blocks.isEmpty()) {
            operands.pushAll(type.results());
        }
        return goesOn;
    }

    // Branches

    /** Takes what a branch does to a label. */
    List<ValueType> target(int label, boolean reachable) {
        checkLabel(label);
        if (reachable) {
            blocks.reach(label);
        }
        return blocks.labelTypes(label);
    }

    void checkLabel(int label) {
        if (!blocks.has(label)) {
            throw Fault.UNKNOWN_LABEL.of(label, in.section(), in.offset);
        }
    }

    boolean unreachable() {
        operands.unreachable();
        return false;
    }

    boolean branch(boolean reachable) {
        operands.popAll(target(in.index, reachable));
        return unreachable();
    }

    boolean branchIf(boolean reachable) {
        operands.popI32();
        List<ValueType> types = target(in.index, reachable);
        operands.popAll(types);
        operands.pushAll(types);
        return reachable;
    }

    boolean branchTable(boolean reachable) {
        operands.popI32();
        int[] labels = in.labels;
        List<ValueType> last = target(labels[labels.length - 1], reachable);
        List<ValueType> checked = null;
        for (int label : labels) {
            List<ValueType> types = target(label, reachable);
            if (types != checked) {
                checkArity(label, types, last);
                operands.checkTop(types);
                checked = types;
            }
        }
        return unreachable();
    }

    private void checkArity(int label, List<ValueType> types, List<ValueType> last) {
        if (types.size() != last.size()) {
            throw mismatch("label " + label + " takes " + types.size() + " operands, the default " + last.size());
        }
    }

    /** Without checks: a branch that depends on a reference is reached, and if it is not taken, there are more operands. */
    boolean branchOnReference(int operandsMore) {
        target(in.index, true);
        operands.change(operandsMore);
        return true;
    }

    boolean branchOnNull(boolean reachable) {
        ReferenceType type = operands.popReference();
        List<ValueType> types = target(in.index, reachable);
        operands.popAll(types);
        operands.pushAll(types);
        operands.push(type == null ? OperandTypes.UNKNOWN_REFERENCE : type.nonNull());
        return reachable;
    }

    boolean branchOnNonNull(boolean reachable) {
        List<ValueType> types = target(in.index, reachable);
        operands.popOne(lastReference(types).orNull());
        return passAllButLast(types, reachable);
    }

    boolean branchOnCast(ReferenceType source, ReferenceType target, boolean fails, boolean reachable) {
        if (!target.matches(source)) {
            throw mismatch("a cast of " + source + " to " + target);
        }
        // What a cast that fails leaves is null only if null does not pass.
        ReferenceType failed = target.nullable() ? source.nonNull() : source;
        ReferenceType branches = fails ? failed : target;
        List<ValueType> types = target(in.index, reachable);
        if (!branches.matches(lastReference(types))) {
            throw mismatch("the label takes " + types + ", not " + branches);
        }
        operands.popOne(source);
        passAllButLast(types, reachable);
        operands.push(fails ? target : failed);
        return reachable;
    }

    /** The last type that a label takes, which is a reference's. */
    private ReferenceType lastReference(List<ValueType> types) {
        if (!types.isEmpty() && types.get(types.size() - 1) instanceof ReferenceType last) {
            return last;
        }
        throw mismatch("the label takes no reference");
    }

    private boolean passAllButLast(List<ValueType> types, boolean reachable) {
        List<ValueType> others = types.subList(0, types.size() - 1);
        operands.popAll(others);
        operands.pushAll(others);
        return reachable;
    }

    boolean functionReturn() {
        operands.popAll(blocks.functionResults());
        return unreachable();
    }

    // Calls

    /** The type of the function that the instruction calls. */
    FunctionType callee() {
        return context.function(in.index, in.section(), in.offset);
    }

    /** The type of the function that the instruction calls by a table. */
    FunctionType indirectCallee() {
        return context.functionType(in.index, in.section(), in.offset);
    }

    boolean call(boolean reachable) {
        return call(callee(), reachable);
    }

    boolean callIndirect(boolean reachable) {
        return call(popEntry(), reachable);
    }

    boolean returnCall() {
        return returnCall(callee());
    }

    boolean returnCallIndirect() {
        return returnCall(popEntry());
    }

    /** The type of an indirect call, whose index of a table's entry is popped. */
    private FunctionType popEntry() {
        TableType table = context.table(in.index2, in.section(), in.offset);
        ReferenceType held = table.elementType();
        if (!held.matches(ReferenceType.FUNCREF)) {
            throw mismatch("expected a table of funcref, got one of " + held);
        }
        FunctionType type = indirectCallee();
        operands.popAddress(table.addressType());
        return type;
    }

    boolean callRef(boolean reachable) {
        return call(popFunction(), reachable);
    }

    boolean returnCallRef() {
        return returnCall(popFunction());
    }

    /** The type of a call of a function reference, which is popped. */
    private FunctionType popFunction() {
        FunctionType type = indirectCallee();
        operands.popOne(ReferenceType.of(true, type));
        return type;
    }

    private boolean call(FunctionType callee, boolean reachable) {
        operands.popAll(callee.parameters());
        operands.pushAll(callee.results());
        return reachable;
    }

    private boolean returnCall(FunctionType callee) {
        operands.popAll(callee.parameters());
        if (!ValueType.allMatch(callee.results(), blocks.functionResults())) {
            throw mismatch("expected results " + blocks.functionResults() + ", the callee has " + callee.results());
        }
        return unreachable();
    }
}
