package dev.tagalong.runtime.internal.semantics;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

public final class Int64Ops {
    private Int64Ops() {}

    public static long i64_div_s(long a, long b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        if (a == Long.MIN_VALUE && b == -1) throw new Trap(TrapKind.INTEGER_OVERFLOW);
        return a / b;
    }

    public static long i64_div_u(long a, long b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        return Long.divideUnsigned(a, b);
    }

    public static long i64_rem_s(long a, long b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        return a % b;
    }

    public static long i64_rem_u(long a, long b) {
        if (b == 0) throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        return Long.remainderUnsigned(a, b);
    }
}
