package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.BitSet;
import java.util.List;

/**
 * A loop that a function is to be entered at, and the blocks that it is in. These stay in the function's main method, so
 * that this can begin there.
 */
final class EntryPath {

    /** By ordinal. */
    private final BitSet nodes = new BitSet();

    /**
     * The way to a loop.
     *
     * @param loop the offset of the loop's opcode, or -1 for none
     */
    EntryPath(List<Node> body, int loop) {
        if (loop >= 0) {
            find(body, loop);
        }
    }

    private boolean find(List<Node> body, int loop) {
        for (Node node : body) {
            if (node.body != null && node.height == 0) {
                boolean here = node.opcode == Opcode.LOOP && node.offset == loop;
                if (here || find(node.body, loop) || hasArm(node) && find(node.elseBody, loop)) {
                    nodes.set(node.ordinal);
                    return true;
                }
            }
        }
        return false;
    }

    /** The code of a legacy {@code catch} has an exception that waits below it. */
    private static boolean hasArm(Node node) {
        return node.elseBody != null && node.opcode != Opcode.TRY;
    }

    /** Whether there is none: there is no such loop, or operands wait below it. */
    boolean isEmpty() {
        return nodes.isEmpty();
    }

    boolean has(Node node) {
        return !node.isRegion() && nodes.get(node.ordinal);
    }
}
