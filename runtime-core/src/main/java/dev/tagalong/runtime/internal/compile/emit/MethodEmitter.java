package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.Condition;
import dev.tagalong.runtime.internal.compile.plan.CutFunction;
import dev.tagalong.runtime.internal.compile.plan.MethodOutput;
import dev.tagalong.runtime.internal.compile.plan.OperandStack;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;

/** Writes one method: the function's main one, or a region's. */
final class MethodEmitter implements MethodOutput {

    private final MethodContext context;
    private final CutFunction function;
    private final CodeVisitor mv;
    private final JvmLocals jvm;
    private final HeapFrame heap;
    private final EngineValues engine;
    private final MethodLocals locals;
    private final OperandStack stack;
    private final LoopArrays arrays;
    private final Labels labels;
    private final Results several;
    private final CallEmitter calls;
    private final SelectEmitter selects;
    private final InstructionEmitter instructions;
    private final RegionPassing regions;
    private final ExceptionEmitter exceptions;

    /** How the parts of the function's results are carried. */
    private final List<Carrier> results;

    /** Where a region ends, in whichever way. */
    private final Label epilogue = new Label();

    /** Where a main method begins that begins at a loop. */
    private final Label entry = new Label();

    /** Where a tail call of the function itself goes to. */
    private final Label restart = new Label();

    private boolean leaves;

    MethodEmitter(MethodContext context) {
        FunctionClass owner = context.owner();
        this.context = context;
        this.function = owner.function;
        this.mv = context.mv();
        this.jvm = new JvmLocals(mv, owner.work);
        this.heap = new HeapFrame(mv);
        this.engine = new EngineValues(mv, context.owner().memory);
        this.locals = new MethodLocals(context, jvm, heap);
        this.stack = new OperandStack(function.variables, locals, owner.work);
        this.arrays = new LoopArrays(context, jvm, locals, stack);
        this.labels = new Labels(mv, locals, stack);
        this.several = new Results(mv, engine, locals);
        this.calls = new CallEmitter(context, engine, locals, several);
        this.selects = new SelectEmitter(mv, locals, stack, labels);
        this.exceptions = new ExceptionEmitter(context, engine, locals, labels);
        this.instructions = new InstructionEmitter(context, engine, locals, arrays, calls, selects, exceptions);
        this.regions = new RegionPassing(context, heap, engine, locals);
        this.results = CallShape.of(function.type()).resultParts;
    }

    @Override
    public OperandStack stack() {
        return stack;
    }

    // ---- beginning and end

    @Override
    public void begin() {
        MethodStart start = new MethodStart(context, jvm, heap, engine, locals);
        if (context.region() != null) {
            start.region();
        } else if (function.startLoop >= 0) {
            int base = start.atLoop();
            // Always so, but the verifier wants the function's beginning to be reachable.
            mv.visitVarInsn(ILOAD, base);
            mv.visitJumpInsn(IFGE, entry);
        } else {
            // The locals that are not parameters have no values yet where a tail call of the function itself goes to.
            start.main(function.restarts() ? () -> place(restart) : () -> {});
            if (function.tree.calls) {
                checkDepth();
                // Recursion need not have a loop to go on forever.
                if (function.restarts()) {
                    poll();
                } else {
                    engine.pollAtCall(labels::place);
                }
            }
        }
    }

    private void checkDepth() {
        Label enough = new Label();
        engine.loadRemaining();
        mv.visitJumpInsn(IFGT, enough);
        mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "exhausted", Names.TRAP_RESULT, false);
        mv.visitInsn(ATHROW);
        place(enough);
    }

    @Override
    public void end() {
        if (leaves) {
            labels.placeWithoutOperands(
                    epilogue, context.shape().endsOneWay() ? new Object[0] : new Object[] {INTEGER});
            regions.end(context.shape());
        }
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    // ---- instructions

    @Override
    public void instruction(Node node, Node previous, Node next) {
        instructions.write(node, previous, next);
    }

    @Override
    public void select(Node node, Condition condition) {
        selects.select(Comparisons.jump(condition, true), node.computed);
    }

    // ---- places and jumps

    @Override
    public void place(Label label) {
        labels.place(label);
    }

    @Override
    public void beginLoop(Node loop) {
        arrays.begin(loop);
    }

    @Override
    public void endLoop() {
        arrays.end();
    }

    @Override
    public void entry() {
        context.owner().foundStart();
        place(entry);
    }

    @Override
    public void poll() {
        engine.poll(labels::place);
    }

    @Override
    public void jump(Label label) {
        mv.visitJumpInsn(GOTO, label);
    }

    @Override
    public void prepare(Condition condition) {
        Comparisons.prepare(condition.comparison().opcode, mv, locals, condition.repeats());
    }

    @Override
    public void test(Node branch) {
        instructions.test(branch);
    }

    @Override
    public void jumpIf(Condition condition, boolean holds, Label label) {
        mv.visitJumpInsn(Comparisons.jump(condition, holds), label);
    }

    @Override
    public void jumpTable(Label[] targets, int count, Label otherwise) {
        mv.visitTableSwitchInsn(0, count - 1, otherwise, Arrays.copyOf(targets, count));
    }

    @Override
    public void dropNumber() {
        mv.visitInsn(POP);
    }

    // ---- exceptions

    @Override
    public void beginTry(Label from) {
        exceptions.bound(from);
    }

    @Override
    public void endTry(Label to) {
        exceptions.bound(to);
    }

    @Override
    public void handler(Label from, Label to, Label handler) {
        exceptions.handler(from, to, handler);
    }

    @Override
    public void unlessTag(int tag, Label otherwise) {
        exceptions.unlessTag(tag, otherwise);
    }

    @Override
    public void exceptionValue(FunctionType type, int index) {
        exceptions.value(type, index);
    }

    @Override
    public void throwCaught() {
        exceptions.throwCaught();
    }

    // ---- the function's end

    @Override
    public void beginResults(int slots) {
        several.begin(slots);
    }

    @Override
    public void result(int slot, Carrier carrier) {
        several.store(slot, carrier);
    }

    @Override
    public void leaveResult(Carrier carrier) {
        heap.storeResult(carrier, locals.spill(carrier, 0));
    }

    @Override
    public void finish() {
        if (results.size() == 1) {
            mv.ret(results.get(0));
        } else {
            mv.visitInsn(RETURN);
        }
    }

    @Override
    public void finishAsRegion() {
        if (results.size() == 1) {
            heap.loadResult(results.get(0));
        }
        finish();
    }

    @Override
    public void finishInTailCall() {
        if (results.size() == 1) {
            // Somebody else will leave the result.
            context.owner().constants.pushZero(mv, results.get(0));
        }
        finish();
    }

    @Override
    public void tailCall(Node node) {
        calls.tailCall(node);
    }

    @Override
    public void restart(Node node) {
        for (int i = node.type.parameters().size() - 1; i >= 0; i--) {
            locals.store(i);
        }
    }

    @Override
    public void jumpToStart() {
        jump(restart);
    }

    // ---- regions

    @Override
    public MethodOutput region(Node region) {
        return new MethodEmitter(MethodContext.of(context.owner(), region));
    }

    @Override
    public void callRegion(Node region, int ways, boolean returns) {
        regions.call(region);
    }

    @Override
    public void jumpIfLeft(Label label) {
        mv.visitJumpInsn(IFNE, label);
    }

    @Override
    public void neverEnds() {
        mv.visitInsn(ACONST_NULL);
        mv.visitInsn(ATHROW);
    }

    @Override
    public void leave(int way) {
        leaves = true;
        if (!context.shape().endsOneWay()) {
            mv.push(way);
        }
        jump(epilogue);
    }
}
