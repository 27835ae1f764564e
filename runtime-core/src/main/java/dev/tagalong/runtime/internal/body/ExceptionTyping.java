package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * What the instructions of exceptions do to blocks and the operands' types (specification, section 3.4.1, and the legacy
 * exceptions of appendix 7). A handler counts as reached wherever its block's beginning is.
 */
final class ExceptionTyping {

    /** What a clause that takes the exception along leaves on top. */
    private static final List<ValueType> CAUGHT = List.of(new ReferenceType(false, AbstractHeapType.EXN));

    private static final List<ValueType> THROWN = List.of(ReferenceType.EXNREF);

    private final ModuleContext context;
    private final OperandTypes operands;
    private final ControlTyping control;
    private final Blocks blocks;
    private InstructionReader in;

    ExceptionTyping(ModuleContext context, OperandTypes operands, ControlTyping control) {
        this.context = context;
        this.operands = operands;
        this.control = control;
        this.blocks = control.blocks;
    }

    void reset(InstructionReader reader) {
        in = reader;
    }

    /** The type of the tag that the instruction names. */
    FunctionType tag() {
        return tag(in.index);
    }

    private FunctionType tag(int index) {
        return context.tag(index, in.section(), in.offset);
    }

    boolean tryTable(boolean reachable) {
        FunctionType type = control.blockType();
        operands.popAll(type.parameters());
        for (CatchClause clause : in.catches) {
            clause(clause, reachable);
        }
        blocks.push(Form.TRY_TABLE, type, reachable);
        return reachable;
    }

    private void clause(CatchClause clause, boolean reachable) {
        List<ValueType> expected = control.target(clause.label(), reachable);
        List<ValueType> values =
                clause.catchesAll() ? List.of() : tag(clause.tag()).parameters();
        int count = values.size() + (clause.reference() ? 1 : 0);
        if (count != expected.size()) {
            throw control.mismatch(
                    "label " + clause.label() + " takes " + expected.size() + " operands, the clause gives " + count);
        }
        operands.pushAll(values);
        if (clause.reference()) {
            operands.pushAll(CAUGHT);
        }
        operands.checkTop(expected);
        operands.change(-count);
    }

    boolean throwTag() {
        operands.popAll(tag().parameters());
        return control.unreachable();
    }

    boolean throwReference() {
        operands.popAll(THROWN);
        return control.unreachable();
    }

    // Legacy

    boolean catchTag(boolean reachable) {
        checkInTry();
        return blocks.divide(reachable, Form.CATCH, tag().parameters());
    }

    boolean catchAll(boolean reachable) {
        checkInTry();
        return blocks.divide(reachable, Form.CATCH_ALL, List.of());
    }

    private void checkInTry() {
        if (blocks.opener() != Form.TRY && blocks.opener() != Form.CATCH) {
            throw Fault.END_EXPECTED.at(in.section(), in.offset, "catch without try");
        }
    }

    /** It ends a {@code try}; its label is one from outside of it. */
    boolean delegate(boolean reachable) {
        if (blocks.opener() != Form.TRY) {
            throw Fault.END_EXPECTED.at(in.section(), in.offset, "delegate without try");
        }
        FunctionType type = blocks.type(0);
        boolean goesOn = blocks.pop(reachable);
        control.checkLabel(in.index);
        operands.pushAll(type.results());
        return goesOn;
    }

    boolean rethrow() {
        control.checkLabel(in.index);
        Form opener = blocks.opener(in.index);
        if (opener != Form.CATCH && opener != Form.CATCH_ALL) {
            throw Fault.RETHROW_LABEL.of(in.index, in.section(), in.offset);
        }
        return control.unreachable();
    }
}
