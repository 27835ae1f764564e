package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.thread.Ownership;
import dev.tagalong.runtime.internal.value.CallShape;
import java.util.Arrays;

/** Crossing from one instance into another, for both tiers. */
public final class Calls {

    private Calls() {}

    /**
     * Calls a function object through the value stack, see {@code Code.call}; enters and leaves its instance if that is
     * not {@code self}.
     *
     * @param self the calling instance
     */
    public static void invoke(
            ExecutionContext context, InstanceImpl self, FunctionImpl callee, int base, int remaining) {
        invokeUpToTail(context, self, callee, base, remaining);
        FunctionImpl tail = (FunctionImpl) context.tailCallee;
        while (tail != null) {
            context.tailCallee = null;
            invokeUpToTail(context, self, tail, base, remaining);
            tail = (FunctionImpl) context.tailCallee;
        }
    }

    /**
     * Calls a function object as the last thing that the calling function does, see {@code Code.callUpToTail}: a function
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

    /**
     * Before a tail call by a function that returns first: notes the callee, and makes room on the value stack for its
     * arguments, from the stack's top on.
     */
    public static void beginTail(ExecutionContext context, FunctionImpl callee) {
        CallShape shape = callee.code.shape;
        context.ensureStack(context.top + shape.stackSlots);
        if (shape.resultSlots > 1) {
            // The function that returns has as many, and they are read before anybody knows better.
            context.ensureResults(shape.resultSlots);
        }
        context.tailCallee = callee;
    }

    /**
     * After a function of {@code self} that was called through the value stack and may have left a tail call: brings that
     * call's arguments to where the function's own were, for whoever makes the call. A host function is called at once,
     * as it is to see the instance that calls it.
     */
    public static void handOn(ExecutionContext context, InstanceImpl self, int base, int remaining) {
        FunctionImpl callee = (FunctionImpl) context.tailCallee;
        if (callee == null) {
            return;
        }
        int parameters = callee.code.shape.parameterSlots;
        int from = context.top;
        context.ensureStack(base + callee.code.shape.stackSlots);
        System.arraycopy(context.stack, from, context.stack, base, parameters);
        System.arraycopy(context.references, from, context.references, base, parameters);
        context.top = base + parameters;
        Arrays.fill(context.references, Math.max(from, context.top), from + parameters, null);
        if (callee.owner == null) {
            context.tailCallee = null;
            callee.code.call(context, self, base, remaining);
        }
    }

    /**
     * Makes the tail call that a function of {@code self} has left to be made, and those it ends in.
     *
     * @return where its results are on the value stack
     */
    public static int endTail(InstanceImpl self, int remaining) {
        ExecutionContext context = self.owner;
        int base = context.top;
        FunctionImpl callee = (FunctionImpl) context.tailCallee;
        context.tailCallee = null;
        context.top = base + callee.code.shape.parameterSlots;
        try {
            invoke(context, self, callee, base, remaining);
        } finally {
            context.top = base;
        }
        return base;
    }

    private static void invokeUpToTail(
            ExecutionContext context, InstanceImpl self, FunctionImpl callee, int base, int remaining) {
        InstanceImpl target = callee.owner;
        if (target == null || target == self) {
            callee.code.callUpToTail(context, self, base, remaining);
            return;
        }
        enter(context, target);
        Throwable thrown = null;
        try {
            // Tail calls to and fro between instances are a loop that no function's own code sees.
            if (context.interrupted) {
                context.handleInterrupt();
            }
            callee.code.callUpToTail(context, target, base, Math.min(remaining, target.callDepth));
        } catch (Throwable t) {
            thrown = t;
            throw t;
        } finally {
            leave(context, target, thrown);
        }
    }

    /**
     * Begins a call into an instance. What a call that is under way calls in the same instance is part of it, so that it can
     * end well though the instance has been closed meanwhile.
     *
     * @throws Trap if the instance is closed, or the wait for it was cancelled
     */
    public static void enter(ExecutionContext context, InstanceImpl target) {
        if (target.owner != context) {
            Ownership.take(context, target);
        }
        target.depth++;
        // The first is a plain field and says that the second, which costs a fence, is worth a look.
        if (target.contended && target.depth == 1 && target.closed) {
            throw Ownership.refuse(context, target);
        }
    }

    /**
     * Ends a call into an instance.
     *
     * @param thrown what it has thrown, or {@code null}: whoever catches that may go on for long
     */
    public static void leave(ExecutionContext context, InstanceImpl target, Throwable thrown) {
        if (thrown != null) {
            StackRestorer.leaving(target);
        }
        leave(context, target);
    }

    /** Ends a call into an instance, however it ended. */
    public static void leave(ExecutionContext context, InstanceImpl target) {
        if (--target.depth == 0 && target.contended) {
            Ownership.left(context, target);
        }
    }
}
