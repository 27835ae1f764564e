package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.List;
import org.objectweb.asm.Label;

/** Writes what throws and catches exceptions: the JVM throws the engine's object for one. */
final class ExceptionEmitter {

    /** The temporaries of an exception's values come after those of others. */
    private static final int FIRST_TEMPORARY = 8;

    private final MethodContext context;
    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;
    private final Labels labels;

    ExceptionEmitter(MethodContext context, EngineValues engine, MethodLocals locals, Labels labels) {
        this.context = context;
        this.mv = context.mv();
        this.engine = engine;
        this.locals = locals;
        this.labels = labels;
    }

    /** The first label of code that a handler is for, or the one after it. */
    void bound(Label label) {
        mv.visitLabel(label);
    }

    /** A handler begins. */
    void handler(Label from, Label to, Label handler) {
        mv.visitTryCatchBlock(from, to, handler, Names.EXCEPTION);
        labels.placeWith(handler, Names.EXCEPTION);
        // Whoever was called may have grown it.
        engine.reloadBytes();
    }

    private void loadTag(int tag) {
        engine.loadInstance();
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "tags", Names.TAGS_TYPE);
        mv.push(tag);
        mv.visitInsn(AALOAD);
    }

    void unlessTag(int tag, Label otherwise) {
        mv.visitTypeInsn(CHECKCAST, Names.EXCEPTION);
        mv.visitFieldInsn(GETFIELD, Names.EXCEPTION, "tag", Names.TAG_TYPE);
        loadTag(tag);
        mv.visitJumpInsn(IF_ACMPNE, otherwise);
    }

    void value(FunctionType type, int index) {
        CallShape shape = CallShape.of(type);
        Carrier carrier = shape.parameters.get(index);
        mv.visitTypeInsn(CHECKCAST, Names.EXCEPTION);
        if (shape.parameterSlots == 1) {
            mv.visitFieldInsn(
                    GETFIELD,
                    Names.EXCEPTION,
                    carrier.object ? "reference" : "number",
                    carrier.object ? "Ljava/lang/Object;" : "J");
            mv.fromBits(carrier);
        } else {
            mv.visitFieldInsn(
                    GETFIELD,
                    Names.EXCEPTION,
                    carrier.object ? "references" : "numbers",
                    carrier.object ? Names.FRAME_REFERENCES : Names.FRAME_NUMBERS);
            loadParts(carrier, Carrier.parts(shape.parameters.subList(0, index)).size());
        }
    }

    /** With the array on the JVM's stack. */
    private void loadParts(Carrier carrier, int slot) {
        if (carrier == Carrier.VECTOR) {
            mv.visitInsn(DUP);
            mv.push(slot);
            mv.visitInsn(LALOAD);
            mv.visitInsn(DUP2_X1);
            mv.visitInsn(POP2);
            mv.push(slot + 1);
            mv.visitInsn(LALOAD);
            mv.join(carrier);
        } else {
            mv.push(slot);
            mv.visitInsn(carrier.object ? AALOAD : LALOAD);
            mv.fromBits(carrier);
        }
    }

    void throwCaught() {
        mv.visitTypeInsn(CHECKCAST, Names.EXCEPTION);
        mv.visitInsn(ATHROW);
    }

    /** {@code throw}, with the values on the JVM's stack. */
    void throwTag(Node node) {
        context.line(node);
        CallShape shape = CallShape.of(node.type);
        List<Carrier> carriers = shape.parameters;
        int[] values = new int[carriers.size()];
        for (int i = values.length - 1; i >= 0; i--) {
            values[i] = locals.spill(carriers.get(i), FIRST_TEMPORARY + i);
        }
        loadTag(node.index);
        mv.visitInsn(DUP);
        mv.visitFieldInsn(GETFIELD, Names.TAG, "shape", Names.SHAPE_TYPE);
        engine.loadInstance();
        mv.visitMethodInsn(
                INVOKESTATIC,
                Names.EXCEPTION_TRACES,
                "thrown",
                "(" + Names.TAG_TYPE + Names.SHAPE_TYPE + Names.INSTANCE_TYPE + ")" + Names.EXCEPTION_TYPE,
                false);
        if (shape.parameterSlots == 1) {
            putSlot(carriers.get(0), values[0]);
        } else {
            putParts(carriers, values);
        }
        mv.visitInsn(ATHROW);
    }

    /** The value of the one slot. */
    private void putSlot(Carrier carrier, int value) {
        mv.visitInsn(DUP);
        mv.load(carrier, value);
        if (carrier.object) {
            mv.visitFieldInsn(PUTFIELD, Names.EXCEPTION, "reference", "Ljava/lang/Object;");
        } else {
            mv.toBits(carrier);
            mv.visitFieldInsn(PUTFIELD, Names.EXCEPTION, "number", "J");
        }
    }

    private void putParts(List<Carrier> carriers, int[] values) {
        int slot = 0;
        for (int i = 0; i < values.length; i++) {
            for (int part = 0; part < carriers.get(i).stackSlots; part++) {
                putPart(carriers.get(i), part, slot++, values[i]);
            }
        }
    }

    private void putPart(Carrier carrier, int number, int slot, int value) {
        Carrier part = carrier.parts().get(number);
        mv.visitInsn(DUP);
        mv.push(slot);
        mv.loadPart(carrier, value, number);
        mv.toBits(part);
        mv.visitMethodInsn(
                INVOKEVIRTUAL, Names.EXCEPTION, "put", part.object ? "(ILjava/lang/Object;)V" : "(IJ)V", false);
    }

    /** {@code throw_ref}, with the reference on the JVM's stack. */
    void throwReference(Node node) {
        context.line(node);
        mv.visitMethodInsn(
                INVOKESTATIC, Names.EXCEPTIONS, "thrown", "(Ljava/lang/Object;)" + Names.EXCEPTION_TYPE, false);
        mv.visitInsn(ATHROW);
    }
}
