package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.FrameLayout;
import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.value.Carrier;

/** The heap frame of a function that was cut, as one of its methods reaches it; see {@link FrameLayout}. */
final class HeapFrame {

    private static final int RESULT = 0;

    private final CodeVisitor mv;

    /** The JVM locals that have the arrays; -1 where the method does without. */
    private int numbers = -1;

    private int references = -1;

    HeapFrame(CodeVisitor mv) {
        this.mv = mv;
    }

    /** The method is called with the frame, or with what it needs of it. */
    void take(JvmLocals locals, boolean takesNumbers, boolean takesReferences) {
        numbers = takesNumbers ? locals.take(Names.FRAME_NUMBERS) : -1;
        references = takesReferences ? locals.take(Names.FRAME_REFERENCES) : -1;
    }

    /** Makes the frame. */
    void make(JvmLocals locals, FrameLayout layout) {
        numbers = locals.take(Names.FRAME_NUMBERS);
        mv.push(layout.numbers());
        mv.visitIntInsn(NEWARRAY, T_LONG);
        mv.visitVarInsn(ASTORE, numbers);
        references = locals.take(Names.FRAME_REFERENCES);
        mv.push(layout.references());
        mv.visitTypeInsn(ANEWARRAY, Names.OBJECT);
        mv.visitVarInsn(ASTORE, references);
    }

    /** Pushes what a region is to be called with. */
    void pass(boolean takesNumbers, boolean takesReferences) {
        if (takesNumbers) {
            mv.visitVarInsn(ALOAD, numbers);
        }
        if (takesReferences) {
            mv.visitVarInsn(ALOAD, references);
        }
    }

    /** Pushes what is at a place, or its parts at that place and the next. */
    void load(Carrier carrier, int place) {
        if (mv.joins(carrier)) {
            mv.visitVarInsn(ALOAD, numbers);
            mv.push(place);
            VectorApi.readLongs(mv);
            return;
        }
        int at = place;
        for (Carrier part : carrier.parts()) {
            mv.visitVarInsn(ALOAD, part.object ? references : numbers);
            mv.push(at++);
            mv.visitInsn(part.object ? AALOAD : LALOAD);
            mv.fromBits(part);
        }
    }

    /** Puts what a JVM local has at a place, or its parts at that place and the next. */
    void store(Carrier carrier, int place, int local) {
        if (mv.joins(carrier)) {
            mv.load(carrier, local);
            VectorApi.writeLongs(mv, numbers, place);
            return;
        }
        int number = 0;
        for (Carrier part : carrier.parts()) {
            mv.visitVarInsn(ALOAD, part.object ? references : numbers);
            mv.push(place + number);
            mv.loadPart(carrier, local, number++);
            mv.toBits(part);
            mv.visitInsn(part.object ? AASTORE : LASTORE);
        }
    }

    /** Pushes the function's one result. */
    void loadResult(Carrier carrier) {
        load(carrier, RESULT);
    }

    /** Makes what a JVM local has the function's one result. */
    void storeResult(Carrier carrier, int local) {
        store(carrier, RESULT, local);
    }
}
