package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.FrameLayout;
import dev.tagalong.runtime.internal.compile.plan.OperandPlaces;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * WebAssembly's variables in one method: in JVM locals, or in the heap frame. In a region that calls no other, what lives in
 * the frame is in JVM locals for the region's duration.
 */
final class MethodLocals implements OperandPlaces {

    /** A temporary that nothing else uses: a store to the frame may come between others' spill and reload. */
    private static final int FRAME_TEMP = 5;

    /** The temporary of the first of values that are split; the others follow. */
    private static final int FIRST_SPLIT_TEMP = 64;

    private final Variables variables;
    private final FrameLayout layout;
    private final CodeVisitor mv;
    private final JvmLocals jvm;
    private final HeapFrame heap;
    private final CompilerWork work;

    /** By variable: the JVM local. */
    private final Map<Integer, Integer> places = new HashMap<>();

    MethodLocals(MethodContext context, JvmLocals jvm, HeapFrame heap) {
        this.variables = context.variables();
        this.layout = context.owner().plan.frame;
        this.mv = context.mv();
        this.jvm = jvm;
        this.heap = heap;
        this.work = context.owner().work;
    }

    // ---- places

    /** The method is called with a variable, in the next JVM local. */
    void take(int variable) {
        places.put(variable, jvm.takeLasting(variables.carrier(variable)));
    }

    /** Pops into a variable that has no place yet, and gives it one. */
    void settle(int variable) {
        take(variable);
        mv.store(variables.carrier(variable), places.get(variable));
    }

    /** Whether a variable has a place in a JVM local. */
    boolean has(int variable) {
        return places.containsKey(variable);
    }

    /** The variable's place is the one in the frame only. */
    void giveUp(int variable) {
        places.remove(variable);
    }

    private int place(int variable) {
        return places.computeIfAbsent(variable, v -> jvm.takePassing(variables.carrier(v)));
    }

    // ---- values

    @Override
    public void load(int variable) {
        Carrier carrier = variables.carrier(variable);
        int index = layout.place(variable);
        if (index >= 0 && !has(variable)) {
            heap.load(carrier, index);
        } else {
            mv.load(carrier, place(variable));
        }
    }

    @Override
    public void store(int variable) {
        Carrier carrier = variables.carrier(variable);
        int index = layout.place(variable);
        if (index >= 0 && !has(variable)) {
            heap.store(carrier, index, spill(carrier, FRAME_TEMP));
        } else {
            mv.store(carrier, place(variable));
        }
    }

    /** Pushes a variable that has a place in a JVM local. */
    void loadPlace(int variable) {
        mv.load(variables.carrier(variable), places.get(variable));
    }

    /** Pops into a variable that has a place in a JVM local. */
    void storePlace(int variable) {
        mv.store(variables.carrier(variable), places.get(variable));
    }

    /** Copies a variable from its JVM local to its place in the frame. */
    void copyToFrame(int variable) {
        heap.store(variables.carrier(variable), layout.place(variable), places.get(variable));
    }

    /** Copies a variable from its place in the frame to its JVM local. */
    void copyFromFrame(int variable) {
        heap.load(variables.carrier(variable), layout.place(variable));
        mv.store(variables.carrier(variable), places.get(variable));
    }

    /** Gives a variable a JVM local, with what is in its place in the frame. */
    void cache(int variable) {
        heap.load(variables.carrier(variable), layout.place(variable));
        settle(variable);
    }

    /** Pops into a temporary, which holds until the next use of the same carrier and number. */
    int spill(Carrier carrier, int number) {
        int temporary = jvm.temporary(carrier, number);
        mv.store(carrier, temporary);
        return temporary;
    }

    /** Replaces vectors among values, which are on top of the JVM's stack, by their halves. */
    void splitVectors(List<Carrier> values) {
        int first = values.indexOf(Carrier.VECTOR);
        if (first < 0 || !mv.joins(Carrier.VECTOR)) {
            return;
        }
        int[] temporaries = new int[values.size()];
        for (int i = temporaries.length - 1; i >= first; i--) {
            temporaries[i] = spill(values.get(i), FIRST_SPLIT_TEMP + i);
        }
        for (int i = first; i < temporaries.length; i++) {
            mv.loadParts(values.get(i), temporaries[i]);
        }
    }

    /** The JVM local of a temporary, which holds until the next use of the same carrier and number. */
    int temporary(Carrier carrier, int number) {
        return jvm.temporary(carrier, number);
    }

    @Override
    public void setAside(Carrier carrier, int number) {
        spill(carrier, number);
    }

    @Override
    public void bringBack(Carrier carrier, int number) {
        mv.load(carrier, jvm.temporary(carrier, number));
    }

    @Override
    public void drop(Carrier carrier) {
        mv.pop(carrier);
    }

    @Override
    public void duplicate(Carrier carrier) {
        mv.dup(carrier);
    }

    /** Writes the stack map frame of this place, where some variables have values. */
    void frame(int[] withValues, Object[] jvmStack) {
        work.spend(2L * withValues.length);
        Object[] types = jvm.lasting();
        for (int variable : withValues) {
            Integer place = places.get(variable);
            if (place != null) {
                int at = place;
                for (Object type : mv.frameTypes(variables.carrier(variable))) {
                    types[at] = type;
                    at += Carrier.LONG.jvmSlots;
                }
            }
        }
        jvm.frame(types, jvmStack);
    }
}
