package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;

/** Where a function's locals are in its frame: one after the other, each in as many slots as its carrier takes. */
final class LocalSlots {

    private final Carrier[] carriers;

    /** By local; {@code null} if each takes one slot. */
    private final int[] slots;

    private final int total;

    LocalSlots(ValueType[] locals) {
        carriers = new Carrier[locals.length];
        int[] first = new int[locals.length];
        int slot = 0;
        for (int i = 0; i < locals.length; i++) {
            carriers[i] = Carrier.of(locals[i]);
            first[i] = slot;
            slot += carriers[i].stackSlots;
        }
        slots = slot == locals.length ? null : first;
        total = slot;
    }

    /** How many locals there are. */
    int count() {
        return carriers.length;
    }

    /** How many slots they take. */
    int total() {
        return total;
    }

    /** How a local is carried. */
    Carrier carrier(int local) {
        return carriers[local];
    }

    /** A local's first slot. */
    int slot(int local) {
        return slots == null ? local : slots[local];
    }

    /** Whether any is a reference. */
    boolean haveReferences() {
        for (Carrier carrier : carriers) {
            if (carrier.object) {
                return true;
            }
        }
        return false;
    }
}
