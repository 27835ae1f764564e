package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.interpret.ValueLowering.Condition;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a validated body into the interpreter's form in one pass, in time and memory linear in the body and what
 * validation counted. Every operand has a slot of its own in the frame; where control flow joins, all values are there.
 */
final class Lowering {

    private final WasmModule module;
    private final FunctionBody body;
    private final InstructionReader in;
    private final FrameLayout layout;
    private final CodeWriter writer = new CodeWriter();
    private final ValueLowering values;
    private final OperandStack stack;
    private final ArrayList<Label> labels = new ArrayList<>();
    private final List<LoweredFunction.CallSite> sites = new ArrayList<>();

    /** By loop, its position in the lowered code and its offset in the binary. */
    private final List<int[]> loops = new ArrayList<>();

    /** Whether the present instruction cannot be reached. */
    private boolean dead;

    /** How many blocks have begun since it cannot. */
    private int deadBlocks;

    private Lowering(WasmModule module, FunctionBody body, MemoryForm memory) {
        this.module = module;
        this.body = body;
        this.in = new InstructionReader(module.binary(), body.from(), body.to());
        ValueType[] locals = body.locals();
        this.layout = new FrameLayout(body.type().parameters().size(), locals.length, body.to() - body.from());
        this.values = new ValueLowering(writer, layout, locals, memory);
        this.stack = values.stack;
    }

    /** The interpreter's form of a body, for instances whose memory 0 is of a form. */
    static LoweredFunction lower(WasmModule module, FunctionBody body, MemoryForm memory) {
        Lowering lowering = new Lowering(module, body, memory);
        lowering.run();
        return lowering.result();
    }

    private void run() {
        FunctionType results = FunctionType.of(List.of(), body.type().results());
        labels.add(new Label(Opcode.BLOCK, results, 0));
        while (in.hasNext()) {
            Opcode opcode = in.next();
            writer.offset = in.offset;
            if (dead) {
                skip(opcode);
            } else {
                lower(opcode);
            }
        }
    }

    private LoweredFunction result() {
        return new LoweredFunction(
                body,
                body.index() - module.importedFunctions(),
                writer.code(),
                layout,
                layout.stackSlot + stack.highest(),
                values.references,
                sites.toArray(LoweredFunction.CallSite[]::new),
                writer.offsets(),
                new Loops(
                        loops.stream().mapToInt(l -> l[0]).toArray(),
                        loops.stream().mapToInt(l -> l[1]).toArray()));
    }

    private void skip(Opcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF -> deadBlocks++;
            case ELSE -> {
                if (deadBlocks == 0) {
                    otherwise();
                }
            }
            case END -> {
                if (deadBlocks == 0) {
                    end();
                } else {
                    deadBlocks--;
                }
            }
            default -> {
                // Never executed.
            }
        }
    }

    private void lower(Opcode opcode) {
        if (opcode.immediate() == Immediate.MEMARG) {
            values.access(opcode, in.index, in.memoryOffset);
            return;
        }
        switch (opcode) {
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> stack.pushConstant(in.constant);
            case LOCAL_GET -> values.localGet(in.index);
            case LOCAL_SET -> values.localSet(in.index);
            case LOCAL_TEE -> values.localTee(in.index);
            case GLOBAL_GET -> values.globalGet(in.index, globalType(in.index).isReference());
            case GLOBAL_SET -> values.globalSet(in.index);
            case NOP -> {
                // Nothing.
            }
            case DROP -> stack.pop();
            case SELECT, SELECT_TYPED -> values.select();
            case BLOCK, LOOP, IF, ELSE, END -> block(opcode);
            case BR, BR_IF, BR_TABLE, RETURN, UNREACHABLE -> branch(opcode);
            case CALL, CALL_INDIRECT, RETURN_CALL, RETURN_CALL_INDIRECT -> call(opcode);
            default -> {
                if (opcode.signature() != null) {
                    values.regular(opcode, in.index, in.index2);
                } else {
                    reference(opcode);
                }
            }
        }
    }

    private ValueType globalType(int global) {
        return module.allGlobals().get(global).valueType();
    }

    // Blocks

    private void block(Opcode opcode) {
        switch (opcode) {
            case ELSE -> otherwise();
            case END -> end();
            default -> begin(opcode);
        }
    }

    private void begin(Opcode opcode) {
        FunctionType type = blockType(in.blockType);
        Condition condition = opcode == Opcode.IF ? values.takeCondition() : null;
        values.settleAll();
        Label label = new Label(opcode, type, stack.height() - type.parameters().size());
        if (condition != null) {
            Condition not = condition.negated();
            label.otherwise = writer.position() + Op.WORDS - 1;
            writer.emit(not.op(), not.a(), not.b(), 0);
        }
        label.target = writer.position();
        if (opcode == Opcode.LOOP) {
            loops.add(new int[] {label.target, in.offset});
        }
        writer.barrier();
        labels.add(label);
    }

    private FunctionType blockType(long code) {
        if (code >= 0) {
            return module.types().get((int) code);
        }
        return code == InstructionReader.EMPTY_BLOCK ? BlockTypes.EMPTY : BlockTypes.of(ValueTypes.ofCode(code));
    }

    private void otherwise() {
        Label label = labels.get(labels.size() - 1);
        if (!dead) {
            values.settleAll();
            jump(label);
        }
        writer.set(label.otherwise, writer.position());
        label.otherwise = Label.NONE;
        label.kind = Opcode.ELSE;
        join(label.base, label.parameters);
    }

    private void end() {
        Label label = labels.remove(labels.size() - 1);
        boolean joins = label.isAwaited() || label.otherwise != Label.NONE;
        if (joins) {
            if (!dead) {
                values.settleAll();
            }
            if (label.otherwise != Label.NONE) {
                writer.set(label.otherwise, writer.position());
            }
            label.resolve(writer);
            join(label.base, label.results);
        }
        if (labels.isEmpty() && !dead) {
            leave();
        }
    }

    /** From here on, whatever came before, there are these values above the base. */
    private void join(int base, List<ValueType> types) {
        writer.barrier();
        stack.dropTo(base);
        values.push(types);
        dead = false;
    }

    // Branches

    private void branch(Opcode opcode) {
        switch (opcode) {
            case BR_IF -> branchIf(label(in.index));
            case BR -> {
                branch(label(in.index));
                die();
            }
            case BR_TABLE -> {
                branchByTable(in.labels);
                die();
            }
            case RETURN -> {
                leave();
                die();
            }
            default -> {
                writer.emit(Op.UNREACHABLE, 0, 0, 0);
                die();
            }
        }
    }

    private Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    private void die() {
        dead = true;
        stack.dropTo(labels.get(labels.size() - 1).base);
    }

    private void jump(Label label) {
        jump(Op.BR, 0, 0, label);
    }

    private void jump(int op, int a, int b, Label label) {
        writer.emit(op, a, b, label.reference(writer.position() + Op.WORDS - 1));
    }

    private void branch(Label label) {
        int count = label.carried().size();
        if (labels.get(0) == label) {
            leave();
        } else if (count == 1) {
            values.moveTo(values.slot(label.base), stack.pop());
            jump(label);
        } else {
            values.settleTop(count);
            copy(label);
            jump(label);
        }
    }

    private void branchIf(Label label) {
        Condition condition = values.takeCondition();
        values.settleTop(label.carried().size());
        if (!needsCopy(label)) {
            jump(condition.op(), condition.a(), condition.b(), label);
            return;
        }
        Condition not = condition.negated();
        int at = writer.position() + Op.WORDS - 1;
        writer.emit(not.op(), not.a(), not.b(), 0);
        copy(label);
        jump(label);
        writer.set(at, writer.position());
        writer.barrier();
    }

    /** Whether the values that a branch carries are not yet where the label expects them. */
    private boolean needsCopy(Label label) {
        int count = label.carried().size();
        return count > 0 && stack.height() - count != label.base;
    }

    private void copy(Label label) {
        if (!needsCopy(label)) {
            return;
        }
        List<ValueType> types = label.carried();
        boolean references = types.stream().anyMatch(ValueType::isReference);
        int from = values.slot(stack.height() - types.size());
        writer.emit(references ? Op.COPY_REFERENCES : Op.COPY, values.slot(label.base), from, types.size());
    }

    private void branchByTable(int[] depths) {
        int index = values.operand(stack.pop());
        int count = label(depths[depths.length - 1]).carried().size();
        values.settleTop(count);
        writer.emit(Op.BR_TABLE, index, depths.length, 0);
        int table = writer.position();
        writer.extend(new int[depths.length]);
        for (int i = 0; i < depths.length; i++) {
            Label label = label(depths[i]);
            if (!needsCopy(label)) {
                writer.set(table + i, label.reference(table + i));
                continue;
            }
            if (label.stubOwner != table) {
                label.stubOwner = table;
                label.stub = writer.position();
                copy(label);
                jump(label);
            }
            writer.set(table + i, label.stub);
        }
    }

    /** Returns the topmost values. */
    private void leave() {
        List<ValueType> types = body.type().results();
        if (types.isEmpty()) {
            writer.emit(Op.RETURN, 0, 0, 0);
        } else if (types.size() == 1 && !types.get(0).isReference()) {
            writer.emit(Op.RETURN_ONE, values.operand(stack.pop()), 0, 0);
        } else {
            values.settleTop(types.size());
            writer.emit(Op.RETURN_MANY, values.slot(stack.height() - types.size()), types.size(), 0);
        }
    }

    // Calls

    private void call(Opcode opcode) {
        boolean indirect = opcode == Opcode.CALL_INDIRECT || opcode == Opcode.RETURN_CALL_INDIRECT;
        boolean tail = opcode == Opcode.RETURN_CALL || opcode == Opcode.RETURN_CALL_INDIRECT;
        FunctionType type;
        int op;
        int a = 0;
        int c;
        if (indirect) {
            type = module.types().get(in.index);
            a = values.operand(stack.pop());
            op = tail ? Op.TAIL_CALL_INDIRECT : Op.CALL_INDIRECT;
            c = sites.size();
            sites.add(new LoweredFunction.CallSite(type, in.index2));
        } else {
            type = module.allFunctions().get(in.index);
            int defined = in.index - module.importedFunctions();
            if (defined < 0) {
                op = tail ? Op.TAIL_CALL_IMPORT : Op.CALL_IMPORT;
                c = in.index;
            } else {
                op = tail ? Op.TAIL_CALL : Op.CALL;
                c = defined;
            }
        }
        int count = type.parameters().size();
        values.settleTop(count);
        stack.dropTo(stack.height() - count);
        writer.emit(op, a, values.nextSlot(), c);
        if (tail) {
            die();
        } else {
            values.push(type.results());
        }
    }

    private void reference(Opcode opcode) {
        switch (opcode) {
            case REF_NULL -> writer.emit(Op.REF_NULL, values.nextSlot(), 0, 0);
            case REF_FUNC -> writer.emit(Op.REF_FUNC, values.nextSlot(), in.index, 0);
            default -> throw new IllegalStateException("not lowered: " + opcode);
        }
        values.push(true);
    }
}
