package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;

/**
 * A function's variables by number: its locals, and one for each height of the operand stack and carrier, which holds a
 * value across a branch.
 */
public final class Variables {

    private static final Carrier[] CARRIERS = Carrier.values();

    private final Carrier[] locals;

    /** The variables of a function with such locals. */
    public Variables(ValueType[] localTypes) {
        locals = new Carrier[localTypes.length];
        for (int i = 0; i < locals.length; i++) {
            locals[i] = Carrier.of(localTypes[i]);
        }
    }

    /** How many locals there are; their variables have the same numbers. */
    public int localCount() {
        return locals.length;
    }

    /** How a variable is carried. */
    public Carrier carrier(int variable) {
        return variable < locals.length ? locals[variable] : CARRIERS[(variable - locals.length) % CARRIERS.length];
    }

    /** The variable of an operand at a height. */
    public int slot(int height, Carrier carrier) {
        return locals.length + height * CARRIERS.length + carrier.ordinal();
    }
}
