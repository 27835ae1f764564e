package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.body.BodyVisitor;
import dev.tagalong.runtime.internal.body.BodyWalk;
import dev.tagalong.runtime.internal.instructions.ObjectInstructions;
import dev.tagalong.runtime.internal.interpret.ValueLowering.Condition;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a validated body into the interpreter's form in one pass, in time and memory linear in the body and what
 * validation counted. Every operand has a slot of its own in the frame; where control flow joins, all values are there.
 */
final class Lowering implements BodyVisitor {

    private final WasmModule module;
    private final FunctionBody body;
    private final BodyWalk walk;
    private final InstructionReader in;
    private final FrameLayout layout;
    private final CodeWriter writer;
    private final ValueLowering values;
    private final VectorLowering vectors;
    private final OperandStack stack;
    private final ExceptionLowering exceptions;

    /** The labels of the blocks that the walk is in, the function's own first. */
    private final ArrayList<Label> labels = new ArrayList<>();

    private final List<LoweredFunction.CallSite> sites = new ArrayList<>();

    /** By loop, its position in the lowered code and its offset in the binary. */
    private final List<int[]> loops = new ArrayList<>();

    private Lowering(WasmModule module, FunctionBody body, MemoryForm memory) {
        this.module = module;
        this.body = body;
        this.walk = BodyWalk.over(module, body);
        this.in = walk.reader();
        this.writer = new CodeWriter(in);
        LocalSlots locals = new LocalSlots(body.locals());
        this.layout =
                new FrameLayout(CallShape.of(body.type()).parameterSlots, locals.total(), body.to() - body.from());
        this.values = new ValueLowering(writer, layout, locals, memory);
        this.vectors = new VectorLowering(values);
        this.stack = values.stack;
        this.exceptions = new ExceptionLowering(walk, writer, values, labels);
    }

    /** The interpreter's form of a body, for instances whose memory 0 is of a form. */
    static LoweredFunction lower(WasmModule module, FunctionBody body, MemoryForm memory) {
        Lowering lowering = new Lowering(module, body, memory);
        lowering.labels.add(lowering.exceptions.newLabel());
        lowering.walk.visit(lowering);
        return lowering.result();
    }

    private LoweredFunction result() {
        return new LoweredFunction(
                body,
                body.index() - module.importedFunctions(),
                writer.code(),
                layout,
                layout.stackSlot + stack.highestSlot(),
                values.references,
                sites.toArray(LoweredFunction.CallSite[]::new),
                writer.offsets(),
                new Loops(
                        loops.stream().mapToInt(l -> l[0]).toArray(),
                        loops.stream().mapToInt(l -> l[1]).toArray()),
                exceptions.table());
    }

    // Values

    @Override
    public void constant(Opcode opcode) {
        if (opcode == Opcode.V128_CONST) {
            vectors.constant(in.constant, in.constantHigh);
        } else {
            stack.pushConstant(in.constant);
        }
    }

    @Override
    public void numeric(Opcode opcode) {
        if (opcode == Opcode.I8X16_SHUFFLE) {
            vectors.shuffle(opcode, in.constant, in.constantHigh);
        } else {
            values.regular(opcode, in.index, in.index2);
        }
    }

    @Override
    public void load(Opcode opcode) {
        access(opcode);
    }

    @Override
    public void store(Opcode opcode) {
        access(opcode);
    }

    private void access(Opcode opcode) {
        boolean wide = walk.addressing().wideTarget();
        if (opcode.accessesVector()) {
            vectors.access(opcode, wide, in.index, in.memoryOffset, in.index2);
        } else {
            values.access(opcode, wide, in.index, in.memoryOffset);
        }
    }

    @Override
    public void bulk(Opcode opcode) {
        values.bulk(opcode, walk.addressing(), in.index, in.index2);
    }

    @Override
    public void atomic(Opcode opcode) {
        values.atomic(opcode, walk.addressing(), in.index, in.memoryOffset);
    }

    @Override
    public void nop() {
        // Nothing.
    }

    @Override
    public void drop() {
        stack.pop();
    }

    @Override
    public void select() {
        values.select();
    }

    @Override
    public void localGet(int local) {
        values.localGet(local);
    }

    @Override
    public void localSet(int local) {
        values.localSet(local);
    }

    @Override
    public void localTee(int local) {
        values.localTee(local);
    }

    @Override
    public void globalGet(int global, ValueType type) {
        values.globalGet(global, Carrier.of(type));
    }

    @Override
    public void globalSet(int global) {
        values.globalSet(global);
    }

    @Override
    public void refNull(ValueType type) {
        writer.emit(Op.REF_NULL, values.nextSlot(), 0, 0);
        values.push(Carrier.OBJECT);
    }

    @Override
    public void refFunc(int function) {
        writer.emit(Op.REF_FUNC, values.nextSlot(), function, 0);
        values.push(Carrier.OBJECT);
    }

    @Override
    public void refAsNonNull() {
        values.inPlace(Op.REF_AS_NON_NULL, 1, 0, 0);
        values.push(Carrier.OBJECT);
    }

    @Override
    public void object(Opcode opcode, List<ValueType> operands, ValueType result) {
        boolean cast = opcode.immediate() == Immediate.NON_NULL_TYPE || opcode.immediate() == Immediate.NULLABLE_TYPE;
        int index = cast ? number(in.typeCode) : in.index;
        values.inPlace(Op.OBJECT + opcode.ordinal(), operands.size(), index, in.index2);
        if (result != null) {
            values.push(Carrier.of(result));
        }
    }

    /** How {@link ObjectInstructions} is told a type. */
    private static int number(long typeCode) {
        return ValueTypes.ofCode(typeCode) instanceof ReferenceType known
                ? ObjectInstructions.number(known.heapType(), -1)
                : ValueTypes.typeIndex(typeCode);
    }

    // Blocks

    @Override
    public void block(FunctionType type) {
        values.settleAll();
        open(exceptions.newLabel());
    }

    @Override
    public void loop(FunctionType type) {
        values.settleAll();
        Label label = exceptions.newLabel();
        label.target = writer.position();
        loops.add(new int[] {label.target, in.offset});
        open(label);
    }

    @Override
    public void conditional(FunctionType type) {
        Condition not = values.takeCondition().negated();
        values.settleAll();
        Label label = exceptions.newLabel();
        label.otherwise = writer.position() + Op.WORDS - 1;
        writer.emit(not.op(), not.a(), not.b(), 0);
        open(label);
    }

    private void open(Label label) {
        writer.barrier();
        labels.add(label);
    }

    @Override
    public void otherwise() {
        Label label = labels.get(labels.size() - 1);
        if (walk.reachable()) {
            values.settleAll();
            jump(label);
        }
        writer.set(label.otherwise, writer.position());
        label.otherwise = Label.NONE;
        join(walk.type(0).parameters());
    }

    @Override
    public void end() {
        Label label = labels.get(labels.size() - 1);
        boolean joins = label.isAwaited() || label.otherwise != Label.NONE || label.lowered != null;
        joins |= endException(label);
        if (joins) {
            if (walk.reachable() && label.lowered == null) {
                values.settleAll();
            }
            if (label.otherwise != Label.NONE) {
                writer.set(label.otherwise, writer.position());
            }
            label.resolve(writer);
            join(walk.type(0).results());
        }
        labels.remove(labels.size() - 1);
        if (labels.isEmpty() && (joins || walk.reachable())) {
            functionReturn();
        }
    }

    /** From here on, whatever came before, there are these values in the innermost block. */
    private void join(List<ValueType> types) {
        writer.barrier();
        stack.dropTo(floor(0));
        values.push(types);
    }

    private int floor(int depth) {
        return exceptions.floor(depth);
    }

    // Exceptions

    @Override
    public void tryTable(FunctionType type, CatchClause[] clauses) {
        values.settleAll();
        open(exceptions.tryTable(clauses, module.allTags()::get));
    }

    @Override
    public void legacyTry(FunctionType type) {
        values.settleAll();
        open(exceptions.legacyTry());
    }

    @Override
    public void legacyCatch(int tag, FunctionType type) {
        endTryPart();
        exceptions.beginCatch(tag, type);
    }

    @Override
    public void legacyCatchAll() {
        endTryPart();
        exceptions.beginCatch(HandlerTable.ALL, null);
    }

    /** A part of a legacy {@code try} that is not the last one ends. */
    private void endTryPart() {
        Label label = label(0);
        if (walk.reachable()) {
            settleResults();
            jump(label);
        }
        if (label.delegated != null) {
            exceptions.throwDelegated(label);
        }
    }

    /** The results of the innermost block, which ends, are where they are expected after it. */
    private void settleResults() {
        values.settleTop(walk.type(0).results().size());
        copy(floor(0), walk.type(0).results());
    }

    /** What exceptions need where a block ends; answers whether its values are where they are expected now. */
    private boolean endException(Label label) {
        boolean moved = label.lowered != null || label.delegated != null;
        if (moved && walk.reachable()) {
            settleResults();
        }
        if (label.delegated != null) {
            int over = writer.position() + Op.WORDS - 1;
            if (walk.reachable()) {
                writer.emit(Op.BR, 0, 0, 0);
            }
            exceptions.throwDelegated(label);
            if (walk.reachable()) {
                writer.set(over, writer.position());
            }
        }
        exceptions.endPart(label);
        return moved;
    }

    @Override
    public void delegate(int depth) {
        endException(label(0));
        exceptions.delegate(depth);
        end();
    }

    @Override
    public void throwTag(int tag, FunctionType type) {
        exceptions.throwTag(tag, type);
    }

    @Override
    public void throwReference() {
        exceptions.throwReference();
    }

    @Override
    public void rethrow(int depth) {
        exceptions.rethrow(depth);
    }

    // Branches

    private Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    @Override
    public void unreachable() {
        writer.emit(Op.UNREACHABLE, 0, 0, 0);
    }

    private void jump(Label label) {
        jump(Op.BR, 0, 0, label);
    }

    private void jump(int op, int a, int b, Label label) {
        writer.emit(op, a, b, label.reference(writer.position() + Op.WORDS - 1));
    }

    @Override
    public void branch(int depth) {
        int count = walk.labelTypes(depth).size();
        if (depth == walk.depth() - 1) {
            functionReturn();
        } else if (count == 1) {
            values.moveTo(values.slot(floor(depth)), stack.pop());
            jump(label(depth));
        } else {
            values.settleTop(count);
            copy(depth);
            jump(label(depth));
        }
    }

    @Override
    public void branchIf(int depth) {
        branchIf(depth, values.takeCondition());
    }

    private void branchIf(int depth, Condition condition) {
        Label label = label(depth);
        values.settleTop(walk.labelTypes(depth).size());
        if (!needsCopy(depth)) {
            jump(condition.op(), condition.a(), condition.b(), label);
            return;
        }
        Condition not = condition.negated();
        int at = writer.position() + Op.WORDS - 1;
        writer.emit(not.op(), not.a(), not.b(), 0);
        copy(depth);
        jump(label);
        writer.set(at, writer.position());
        writer.barrier();
    }

    @Override
    public void branchOnNull(int depth) {
        values.settleTop(walk.labelTypes(depth).size() + 1);
        int slot = isNull(stack.height() - 1);
        stack.pop();
        branchIf(depth, new Condition(Op.BR_I32_NE_I, slot, 0));
        values.push(Carrier.OBJECT);
    }

    @Override
    public void branchOnNonNull(int depth) {
        values.settleTop(walk.labelTypes(depth).size());
        int slot = isNull(stack.height() - 1);
        branchIf(depth, new Condition(Op.BR_I32_EQ_I, slot, 0));
        stack.pop();
    }

    /** Whether a reference that is in its place is null, as a number, for which its slot has room. */
    private int isNull(int position) {
        int slot = values.slot(position);
        writer.emit(Op.REF_IS_NULL, slot, slot, 0);
        return slot;
    }

    @Override
    public void branchOnCast(int depth, ReferenceType source, ReferenceType target) {
        values.settleTop(walk.labelTypes(depth).size());
        int slot = values.slot(stack.height() - 1);
        Opcode test = target.nullable() ? Opcode.REF_TEST_NULL : Opcode.REF_TEST;
        writer.emit(Op.OBJECT + test.ordinal(), slot, number(in.typeCode), 0);
        boolean fails = walk.opcode() == Opcode.BR_ON_CAST_FAIL;
        branchIf(depth, new Condition(fails ? Op.BR_I32_EQ_I : Op.BR_I32_NE_I, slot, 0));
    }

    /** Whether the values that a branch carries are not yet where the label expects them. */
    private boolean needsCopy(int depth) {
        int count = walk.labelTypes(depth).size();
        return count > 0 && stack.height() - count != floor(depth);
    }

    private void copy(int depth) {
        copy(floor(depth), walk.labelTypes(depth));
    }

    /** Moves the topmost values, which are in their places, to another height. */
    private void copy(int height, List<ValueType> types) {
        if (types.isEmpty() || stack.height() - types.size() == height) {
            return;
        }
        boolean references = types.stream().anyMatch(type -> Carrier.of(type).object);
        int from = values.slot(stack.height() - types.size());
        int slots = values.nextSlot() - from;
        writer.emit(references ? Op.COPY_REFERENCES : Op.COPY, values.slot(height), from, slots);
    }

    @Override
    public void branchTable(int[] depths) {
        int index = values.operand(stack.pop());
        values.settleTop(walk.labelTypes(depths[depths.length - 1]).size());
        writer.emit(Op.BR_TABLE, index, depths.length, 0);
        int table = writer.position();
        writer.extend(new int[depths.length]);
        for (int i = 0; i < depths.length; i++) {
            Label label = label(depths[i]);
            if (!needsCopy(depths[i])) {
                writer.set(table + i, label.reference(table + i));
                continue;
            }
            if (label.stubOwner != table) {
                label.stubOwner = table;
                label.stub = writer.position();
                copy(depths[i]);
                jump(label);
            }
            writer.set(table + i, label.stub);
        }
    }

    @Override
    public void functionReturn() {
        List<ValueType> types = body.type().results();
        if (types.isEmpty()) {
            writer.emit(Op.RETURN, 0, 0, 0);
        } else if (types.size() == 1 && types.get(0) instanceof NumberType) {
            writer.emit(Op.RETURN_ONE, values.operand(stack.pop()), 0, 0);
        } else {
            values.settleTop(types.size());
            int from = values.slot(stack.height() - types.size());
            writer.emit(Op.RETURN_MANY, from, values.nextSlot() - from, 0);
        }
    }

    // Calls

    @Override
    public void call(FunctionType callee) {
        boolean imported = in.index < module.importedFunctions();
        call(callee, imported ? Op.CALL_IMPORT : Op.CALL, 0, callee(imported));
        values.push(callee.results());
    }

    @Override
    public void callIndirect(FunctionType callee) {
        int entry = values.entry(walk.addressing().wideTarget(), in.index2);
        call(callee, Op.CALL_INDIRECT, entry, site(callee));
        values.push(callee.results());
    }

    @Override
    public void callRef(FunctionType callee) {
        int reference = values.operand(stack.pop());
        call(callee, Op.CALL_REF, reference, 0);
        values.push(callee.results());
    }

    @Override
    public void returnCallRef(FunctionType callee) {
        int reference = values.operand(stack.pop());
        call(callee, Op.TAIL_CALL_REF, reference, 0);
    }

    @Override
    public void returnCall(FunctionType callee) {
        boolean imported = in.index < module.importedFunctions();
        call(callee, imported ? Op.TAIL_CALL_IMPORT : Op.TAIL_CALL, 0, callee(imported));
    }

    @Override
    public void returnCallIndirect(FunctionType callee) {
        int entry = values.entry(walk.addressing().wideTarget(), in.index2);
        call(callee, Op.TAIL_CALL_INDIRECT, entry, site(callee));
    }

    /** The callee's index, among the defined functions if it is one. */
    private int callee(boolean imported) {
        return imported ? in.index : in.index - module.importedFunctions();
    }

    private int site(FunctionType callee) {
        sites.add(new LoweredFunction.CallSite(callee, in.index2));
        return sites.size() - 1;
    }

    private void call(FunctionType callee, int op, int entry, int target) {
        int count = callee.parameters().size();
        values.settleTop(count);
        stack.dropTo(stack.height() - count);
        writer.emit(op, entry, values.nextSlot(), target);
    }
}
