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
        int number = 0;
        for (Carrier part : carrier.parts()) {
            loadArray(part);
            mv.push(slot + number);
            mv.loadPart(carrier, value, number++);
            mv.toBits(part);
            mv.visitInsn(part.object ? AASTORE : LASTORE);
        }
    }

    /** Pushes those that a call has left. */
    void load(List<Carrier> carriers) {
        int slot = 0;
        for (Carrier carrier : carriers) {
            for (Carrier part : carrier.parts()) {
                loadArray(part);
                mv.push(slot++);
                mv.visitInsn(part.object ? AALOAD : LALOAD);
                mv.fromBits(part);
            }
            mv.join(carrier);
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
