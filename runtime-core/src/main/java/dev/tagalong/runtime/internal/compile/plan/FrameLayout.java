package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.value.Carrier;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The frame on the heap of a function that was cut: numbers in a {@code long[]}, references in an {@code Object[]}, the
 * first element of each being the function's result if that takes one slot. Operands that more than one method uses live there, and locals pass
 * through it out of a region, or live there if they are very many.
 */
public final class FrameLayout {

    /** The layout of a function that has no frame. */
    static final FrameLayout NONE = new FrameLayout();

    /** By variable: the place in the frame, or -1. */
    private int[] places = {};

    /** The variables that are nowhere but in the frame while they pass from method to method, in order. */
    private int[] residents = {};

    private int numbers = 1;
    private int references = 1;

    private FrameLayout() {}

    /**
     * Gives places to what methods share.
     *
     * @param locals which locals have one, and which of them are never anywhere else
     */
    static FrameLayout of(Variables variables, RegionLocals locals, UseScan uses) {
        FrameLayout layout = new FrameLayout();
        for (int local = 0; local < variables.localCount(); local++) {
            if (locals.inFrame(local)) {
                layout.add(local, variables.carrier(local), locals.staysInFrame(local));
            }
        }
        BitSet once = new BitSet();
        BitSet often = new BitSet();
        count(uses.main().used, once, often);
        uses.regions().forEach(region -> count(region.used, once, often));
        for (int slot : uses.slots()) {
            if (often.get(slot)) {
                layout.add(slot, variables.carrier(slot), true);
            }
        }
        return layout;
    }

    private static void count(BitSet used, BitSet once, BitSet often) {
        BitSet again = (BitSet) used.clone();
        again.and(once);
        often.or(again);
        once.or(used);
    }

    private void add(int variable, Carrier carrier, boolean resident) {
        if (variable >= places.length) {
            int from = places.length;
            places = Arrays.copyOf(places, 2 * variable + 1);
            Arrays.fill(places, from, places.length, -1);
        }
        places[variable] = carrier.object ? references : numbers;
        if (carrier.object) {
            references++;
        } else {
            numbers += carrier.stackSlots;
        }
        if (resident) {
            residents = Arrays.copyOf(residents, residents.length + 1);
            residents[residents.length - 1] = variable;
        }
    }

    /** The place in the frame, or -1 for a variable of one method. */
    public int place(int variable) {
        return variable < places.length ? places[variable] : -1;
    }

    /** Of those variables that do not merely pass through the frame, which are in a set. */
    int[] residents(BitSet among) {
        return Arrays.stream(residents).filter(among::get).toArray();
    }

    /** How long the {@code long[]} is. */
    public int numbers() {
        return numbers;
    }

    /** How long the {@code Object[]} is. */
    public int references() {
        return references;
    }
}
