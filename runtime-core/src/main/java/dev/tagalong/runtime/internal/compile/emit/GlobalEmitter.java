package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.value.Carrier;

/** Writes accesses of globals. */
final class GlobalEmitter {

    private static final int VALUE_TEMP = 3;

    private final MethodContext context;
    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;

    GlobalEmitter(MethodContext context, EngineValues engine, MethodLocals locals) {
        this.context = context;
        this.mv = context.mv();
        this.engine = engine;
        this.locals = locals;
    }

    /** Pushes a global's value. */
    void get(int index) {
        Carrier carrier = carrier(index);
        load(index);
        if (carrier.object) {
            mv.visitFieldInsn(GETFIELD, Names.GLOBAL, "reference", "Ljava/lang/Object;");
        } else {
            mv.visitFieldInsn(GETFIELD, Names.GLOBAL, "bits", "J");
            if (carrier == Carrier.VECTOR) {
                load(index);
                mv.visitFieldInsn(GETFIELD, Names.GLOBAL, "highBits", "J");
                mv.join(carrier);
            } else {
                mv.fromBits(carrier);
            }
        }
    }

    /** Pops into a global. */
    void set(int index) {
        Carrier carrier = carrier(index);
        int value = locals.spill(carrier, VALUE_TEMP);
        load(index);
        if (carrier == Carrier.VECTOR) {
            mv.loadPart(carrier, value, 0);
            mv.visitFieldInsn(PUTFIELD, Names.GLOBAL, "bits", "J");
            load(index);
            mv.loadPart(carrier, value, 1);
            mv.visitFieldInsn(PUTFIELD, Names.GLOBAL, "highBits", "J");
            return;
        }
        mv.load(carrier, value);
        if (carrier.object) {
            mv.visitFieldInsn(PUTFIELD, Names.GLOBAL, "reference", "Ljava/lang/Object;");
        } else {
            mv.toBits(carrier);
            mv.visitFieldInsn(PUTFIELD, Names.GLOBAL, "bits", "J");
        }
    }

    private Carrier carrier(int index) {
        return context.owner().function.global(index);
    }

    private void load(int index) {
        engine.loadInstance();
        if (index == 0) {
            mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "global0", Names.GLOBAL_REFERENCE);
            return;
        }
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "globals", Names.GLOBALS_TYPE);
        mv.push(index);
        mv.visitInsn(AALOAD);
    }
}
