package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.value.Carrier;
import java.util.List;

/** Several results of a function, which pass through the context. */
final class Results {

    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;

    Results(CodeVisitor mv, EngineValues engine, MethodLocals locals) {
        this.mv = mv;
        this.engine = engine;
        this.locals = locals;
    }

    /** Makes room for so many. */
    void begin(int count) {
        engine.loadContext();
        mv.push(count);
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.CONTEXT, "ensureResults", "(I)V", false);
    }

    /** Pops one. */
    void store(int index, Carrier carrier) {
        int value = locals.spill(carrier, 0);
        loadArray(carrier);
        mv.push(index);
        mv.load(carrier, value);
        mv.toBits(carrier);
        mv.visitInsn(carrier.object ? AASTORE : LASTORE);
    }

    /** Pushes those that a call has left. */
    void load(List<Carrier> carriers) {
        for (int i = 0; i < carriers.size(); i++) {
            Carrier carrier = carriers.get(i);
            loadArray(carrier);
            mv.push(i);
            mv.visitInsn(carrier.object ? AALOAD : LALOAD);
            mv.fromBits(carrier);
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
