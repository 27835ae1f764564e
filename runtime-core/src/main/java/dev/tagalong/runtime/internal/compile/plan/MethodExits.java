package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a method ends. A region answers how it was left: 0 at its end, 1 if the function returned, else the number of the
 * block outside that a branch names.
 */
final class MethodExits {

    static final int FELL_THROUGH = 0;
    static final int RETURNED = 1;
    static final int FIRST_EXIT = 2;

    private final Carrier[] results;

    /** How many slots the results take; those of one pass by the JVM's stack, others through the context. */
    private final int slots;

    private final boolean isRegion;
    private final MethodOutput out;
    private final OperandStack stack;
    private final Map<Control, Integer> exits = new LinkedHashMap<>();
    private boolean returns;

    MethodExits(Carrier[] results, boolean isRegion, MethodOutput out) {
        this.results = results;
        this.slots = Carrier.parts(List.of(results)).size();
        this.isRegion = isRegion;
        this.out = out;
        this.stack = out.stack();
    }

    /** By block: the number of the way that leads there. */
    Map<Control, Integer> exits() {
        return exits;
    }

    /** Whether a way that ends the region is the function's return. */
    boolean returns() {
        return returns;
    }

    /** Leaves the region for a block outside. */
    void leave(Control target) {
        out.leave(exits.computeIfAbsent(target, t -> FIRST_EXIT + exits.size()));
    }

    /** Returns from the function. */
    void returnResults() {
        if (isRegion) {
            if (slots == 1) {
                stack.need(1);
                stack.pop(1);
                out.leaveResult(results[0]);
            } else if (slots > 1) {
                severalResults();
            }
            stack.discard();
            returned();
        } else {
            if (slots == 1) {
                stack.need(1);
            } else if (slots > 1) {
                severalResults();
            }
            out.finish();
        }
    }

    private void severalResults() {
        out.beginResults(slots);
        int slot = slots;
        for (int i = results.length - 1; i >= 0; i--) {
            slot -= results[i].stackSlots;
            stack.need(1);
            stack.pop(1);
            out.result(slot, results[i]);
        }
    }

    /** A region below has returned from the function. */
    void returnAsRegion() {
        if (isRegion) {
            returned();
        } else {
            out.finishAsRegion();
        }
    }

    private void returned() {
        out.leave(RETURNED);
        returns = true;
    }

    /**
     * A tail call.
     *
     * @param operands how many operands it takes
     * @param restarts whether it is a jump to the function's beginning
     */
    void tailCall(Node node, int operands, boolean restarts) {
        stack.need(operands);
        if (restarts) {
            out.restart(node);
            stack.pop(operands);
            stack.discard();
            out.jumpToStart();
            return;
        }
        stack.pop(operands);
        out.tailCall(node);
        stack.discard();
        if (isRegion) {
            returned();
        } else {
            out.finishInTailCall();
        }
    }
}
