package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/** Crossing from one instance into another, for both tiers. */
public final class Calls {

    private Calls() {}

    /**
     * Calls a function object through the value stack, see {@link Code#call}; enters and leaves its instance if that is
     * not {@code self}.
     *
     * @param self the calling instance
     */
    public static void invoke(
            ExecutionContext context, InstanceImpl self, FunctionImpl callee, int base, int remaining) {
        invokeUpToTail(context, self, callee, base, remaining);
        FunctionImpl tail = context.tailCallee;
        while (tail != null) {
            context.tailCallee = null;
            invokeUpToTail(context, self, tail, base, remaining);
            tail = context.tailCallee;
        }
    }

    /**
     * Calls a function object as the last thing that the calling function does, see {@link Code#callUpToTail}: a function
     * of another instance is left to whoever called.
     */
    public static void invokeLast(
            ExecutionContext context, InstanceImpl self, FunctionImpl callee, int base, int remaining) {
        if (callee.owner == null || callee.owner == self) {
            callee.code.callUpToTail(context, self, base, remaining);
        } else {
            context.tailCallee = callee;
        }
    }

    private static void invokeUpToTail(
            ExecutionContext context, InstanceImpl self, FunctionImpl callee, int base, int remaining) {
        InstanceImpl target = callee.owner;
        if (target == null || target == self) {
            callee.code.callUpToTail(context, self, base, remaining);
            return;
        }
        enter(context, target);
        try {
            callee.code.callUpToTail(context, target, base, Math.min(remaining, target.callDepth));
        } finally {
            leave(context, target);
        }
    }

    /**
     * Begins a call into an instance.
     *
     * @throws Trap if the instance is closed, or the wait for it was cancelled
     */
    public static void enter(ExecutionContext context, InstanceImpl target) {
        if (target.closed) {
            throw closed(target);
        }
        if (target.owner != context) {
            Ownership.take(context, target);
        }
        target.depth++;
    }

    /** Ends a call into an instance, however it ended. */
    public static void leave(ExecutionContext context, InstanceImpl target) {
        if (--target.depth == 0 && target.contended) {
            Ownership.left(context, target);
        }
    }

    private static Trap closed(InstanceImpl target) {
        return new Trap(TrapKind.UNDEFINED_ELEMENT, "stale function: " + target.name() + " is closed");
    }
}
