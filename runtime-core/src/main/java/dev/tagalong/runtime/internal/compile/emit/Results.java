package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.value.Carrier;
import java.util.List;

/** Several results of a function, or one of several parts, which pass through the context. */
final class Results {

    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;

    Results(CodeVisitor mv, EngineValues engine, MethodLocals locals) {
        this.mv = mv;
        this.engine = engine;
        this.locals = locals;
    }

    /** Makes room for so many slots. */
    void begin(int count) {
        engine.loadContext();
        mv.push(count);
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.CONTEXT, "ensureResults", "(I)V", false);
    }

    /** Pops one to the slots from one on. */
    void store(int slot, Carrier carrier) {
        int value = locals.spill(carrier, 0);
        int at = slot;
        for (Carrier part : carrier.parts()) {
            loadArray(part);
            mv.push(at++);
            mv.load(part, value);
            mv.toBits(part);
            mv.visitInsn(part.object ? AASTORE : LASTORE);
            value += part.jvmSlots;
        }
    }

    /** Pushes the parts of those that a call has left. */
    void load(List<Carrier> parts) {
        for (int i = 0; i < parts.size(); i++) {
            Carrier part = parts.get(i);
            loadArray(part);
            mv.push(i);
            mv.visitInsn(part.object ? AALOAD : LALOAD);
            mv.fromBits(part);
        }
    }

    private void loadArray(Carrier carrier) {
        engine.loadContext();
        mv.visitFieldInsn(
                GETFIELD,
                Names.CONTEXT,
                carrier.object ? "referenceResults" : "results",
                carrier.object ? Names.FRAME_REFERENCES : Names.FRAME_NUMBERS);
    }
}
