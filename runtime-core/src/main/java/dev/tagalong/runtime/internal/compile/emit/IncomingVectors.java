package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.internal.value.Carrier;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that a method is called with: vectors come as halves, and may be one value each in the method. */
final class IncomingVectors {

    private final CodeVisitor mv;
    private final JvmLocals jvm;
    private final MethodLocals locals;

    /** By variable: the JVM local of the low half, before that of the high half. */
    private final Map<Integer, Integer> halves = new LinkedHashMap<>();

    IncomingVectors(CodeVisitor mv, JvmLocals jvm, MethodLocals locals) {
        this.mv = mv;
        this.jvm = jvm;
        this.locals = locals;
    }

    /** The next parameter is a variable. */
    void take(int variable, Carrier carrier) {
        if (mv.joins(carrier)) {
            halves.put(variable, jvm.takeLasting(Carrier.LONG));
            jvm.takeLasting(Carrier.LONG);
        } else {
            locals.take(variable);
        }
    }

    /** There are no more parameters: gives vectors their places. */
    void settle() {
        halves.forEach((variable, low) -> {
            mv.load(Carrier.LONG, low);
            mv.load(Carrier.LONG, low + Carrier.LONG.jvmSlots);
            mv.join(Carrier.VECTOR);
            locals.settle(variable);
        });
    }
}
