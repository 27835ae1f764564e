package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A function's instructions as a tree of blocks. Instructions that can never be reached because they follow a branch, or a
 * block that never ends, are left out, so a block is {@link Node#targeted} only if it has a branch that can be reached.
 */
public final class FunctionTree {

    /** Deeper nesting than this is left to the interpreter: the compiler walks the tree recursively. */
    public static final int MOST_NESTING = 4_000;

    /** A {@code br_table} of more labels does not fit into a JVM method, where each takes four bytes. */
    private static final int MOST_LABELS = 15_000;

    /** An operand that begins more instructions before its use is computed, whatever these are. */
    private static final int FAR = 50;

    public final List<Node> body = new ArrayList<>();
    public boolean loops;
    public boolean calls;
    public boolean memory;
    public final List<Node> tailCalls = new ArrayList<>();
    public boolean several;
    public boolean tooManyParameters;
    public boolean tooManyLabels;
    public int deepest;

    private final WasmModule module;
    private final InstructionReader reader;
    private final List<Open> open = new ArrayList<>();
    private int ordinal;

    private FunctionTree(WasmModule module, FunctionBody function) {
        this.module = module;
        this.reader = new InstructionReader(module.binary(), function.from(), function.to());
        this.several = function.type().results().size() > 1;
        Node whole = new Node(Opcode.BLOCK, 0);
        whole.type = function.type();
        whole.body = body;
        open.add(new Open(whole, body, false));
    }

    public static FunctionTree of(WasmModule module, FunctionBody function) {
        FunctionTree tree = new FunctionTree(module, function);
        while (!tree.open.isEmpty()) {
            tree.step();
        }
        return tree;
    }

    private void step() {
        Opcode opcode = reader.next();
        ordinal++;
        Open top = last();
        switch (opcode) {
            case BLOCK, LOOP, IF -> begin(opcode, top);
            case ELSE -> {
                top.firstArmDead = top.dead;
                top.node.elseBody = new ArrayList<>();
                top.list = top.node.elseBody;
                top.dead = top.deadFromStart;
                top.height = top.node.type.parameters().size();
            }
            case END -> {
                open.remove(open.size() - 1);
                if (!open.isEmpty()) {
                    last().height += top.node.type.results().size();
                    last().dead |= top.neverEnds();
                }
            }
            default -> add(opcode, top);
        }
    }

    private Open last() {
        return open.get(open.size() - 1);
    }

    private void begin(Opcode opcode, Open top) {
        Node node = new Node(opcode, ordinal);
        node.type = blockType(reader.blockType);
        node.offset = reader.offset;
        if (opcode == Opcode.IF) {
            top.height--;
        }
        node.height = top.height;
        top.height -= node.type.parameters().size();
        node.body = new ArrayList<>();
        if (!top.dead) {
            top.list.add(node);
            loops |= opcode == Opcode.LOOP;
        }
        Open inner = new Open(node, node.body, top.dead);
        inner.height = node.type.parameters().size();
        open.add(inner);
        deepest = Math.max(deepest, open.size());
    }

    private FunctionType blockType(long code) {
        if (code >= 0) {
            return module.types().get((int) code);
        }
        return FunctionType.of(
                List.of(),
                code == InstructionReader.EMPTY_BLOCK ? List.<ValueType>of() : List.of(ValueTypes.ofCode(code)));
    }

    private void add(Opcode opcode, Open top) {
        if (top.dead) {
            return;
        }
        Node node = new Node(opcode, ordinal);
        node.index = reader.index;
        node.index2 = reader.index2;
        node.height = top.height;
        node.typeCode = reader.typeCode;
        fill(opcode, node);
        node.computed = (opcode == Opcode.SELECT || opcode == Opcode.SELECT_TYPED)
                && (computes(producer(top.list, node.height - 2)) || computes(producer(top.list, node.height - 1)));
        top.list.add(node);
        top.height += Effects.heightChange(node);
        top.dead = Effects.endsBlock(opcode);
    }

    private void fill(Opcode opcode, Node node) {
        switch (opcode.immediate()) {
            case I32, I64, F32, F64 -> node.constant = reader.constant;
            case MEMARG -> {
                node.constant = reader.memoryOffset;
                memory |= node.index == 0;
            }
            case LABEL -> target(node.index);
            case BR_TABLE -> {
                node.labels = reader.labels.clone();
                tooManyLabels |= node.labels.length > MOST_LABELS;
                for (int label : node.labels) {
                    target(label);
                }
            }
            case FUNCTION -> {
                if (opcode != Opcode.REF_FUNC) {
                    node.type = module.allFunctions().get(node.index);
                    call(opcode, node);
                }
            }
            case TYPE_TABLE -> {
                node.type = module.types().get(node.index);
                call(opcode, node);
            }
            default -> {
                // Indices only.
            }
        }
    }

    /** The last instruction after which the operand stack was not higher than that; {@code null} if it is not near. */
    private static Node producer(List<Node> list, int height) {
        for (int i = list.size() - 2; i >= Math.max(0, list.size() - FAR); i--) {
            if (list.get(i + 1).height <= height) {
                return list.get(i);
            }
        }
        return null;
    }

    private static boolean computes(Node node) {
        return node == null || (node.opcode.form() != Form.LOCAL_GET && node.opcode.form() != Form.CONST);
    }

    private void call(Opcode opcode, Node node) {
        calls = true;
        if (opcode == Opcode.RETURN_CALL || opcode == Opcode.RETURN_CALL_INDIRECT) {
            tailCalls.add(node);
        }
        several |= node.type.results().size() > 1;
        tooManyParameters |= !StackBridge.fitsJava(node.type);
    }

    private void target(int depth) {
        open.get(open.size() - 1 - depth).node.targeted = true;
    }

    /** A block whose end has not been read. */
    private static final class Open {
        final Node node;
        final boolean deadFromStart;
        List<Node> list;
        boolean dead;
        boolean firstArmDead;
        int height;

        Open(Node node, List<Node> list, boolean dead) {
            this.node = node;
            this.list = list;
            this.dead = dead;
            this.deadFromStart = dead;
        }

        /** Whether what follows the block is never reached. */
        boolean neverEnds() {
            return switch (node.opcode) {
                case LOOP -> dead;
                case IF -> node.elseBody != null && firstArmDead && dead && !node.targeted;
                default -> dead && !node.targeted;
            };
        }
    }
}
