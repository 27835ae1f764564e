package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import java.util.List;

/** A function's instructions, some of them in regions if the function is too big, and how often loops are written. */
final class CutTree {

    /** The instructions of the main method. */
    final List<Node> body;

    /** Whether the function was cut; it then may have regions. */
    final boolean split;

    private final Unrolling unrolling;

    CutTree(List<Node> body, boolean split, Unrolling unrolling) {
        this.body = body;
        this.split = split;
        this.unrolling = unrolling;
    }

    /** How often to write a loop's body, one after the other. */
    int copies(Node loop) {
        return unrolling.copies(loop);
    }
}
