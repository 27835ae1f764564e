package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.body.BodyWalk;
import dev.tagalong.runtime.internal.interpret.HandlerTable.Handler;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.ArrayList;
import java.util.List;

/**
 * Lowers what throws and catches exceptions. The code of a legacy {@code catch} keeps the exception as an operand of its own,
 * which the walk does not know of, below the others.
 */
final class ExceptionLowering {

    private final BodyWalk walk;
    private final CodeWriter writer;
    private final ValueLowering values;
    private final OperandStack stack;
    private final List<Label> labels;
    private final HandlerTable.Builder handlers = new HandlerTable.Builder();

    /** How many exceptions are kept on the operand stack. */
    private int kept;

    ExceptionLowering(BodyWalk walk, CodeWriter writer, ValueLowering values, List<Label> labels) {
        this.walk = walk;
        this.writer = writer;
        this.values = values;
        this.stack = values.stack;
        this.labels = labels;
    }

    HandlerTable table() {
        return handlers.build();
    }

    /** A label for a block that begins here. */
    Label newLabel() {
        return new Label(kept);
    }

    private Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    /** How many entries the operand stack has below a label's block. */
    int floor(int depth) {
        return walk.floor(depth) + label(depth).kept;
    }

    // Blocks

    /** The label of a {@code try_table} that begins here. */
    Label tryTable(CatchClause[] clauses, WasmTags tags) {
        Label label = newLabel();
        label.lowered = new LoweredTry(writer.position());
        for (CatchClause clause : clauses) {
            Label target = label(clause.label());
            target.handled = true;
            int slot = values.slot(floor(clause.label()));
            int count = clause.catchesAll() ? 0 : CallShape.of(tags.type(clause.tag())).parameterSlots;
            values.references |= clause.reference();
            label.lowered.handlers.add(new Handler(label.lowered.from, clause.tag())
                    .into(slot, clause.reference() ? slot + count : HandlerTable.NOWHERE)
                    .at(() -> target.target));
        }
        return label;
    }

    /** The types of tags, by index. */
    @FunctionalInterface
    interface WasmTags {
        FunctionType type(int tag);
    }

    /** The label of a legacy {@code try} that begins here. */
    Label legacyTry() {
        Label label = newLabel();
        label.lowered = new LoweredTry(writer.position());
        return label;
    }

    /** A legacy {@code catch} begins, after the code of the part before with its jump to the end. */
    void beginCatch(int tag, FunctionType type) {
        Label label = label(0);
        endPart(label);
        writer.barrier();
        int floor = floor(0);
        stack.dropTo(floor);
        int begin = writer.position();
        handlers.add(
                new Handler(label.lowered.from, tag)
                        .into(values.slot(floor) + Carrier.OBJECT.stackSlots, values.slot(floor))
                        .at(() -> begin),
                label.lowered.to);
        values.push(Carrier.OBJECT);
        label.lowered.keeps = true;
        kept++;
        if (type != null) {
            values.push(type.parameters());
        }
    }

    /** Of a block's part that ends here: the range of what it catches, and the exceptions that it keeps, end as well. */
    void endPart(Label label) {
        if (label.lowered == null) {
            return;
        }
        if (label.lowered.keeps) {
            label.lowered.keeps = false;
            kept--;
        }
        if (label.lowered.to == Label.NONE) {
            writer.barrier();
            label.lowered.to = writer.position();
            label.lowered.handlers.forEach(handler -> handlers.add(handler, label.lowered.to));
        }
    }

    /** The innermost block, a legacy {@code try} whose part has ended, hands its exceptions over to an outer one. */
    void delegate(int depth) {
        Label target = label(depth + 1);
        int floor = floor(depth + 1);
        stack.reach(floor + 1);
        values.references = true;
        Label label = label(0);
        Handler handler =
                new Handler(label.lowered.from, HandlerTable.ALL).into(values.slot(floor), values.slot(floor));
        handlers.add(handler, label.lowered.to);
        if (target.delegated == null) {
            target.delegated = new ArrayList<>();
        }
        target.delegated.add(handler);
    }

    /** Where nothing goes on from above: the exceptions that were handed over to the innermost block are thrown again. */
    void throwDelegated(Label label) {
        int begin = writer.position();
        label.delegated.forEach(handler -> handler.at(() -> begin));
        label.delegated = null;
        writer.emit(Op.THROW_REF, values.slot(floor(0)), 0, 0);
    }

    // What throws

    void throwTag(int tag, FunctionType type) {
        values.inPlace(Op.THROW, type.parameters().size(), tag, 0);
    }

    void throwReference() {
        writer.emit(Op.THROW_REF, values.operand(stack.pop()), 0, 0);
    }

    void rethrow(int depth) {
        writer.emit(Op.THROW_REF, values.slot(floor(depth)), 0, 0);
    }
}
