package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.CutFunction;
import dev.tagalong.runtime.internal.compile.plan.FunctionPlan;
import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.value.Carrier;

/** Writes what brings a method's variables into their places. */
final class MethodStart {

    private final MethodContext context;
    private final FunctionPlan plan;
    private final CutFunction function;
    private final Variables variables;
    private final CodeVisitor mv;
    private final JvmLocals jvm;
    private final HeapFrame heap;
    private final EngineValues engine;
    private final MethodLocals locals;

    MethodStart(MethodContext context, JvmLocals jvm, HeapFrame heap, EngineValues engine, MethodLocals locals) {
        this.context = context;
        this.plan = context.owner().plan;
        this.function = plan.function;
        this.variables = function.variables;
        this.mv = context.mv();
        this.jvm = jvm;
        this.heap = heap;
        this.engine = engine;
        this.locals = locals;
    }

    /**
     * The beginning of a function's main method, which is called with its parameters.
     *
     * @param called is run where only what the method was called with has values
     */
    void main(Runnable called) {
        int parameters = function.type().parameters().size();
        IncomingVectors vectors = new IncomingVectors(mv, jvm, locals);
        for (int v = 0; v < parameters; v++) {
            vectors.take(v, variables.carrier(v));
        }
        engine.takeInstance(jvm);
        engine.takeRemaining(jvm);
        vectors.settle();
        called.run();
        if (function.split) {
            heap.make(jvm, plan.frame);
            for (int v = 0; v < parameters; v++) {
                if (plan.staysInFrame(v)) {
                    locals.copyToFrame(v);
                    locals.giveUp(v);
                }
            }
        }
        zeroOthers();
        makeContext();
        makeBytes();
    }

    /**
     * The beginning of a main method that begins at a loop. The locals are on the context's value stack, from a base on.
     *
     * @return the JVM local that has the base
     */
    int atLoop() {
        int stackOwner = jvm.take(Names.CONTEXT);
        int base = jvm.take(INTEGER);
        engine.takeInstance(jvm);
        engine.takeRemaining(jvm);
        if (function.split) {
            heap.make(jvm, plan.frame);
        }
        int slots = 0;
        for (int v = 0; v < variables.localCount(); v++) {
            int slot = slots;
            slots += variables.carrier(v).stackSlots;
            if (plan.staysInFrame(v)) {
                loadFromStack(variables.carrier(v), stackOwner, base, slot);
                locals.store(v);
            } else if (plan.uses(null, v)) {
                loadFromStack(variables.carrier(v), stackOwner, base, slot);
                locals.settle(v);
            }
        }
        makeContext();
        makeBytes();
        return base;
    }

    private void loadFromStack(Carrier carrier, int stackOwner, int base, int slot) {
        int at = slot;
        for (Carrier part : carrier.parts()) {
            loadPart(part, stackOwner, base, at++);
        }
        mv.join(carrier);
    }

    private void loadPart(Carrier carrier, int stackOwner, int base, int slot) {
        mv.visitVarInsn(ALOAD, stackOwner);
        mv.visitFieldInsn(
                GETFIELD,
                Names.CONTEXT,
                carrier.object ? "references" : "stack",
                carrier.object ? Names.FRAME_REFERENCES : Names.FRAME_NUMBERS);
        mv.visitVarInsn(ILOAD, base);
        mv.push(slot);
        mv.visitInsn(IADD);
        mv.visitInsn(carrier.object ? AALOAD : LALOAD);
        mv.fromBits(carrier);
    }

    /** The beginning of a region's method, which is called with what the region's shape says. */
    void region() {
        RegionShape shape = context.shape();
        RegionShape.Needs needs = shape.needs();
        heap.take(jvm, needs.numbers(), needs.references());
        if (needs.instance()) {
            engine.takeInstance(jvm);
        }
        if (needs.remaining()) {
            engine.takeRemaining(jvm);
        }
        if (needs.bytes()) {
            engine.takeBytes(jvm);
        }
        IncomingVectors vectors = new IncomingVectors(mv, jvm, locals);
        shape.ins().stream().forEach(variable -> vectors.take(variable, variables.carrier(variable)));
        vectors.settle();
        zeroOthers();
        if (!shape.callsRegions()) {
            for (int variable : shape.residents()) {
                if (!plan.isObserved(variable)) {
                    locals.cache(variable);
                }
            }
        }
        makeContext();
    }

    private void makeContext() {
        if (context.usesContext()) {
            engine.makeContext(jvm);
        }
    }

    private void makeBytes() {
        if (function.tree.memory) {
            engine.makeBytes(jvm);
        }
    }

    /** Gives zero to the locals that the method uses and was not called with. */
    private void zeroOthers() {
        context.owner().work.spend(variables.localCount());
        for (int v = 0; v < variables.localCount(); v++) {
            if (plan.staysInFrame(v)) {
                if (context.region() == null
                        && v >= function.type().parameters().size()) {
                    hideZero(v);
                }
            } else if (plan.uses(context.region(), v) && !locals.has(v)) {
                pushZero(variables.carrier(v));
                locals.settle(v);
            }
        }
    }

    private void pushZero(Carrier carrier) {
        context.owner().constants.pushZero(mv, carrier);
    }

    /** The frame has zeros that HotSpot may know of, see {@link HiddenConstants}. */
    private void hideZero(int local) {
        Carrier carrier = variables.carrier(local);
        if (carrier == Carrier.FLOAT || carrier == Carrier.DOUBLE) {
            pushZero(carrier);
            locals.store(local);
        }
    }
}
