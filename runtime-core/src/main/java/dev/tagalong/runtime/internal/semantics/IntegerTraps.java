package dev.tagalong.runtime.internal.semantics;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/** The traps of integer instructions, apart from the instructions so that those stay small enough to be inlined. */
final class IntegerTraps {

    private IntegerTraps() {}

    static Trap divideByZero() {
        return new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }

    static Trap overflow() {
        return new Trap(TrapKind.INTEGER_OVERFLOW);
    }

    /** Of a conversion whose operand is out of range, or not a number at all. */
    static Trap conversion(double operand) {
        return new Trap(Double.isNaN(operand) ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW);
    }
}
