package dev.tagalong.runtime.internal.semantics;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

public final class Int32Ops {
    private Int32Ops() {}

    public static int i32_div_s(int a, int b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        if (a == Integer.MIN_VALUE && b == -1) throw new Trap(TrapKind.INTEGER_OVERFLOW);
        return a / b;
    }

    public static int i32_div_u(int a, int b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        return Integer.divideUnsigned(a, b);
    }

    public static int i32_rem_s(int a, int b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        return a % b;
    }

    public static int i32_rem_u(int a, int b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        return Integer.remainderUnsigned(a, b);
    }
}
