package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The numbers of a method's JVM locals, and which of these have a value. */
final class JvmLocals {

    private final CodeVisitor mv;
    private final CompilerWork work;
    private final Map<Integer, Integer> temporaries = new HashMap<>();

    /** By JVM local: the type in stack map frames of one that always has a value, else {@code null}. */
    private Object[] lasting = new Object[32];

    private int next;

    JvmLocals(CodeVisitor mv, CompilerWork work) {
        this.mv = mv;
        this.work = work;
    }

    private int take(int slots, Object type) {
        int local = next;
        next += slots;
        if (next > lasting.length) {
            lasting = Arrays.copyOf(lasting, next * 2);
        }
        lasting[local] = type;
        return local;
    }

    /** A local that always has a value, of one slot and of a type in stack map frames. */
    int take(Object type) {
        return take(1, type);
    }

    /** A local that always has a value, or several that have its parts. */
    int takeLasting(Carrier carrier) {
        int local = next;
        for (Object type : mv.frameTypes(carrier)) {
            take(LONG.equals(type) || DOUBLE.equals(type) ? 2 : 1, type);
        }
        return local;
    }

    /** A local that has a value at times, or several that have its parts. */
    int takePassing(Carrier carrier) {
        return take(mv.slots(carrier), null);
    }

    /** A local that holds a value until the next use of the same carrier and number; not across labels. */
    int temporary(Carrier carrier, int number) {
        return temporaries.computeIfAbsent(number * 8 + carrier.ordinal(), k -> takePassing(carrier));
    }

    /** A local that was taken with a type has no value from now on. */
    void forget(int local) {
        lasting[local] = null;
    }

    /** The types of the locals that always have a value, for {@link #frame}. */
    Object[] lasting() {
        return Arrays.copyOf(lasting, next);
    }

    /** Writes the stack map frame of this place, with the types of the locals that have a value here. */
    void frame(Object[] types, Object[] jvmStack) {
        work.spend(2L * (types.length + jvmStack.length));
        Object[] entries = new Object[next];
        int count = 0;
        int used = 0;
        for (int i = 0; i < next; i++) {
            entries[count++] = types[i] == null ? TOP : types[i];
            if (types[i] != null) {
                used = count;
            }
            if (LONG.equals(types[i]) || DOUBLE.equals(types[i])) {
                i++;
            }
        }
        mv.visitFrame(F_NEW, used, entries, jvmStack.length, jvmStack);
    }
}
