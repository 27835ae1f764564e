package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.Map;

/** How locals pass between a region's method and its caller, on both sides; see {@link RegionShape}. */
final class RegionPassing {

    private final MethodLocals locals;
    private final Variables variables;

    /** By variable: the JVM local. */
    private final Map<Integer, Integer> places;

    private final CodeVisitor mv;

    RegionPassing(MethodLocals locals, Variables variables, Map<Integer, Integer> places, CodeVisitor mv) {
        this.locals = locals;
        this.variables = variables;
        this.places = places;
        this.mv = mv;
    }

    /** The type of a region's method. */
    static String descriptor(RegionShape shape, Variables variables) {
        StringBuilder type = new StringBuilder("(");
        type.append(shape.takesNumbers() ? Names.FRAME_NUMBERS : "");
        type.append(shape.takesReferences() ? Names.FRAME_REFERENCES : "");
        type.append(shape.takesInstance() ? Names.INSTANCE_TYPE : "");
        type.append(shape.takesRemaining() ? "I" : "");
        type.append(shape.takesBytes() ? Names.BYTES_TYPE : "");
        shape.ins.stream().forEach(local -> type.append(variables.carrier(local).descriptor));
        String one = shape.result() < 0 ? "V" : variables.carrier(shape.result()).descriptor;
        String several = shape.result() < 0 ? "I" : "J";
        return type.append(')').append(shape.endsOneWay() ? one : several).toString();
    }

    /** Pushes the locals that a region's method takes. */
    void loadIns(RegionShape shape) {
        shape.ins.stream().forEach(v -> mv.load(variables.carrier(v), places.get(v)));
    }

    /** With the answer of a region's method on the JVM's stack: takes the locals that the region has changed. */
    void takeOuts(RegionShape shape) {
        int result = shape.result();
        if (result >= 0 && shape.endsOneWay()) {
            mv.store(variables.carrier(result), places.get(result));
        } else if (result >= 0) {
            mv.visitInsn(DUP2);
            mv.visitInsn(L2I);
            mv.visitVarInsn(ISTORE, places.get(result));
            mv.push(Integer.SIZE);
            mv.visitInsn(LUSHR);
            mv.visitInsn(L2I);
        }
        if (variables.laidOut()) {
            shape.outs.stream().filter(v -> v != result).forEach(v -> {
                locals.loadFromFrame(variables.carrier(v), variables.frameIndex(v));
                mv.store(variables.carrier(v), places.get(v));
            });
        }
    }

    /** Ends a region's method, with the number of the way it ends on the JVM's stack unless there is only one. */
    void writeEnd(RegionShape shape) {
        int result = shape.result();
        if (result < 0) {
            mv.visitInsn(shape.endsOneWay() ? RETURN : IRETURN);
            return;
        }
        Carrier carrier = variables.carrier(result);
        if (shape.endsOneWay()) {
            mv.load(carrier, places.get(result));
            mv.ret(carrier);
            return;
        }
        mv.visitInsn(I2L);
        mv.push(Integer.SIZE);
        mv.visitInsn(LSHL);
        mv.visitVarInsn(ILOAD, places.get(result));
        mv.visitInsn(I2L);
        mv.push(0xFFFF_FFFFL);
        mv.visitInsn(LAND);
        mv.visitInsn(LOR);
        mv.visitInsn(LRETURN);
    }
}
