package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.value.Carrier;
import java.util.Arrays;

/**
 * The operand stack while a body is lowered. An entry is a value in the slot that belongs to its position, or a local or a
 * constant that has not been moved there because whoever takes it may read it where it is. A vector takes two slots.
 *
 * <p>The entries that stand for one local are chained, the topmost first, so that all are found when the local changes.
 * Entries are written out from the top down, so the one that is taken off a chain is always its first.
 */
final class OperandStack {

    private static final int NONE = -1;
    private static final byte IN_PLACE = 0;
    private static final byte LOCAL = 1;
    private static final byte CONSTANT = 2;

    private byte[] kinds = new byte[16];
    private Carrier[] carriers = new Carrier[16];

    /** By position, and of the next entry: the first slot, counted from the operand stack's first. */
    private int[] slots = new int[17];

    private long[] values = new long[16];
    private int[] chain = new int[16];
    private final int[] firstOfLocal;
    private int height;
    private int highestSlot;

    /** All entries below are in place. */
    private int clean;

    OperandStack(int locals) {
        firstOfLocal = new int[locals];
        Arrays.fill(firstOfLocal, NONE);
    }

    int height() {
        return height;
    }

    /** How many slots there are at most. */
    int highestSlot() {
        return highestSlot;
    }

    /** The first slot of an entry, or of the next one. */
    int slot(int position) {
        return slots[position];
    }

    /** There are times when so many entries have a value, the topmost of which takes one slot. */
    void reach(int entries) {
        highestSlot = Math.max(highestSlot, slots[entries - 1] + 1);
    }

    /** Where entries that may not be in place begin. */
    int clean() {
        return clean;
    }

    void push(Carrier carrier) {
        push(IN_PLACE, 0, carrier);
    }

    void pushLocal(int local, Carrier carrier) {
        push(LOCAL, local, carrier);
        chain[height - 1] = firstOfLocal[local];
        firstOfLocal[local] = height - 1;
    }

    void pushConstant(long constant) {
        push(CONSTANT, constant, Carrier.LONG);
    }

    private void push(byte kind, long value, Carrier carrier) {
        if (height == kinds.length) {
            int size = height * 2;
            kinds = Arrays.copyOf(kinds, size);
            carriers = Arrays.copyOf(carriers, size);
            slots = Arrays.copyOf(slots, size + 1);
            values = Arrays.copyOf(values, size);
            chain = Arrays.copyOf(chain, size);
        }
        kinds[height] = kind;
        values[height] = value;
        carriers[height] = carrier;
        if (kind == IN_PLACE && clean == height) {
            clean = height + 1;
        }
        height++;
        slots[height] = slots[height - 1] + carrier.stackSlots;
        highestSlot = Math.max(highestSlot, slots[height]);
    }

    /** Takes the topmost entry off; answers its position, by which it can be looked at until the next push. */
    int pop() {
        height--;
        if (kinds[height] == LOCAL) {
            unchain(height);
        }
        clean = Math.min(clean, height);
        return height;
    }

    /** Takes entries off until {@code target} are left. */
    void dropTo(int target) {
        while (height > target) {
            pop();
        }
    }

    /** The entry is now in place. */
    void settle(int position) {
        if (kinds[position] == LOCAL) {
            unchain(position);
        }
        kinds[position] = IN_PLACE;
    }

    private void unchain(int position) {
        firstOfLocal[(int) values[position]] = chain[position];
    }

    /** All entries are in place. */
    void allSettled() {
        clean = height;
    }

    /** The topmost entry that stands for a local, or -1. */
    int pending(int local) {
        return firstOfLocal[local];
    }

    boolean isInPlace(int position) {
        return kinds[position] == IN_PLACE;
    }

    boolean isLocal(int position) {
        return kinds[position] == LOCAL;
    }

    boolean isConstant(int position) {
        return kinds[position] == CONSTANT;
    }

    /** How the value is carried; one that is neither an object nor a vector is some number. */
    Carrier carrier(int position) {
        return carriers[position];
    }

    /** The local's index or the constant. */
    long value(int position) {
        return values[position];
    }
}
