package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;

/**
 * Puts C's stack pointer back to what it was when a call from Java began that has failed. Functions that have a frame in
 * memory move it down and up again, and those that a trap ends do not move it up. What it was is noted where an instance is
 * taken, which happens once in an outermost call, and where a call within a call begins.
 */
final class StackRestorer {

    private StackRestorer() {}

    /** A call of another instance into this one, in which the context still is, ends by something that is thrown. */
    static void leaving(InstanceImpl target) {
        if (target.depth == 1 && target.stackPointer != null && target.hasOwnStack()) {
            target.stackPointer.bits = target.stackWhenTaken();
        }
    }

    /** A call into an instance, which the context is still in, has ended by something that was thrown. */
    static void restore(ExecutionContext context, InstanceImpl entered) {
        boolean outermost = context.outermost();
        // The first that was taken comes last: side modules share its stack pointer.
        for (int i = context.heldCount() - 1; i >= 0; i--) {
            InstanceImpl held = (InstanceImpl) context.held(i);
            if (held.stackPointer != null
                    && held.owner == context
                    && (outermost || held.depth == 0 && held.hasOwnStack())) {
                held.stackPointer.bits = held.stackWhenTaken();
            }
        }
        if (!outermost && entered != null && entered.stackPointer != null) {
            entered.stackPointer.bits = context.stackOfCall();
        }
    }
}
