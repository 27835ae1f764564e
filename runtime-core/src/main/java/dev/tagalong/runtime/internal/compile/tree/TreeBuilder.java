package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.body.BodyVisitor;
import dev.tagalong.runtime.internal.body.BodyWalk;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** What becomes a function's tree, as the walk over its body tells it. */
final class TreeBuilder implements BodyVisitor {

    /** A {@code br_table} of more labels does not fit into a JVM method, where each takes four bytes. */
    private static final int MOST_LABELS = 15_000;

    /** An operand that begins more instructions before its use is computed, whatever these are. */
    private static final int FAR = 50;

    final List<Node> body = new ArrayList<>();
    final List<Node> tailCalls = new ArrayList<>();
    boolean loops;
    boolean calls;
    boolean memory;
    boolean several;
    boolean tooManyParameters;
    boolean tooManyLabels;
    boolean exceptions;

    /** The deepest nesting of blocks, the function's own included. */
    int deepest;

    private final WasmModule module;
    private final BodyWalk walk;
    private final InstructionReader in;

    /** The blocks that the walk is in, the function's own first. */
    private final List<Node> open = new ArrayList<>();

    /** What the innermost block, or its arm, has so far. */
    private List<Node> list;

    private TreeBuilder(WasmModule module, FunctionBody function) {
        this.module = module;
        this.walk = BodyWalk.over(module, function);
        this.in = walk.reader();
        this.several = CallShape.of(function.type()).resultSlots > 1;
        Node whole = new Node(Opcode.BLOCK, 0);
        whole.type = function.type();
        whole.body = body;
        this.list = body;
        open.add(whole);
    }

    /** A builder that has seen a function to its end. */
    static TreeBuilder of(WasmModule module, FunctionBody function) {
        TreeBuilder builder = new TreeBuilder(module, function);
        builder.walk.visit(builder);
        return builder;
    }

    // Blocks

    @Override
    public void block(FunctionType type) {
        begin(type);
    }

    @Override
    public void loop(FunctionType type) {
        loops = true;
        begin(type);
    }

    @Override
    public void conditional(FunctionType type) {
        begin(type).height--;
    }

    private Node begin(FunctionType type) {
        Node node = node();
        node.type = type;
        node.offset = in.offset;
        node.body = new ArrayList<>();
        list.add(node);
        list = node.body;
        open.add(node);
        deepest = Math.max(deepest, open.size());
        return node;
    }

    @Override
    public void otherwise() {
        Node node = open.get(open.size() - 1);
        node.elseBody = new ArrayList<>();
        list = node.elseBody;
    }

    @Override
    public void end() {
        open.remove(open.size() - 1);
        if (!open.isEmpty()) {
            list = part(open.get(open.size() - 1));
        }
    }

    /** The part of a block that is being built. */
    private static List<Node> part(Node node) {
        if (node.elseBody == null) {
            return node.body;
        }
        return node.opcode == Opcode.TRY ? node.elseBody.get(node.elseBody.size() - 1).body : node.elseBody;
    }

    // Exceptions

    @Override
    public void tryTable(FunctionType type, CatchClause[] clauses) {
        for (CatchClause clause : clauses) {
            target(clause.label());
        }
        begin(type).catches = clauses;
        exceptions = true;
    }

    @Override
    public void throwTag(int tag, FunctionType type) {
        add().type = type;
        exceptions = true;
    }

    @Override
    public void throwReference() {
        add();
        exceptions = true;
    }

    @Override
    public void legacyTry(FunctionType type) {
        begin(type).index = Node.NONE;
        exceptions = true;
    }

    @Override
    public void legacyCatch(int tag, FunctionType type) {
        beginCatch(tag, type);
    }

    @Override
    public void legacyCatchAll() {
        beginCatch(Node.NONE, FunctionType.of(List.of(), List.of()));
    }

    private void beginCatch(int tag, FunctionType type) {
        Node handler = new Node(walk.opcode(), walk.number());
        handler.index = tag;
        handler.type = type;
        handler.body = new ArrayList<>();
        Node node = open.get(open.size() - 1);
        if (node.elseBody == null) {
            node.elseBody = new ArrayList<>();
        }
        node.elseBody.add(handler);
        list = handler.body;
    }

    @Override
    public void delegate(int label) {
        open.get(open.size() - 1).index = label;
        end();
    }

    @Override
    public void rethrow(int label) {
        add();
    }

    // Instructions

    /** The present instruction. */
    private Node node() {
        Node node = new Node(walk.opcode(), walk.number());
        node.height = walk.height() - walk.floor(0);
        return node;
    }

    /** Adds an instruction with its indices. */
    private Node add() {
        Node node = node();
        node.index = in.index;
        node.index2 = in.index2;
        node.typeCode = in.typeCode;
        list.add(node);
        return node;
    }

    @Override
    public void constant(Opcode opcode) {
        addConstant();
    }

    private void addConstant() {
        Node node = add();
        node.constant = in.constant;
        node.constantHigh = in.constantHigh;
    }

    @Override
    public void numeric(Opcode opcode) {
        if (opcode.immediate() == Immediate.SHUFFLE) {
            addConstant();
        } else if (!Rotations.join(list, opcode)) {
            add();
        }
    }

    @Override
    public void load(Opcode opcode) {
        access();
    }

    @Override
    public void store(Opcode opcode) {
        access();
    }

    private void access() {
        Node node = add();
        node.constant = in.memoryOffset;
        node.addressing = walk.addressing();
        memory |= node.index == 0;
    }

    @Override
    public void bulk(Opcode opcode) {
        add().addressing = walk.addressing();
    }

    @Override
    public void atomic(Opcode opcode) {
        Node node = add();
        if (opcode.immediate() == Immediate.MEMARG) {
            node.constant = in.memoryOffset;
            node.addressing = walk.addressing();
            memory |= node.index == 0;
        }
    }

    @Override
    public void nop() {
        add();
    }

    @Override
    public void drop() {
        add();
    }

    @Override
    public void localGet(int local) {
        add();
    }

    @Override
    public void localSet(int local) {
        add();
    }

    @Override
    public void localTee(int local) {
        add();
    }

    @Override
    public void globalGet(int global, ValueType type) {
        add();
    }

    @Override
    public void globalSet(int global) {
        add();
    }

    @Override
    public void refNull(ValueType type) {
        add();
    }

    @Override
    public void refFunc(int function) {
        add();
    }

    @Override
    public void refAsNonNull() {
        add();
    }

    /** The type that is cast to. */
    private ReferenceType target() {
        return ValueTypes.ofCode(in.typeCode) instanceof ReferenceType known
                ? known
                : ValueTypes.reference(in.typeCode, type(ValueTypes.typeIndex(in.typeCode)));
    }

    private DefinedType type(int index) {
        return module.types().get(index);
    }

    @Override
    public void object(Opcode opcode, List<ValueType> operands, ValueType result) {
        Node node = add();
        node.operands = operands;
        node.result = result;
        if (opcode.immediate() == Immediate.NULLABLE_TYPE || opcode.immediate() == Immediate.NON_NULL_TYPE) {
            node.target = target();
        }
    }

    @Override
    public void select() {
        int height = walk.height() - walk.floor(0);
        boolean computed = computes(producer(height - 2)) || computes(producer(height - 1));
        add().computed = computed;
    }

    /** The last instruction after which the operand stack was not higher than that; {@code null} if it is not near. */
    private Node producer(int height) {
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

    // Branches

    @Override
    public void unreachable() {
        add();
    }

    @Override
    public void branch(int label) {
        add();
        target(label);
    }

    @Override
    public void branchIf(int label) {
        add();
        target(label);
    }

    @Override
    public void branchOnNull(int label) {
        add();
        target(label);
    }

    @Override
    public void branchOnNonNull(int label) {
        add();
        target(label);
    }

    @Override
    public void branchOnCast(int label, ReferenceType source, ReferenceType target) {
        Node node = add();
        node.source = source;
        node.target = target;
        target(label);
    }

    @Override
    public void branchTable(int[] labels) {
        add().labels = labels.clone();
        tooManyLabels |= labels.length > MOST_LABELS;
        for (int label : labels) {
            target(label);
        }
    }

    private void target(int label) {
        open.get(open.size() - 1 - label).targeted = true;
    }

    @Override
    public void functionReturn() {
        add();
    }

    // Calls

    @Override
    public void call(FunctionType callee) {
        addCall(callee);
    }

    @Override
    public void callIndirect(FunctionType callee) {
        addCall(callee).addressing = walk.addressing();
    }

    @Override
    public void callRef(FunctionType callee) {
        addCall(callee);
    }

    @Override
    public void returnCall(FunctionType callee) {
        tailCalls.add(addCall(callee));
    }

    @Override
    public void returnCallIndirect(FunctionType callee) {
        Node node = addCall(callee);
        node.addressing = walk.addressing();
        tailCalls.add(node);
    }

    @Override
    public void returnCallRef(FunctionType callee) {
        tailCalls.add(addCall(callee));
    }

    private Node addCall(FunctionType callee) {
        Node node = add();
        node.type = callee;
        calls = true;
        CallShape shape = CallShape.of(callee);
        several |= shape.resultSlots > 1;
        tooManyParameters |= !shape.fitsJava();
        return node;
    }
}
