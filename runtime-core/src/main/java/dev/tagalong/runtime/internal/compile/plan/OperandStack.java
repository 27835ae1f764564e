package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.value.Carrier;
import java.util.Arrays;

/**
 * WebAssembly's operand stack while a method is gone through. The operands below some height are in variables, one for
 * each height and carrier, and those above are on the JVM's stack, in order.
 */
public final class OperandStack {

    private static final int NO_LOCAL = -1;

    private final Variables variables;
    private final OperandPlaces places;
    private final CompilerWork work;
    private Carrier[] carriers = new Carrier[16];

    /** By height: the local that the operand was read from, or -1. */
    private int[] origins = new int[16];

    private int height;
    private int firstOnJvm;
    private int popped = NO_LOCAL;

    /** An empty stack. */
    public OperandStack(Variables variables, OperandPlaces places, CompilerWork work) {
        this.variables = variables;
        this.places = places;
        this.work = work;
    }

    /** The stack at some moment, all in variables. */
    record Mark(Carrier[] carriers) {}

    Mark mark() {
        return new Mark(Arrays.copyOf(carriers, height));
    }

    /** Makes it as it was at the mark, all in variables. */
    void restore(Mark mark) {
        work.spend(mark.carriers.length);
        height = 0;
        for (Carrier carrier : mark.carriers) {
            push(carrier);
        }
        firstOnJvm = height;
    }

    void copyFrom(OperandStack other) {
        restore(other.mark());
    }

    void clear() {
        height = 0;
        firstOnJvm = 0;
    }

    /** Keeps what is below {@code newHeight}, and puts {@code top} on it, in variables. */
    void reset(int newHeight, Carrier[] top) {
        height = newHeight;
        for (Carrier carrier : top) {
            push(carrier);
        }
        firstOnJvm = height;
    }

    int height() {
        return height;
    }

    /** Those below a height, which are in variables. */
    Mark markBelow(int limit) {
        return new Mark(Arrays.copyOf(carriers, limit));
    }

    /** Leaves those below a height, all in variables. */
    void dropTo(int newHeight) {
        height = Math.min(height, newHeight);
        firstOnJvm = height;
    }

    /** Brings a copy of what the variable of a height holds on the JVM's stack, which the caller takes at once. */
    void copyOf(int at, Carrier carrier) {
        loadSlot(at, carrier);
    }

    /** The carrier of the operand {@code depth} below the top. */
    public Carrier peek(int depth) {
        return carriers[height - 1 - depth];
    }

    /** Notes that a value was left on the JVM's stack. */
    void push(Carrier carrier) {
        if (height == carriers.length) {
            carriers = Arrays.copyOf(carriers, height * 2);
            origins = Arrays.copyOf(origins, height * 2);
        }
        origins[height] = NO_LOCAL;
        carriers[height++] = carrier;
    }

    /** Notes that {@code count} values were taken from the JVM's stack. */
    void pop(int count) {
        height -= count;
        popped = count == 0 ? NO_LOCAL : origins[height];
        firstOnJvm = Math.min(firstOnJvm, height);
    }

    /**
     * The local that the deepest of the operands was read from that were popped last, or -1. Something may have been
     * assigned to that since, but not in a loop inside of which it was read.
     */
    public int popped() {
        return popped;
    }

    /** A loop begins: what waits is no longer known to be what locals have. */
    void beginLoop() {
        Arrays.fill(origins, 0, height, NO_LOCAL);
    }

    /** Brings the top {@code count} operands on the JVM's stack. */
    void need(int count) {
        int from = height - count;
        if (from < firstOnJvm) {
            flush();
            for (int i = from; i < height; i++) {
                loadSlot(i, carriers[i]);
            }
            firstOnJvm = from;
        }
    }

    /** Brings the top {@code count} operands, one or two, on the JVM's stack, and nothing else there. */
    void isolate(int count) {
        need(count);
        int from = height - count;
        if (firstOnJvm == from) {
            return;
        }
        Carrier top = carriers[height - 1];
        Carrier below = carriers[from];
        places.setAside(top, 0);
        if (count == 2) {
            places.setAside(below, 1);
        }
        height = from;
        flush();
        height = from + count;
        if (count == 2) {
            places.bringBack(below, 1);
        }
        places.bringBack(top, 0);
    }

    /** Brings all operands into variables, and a copy of the topmost on the JVM's stack. */
    void copyTop() {
        flush();
        loadSlot(height - 1, carriers[height - 1]);
    }

    /** Empties the JVM's stack into variables. */
    void flush() {
        for (int i = height - 1; i >= firstOnJvm; i--) {
            storeSlot(i, carriers[i]);
        }
        firstOnJvm = height;
    }

    /** Takes everything off the JVM's stack: the operands there are not needed any more. */
    void discard() {
        for (int i = height - 1; i >= firstOnJvm; i--) {
            places.drop(carriers[i]);
        }
        height = firstOnJvm;
    }

    /** Moves the top {@code count} operands, all in variables, to the variables from {@code target} on. */
    void move(int target, int count) {
        int from = height - count;
        if (from == target) {
            return;
        }
        for (int i = 0; i < count; i++) {
            loadSlot(from + i, carriers[from + i]);
            storeSlot(target + i, carriers[from + i]);
        }
    }

    private void loadSlot(int at, Carrier carrier) {
        places.load(variables.slot(at, carrier));
    }

    private void storeSlot(int at, Carrier carrier) {
        places.store(variables.slot(at, carrier));
    }

    // ---- instructions that only move operands

    /** Pushes a local. */
    void get(int local) {
        places.load(local);
        push(variables.carrier(local));
        origins[height - 1] = local;
    }

    /** Pops into a local. */
    void set(int local) {
        need(1);
        pop(1);
        places.store(local);
    }

    /** Puts the topmost into a local, too. */
    void tee(int local) {
        need(1);
        if (peek(0) == Carrier.VECTOR) {
            places.store(local);
            places.load(local);
        } else {
            places.duplicate(peek(0));
            places.store(local);
        }
    }

    /** Pops for good. */
    void drop() {
        need(1);
        places.drop(peek(0));
        pop(1);
    }

    // ---- where operands are

    /** The variables that now hold operands. */
    public int[] inVariables() {
        int[] slots = new int[firstOnJvm];
        for (int i = 0; i < firstOnJvm; i++) {
            slots[i] = variables.slot(i, carriers[i]);
        }
        return slots;
    }

    /** How the operands on the JVM's stack are carried, in order. */
    public Carrier[] onJvm() {
        return Arrays.copyOfRange(carriers, firstOnJvm, height);
    }
}
