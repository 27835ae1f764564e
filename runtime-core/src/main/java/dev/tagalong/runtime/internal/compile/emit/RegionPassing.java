package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;

/** How a region's method is called and how it ends: what passes between both, see {@link RegionShape}. */
final class RegionPassing {

    private final FunctionClass owner;
    private final Variables variables;
    private final CodeVisitor mv;
    private final HeapFrame heap;
    private final EngineValues engine;
    private final MethodLocals locals;

    RegionPassing(MethodContext context, HeapFrame heap, EngineValues engine, MethodLocals locals) {
        this.owner = context.owner();
        this.variables = context.variables();
        this.mv = context.mv();
        this.heap = heap;
        this.engine = engine;
        this.locals = locals;
    }

    // ---- the caller's side

    /** Calls a region's method; leaves the number of the way it ended, unless there is only one. */
    void call(Node region) {
        RegionShape shape = owner.plan.shape(region);
        RegionShape.Needs needs = shape.needs();
        heap.pass(needs.numbers(), needs.references());
        if (needs.instance()) {
            engine.loadInstance();
        }
        if (needs.remaining()) {
            engine.loadRemaining();
        }
        if (needs.bytes()) {
            engine.loadBytes();
        }
        shape.ins().stream().forEach(variable -> {
            locals.loadPlace(variable);
            mv.split(variables.carrier(variable));
        });
        mv.visitMethodInsn(
                INVOKESTATIC,
                owner.name,
                owner.regionName(region),
                Descriptors.region(shape, variables, owner.memory),
                false);
        takeOuts(shape);
        if (shape.growsMemory()) {
            engine.reloadBytes();
        }
    }

    /** With the answer of a region's method on the JVM's stack: takes the locals that the region has changed. */
    private void takeOuts(RegionShape shape) {
        int result = shape.result();
        if (result >= 0 && shape.endsOneWay()) {
            locals.storePlace(result);
        } else if (result >= 0) {
            mv.visitInsn(DUP2);
            mv.visitInsn(L2I);
            locals.storePlace(result);
            mv.push(Integer.SIZE);
            mv.visitInsn(LUSHR);
            mv.visitInsn(L2I);
        }
        shape.outs().stream().filter(v -> v != result).forEach(locals::copyFromFrame);
    }

    // ---- the region's side

    /** Ends a region's method, with the number of the way it ends on the JVM's stack unless there is only one. */
    void end(RegionShape shape) {
        int result = shape.result();
        writeBack(shape);
        if (result < 0) {
            mv.visitInsn(shape.endsOneWay() ? RETURN : IRETURN);
            return;
        }
        Carrier carrier = variables.carrier(result);
        if (shape.endsOneWay()) {
            locals.loadPlace(result);
            mv.ret(carrier);
            return;
        }
        mv.visitInsn(I2L);
        mv.push(Integer.SIZE);
        mv.visitInsn(LSHL);
        locals.loadPlace(result);
        mv.visitInsn(I2L);
        mv.push(0xFFFF_FFFFL);
        mv.visitInsn(LAND);
        mv.visitInsn(LOR);
        mv.visitInsn(LRETURN);
    }

    /** Writes what is to leave the region to the frame. */
    private void writeBack(RegionShape shape) {
        shape.outs().stream().filter(v -> v != shape.result()).forEach(locals::copyToFrame);
        if (!shape.callsRegions()) {
            for (int variable : shape.residents()) {
                if (shape.written().get(variable) && locals.has(variable)) {
                    locals.copyToFrame(variable);
                }
            }
        }
    }
}
