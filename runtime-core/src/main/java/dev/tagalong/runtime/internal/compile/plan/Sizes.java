package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Effects;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The estimated sizes of a function's instructions in bytes of JVM bytecode, each without what regions inside have moved
 * elsewhere, and which of them hold a large {@code br_table}.
 */
final class Sizes {

    /** What the call of a region takes. */
    static final int CALL = 16;

    /** What a block takes besides its instructions. */
    static final int BLOCK = 4;

    /** A {@code br_table} of more labels is a dispatch. */
    private static final int DISPATCH = 8;

    /** By ordinal. */
    private int[] sizes = new int[64];

    private final BitSet dispatches = new BitSet();

    /** The size of all. */
    private final int total;

    Sizes(List<Node> body) {
        total = measure(body);
    }

    private int measure(List<Node> body) {
        int sum = 0;
        for (Node node : body) {
            boolean dispatch;
            if (node.body == null) {
                set(node, Effects.size(node));
                dispatch = node.opcode == Opcode.BR_TABLE && node.labels.length > DISPATCH;
            } else {
                set(node, BLOCK + measure(node.body) + (node.elseBody == null ? 0 : BLOCK + measure(node.elseBody)));
                dispatch = anyDispatch(node.body) || (node.elseBody != null && anyDispatch(node.elseBody));
            }
            dispatches.set(node.ordinal, dispatch);
            sum += of(node);
        }
        return sum;
    }

    int total() {
        return total;
    }

    int of(Node node) {
        return node.isRegion() ? CALL : sizes[node.ordinal];
    }

    void set(Node node, int size) {
        if (node.ordinal >= sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * node.ordinal);
        }
        sizes[node.ordinal] = size;
    }

    /** Whether it is a large {@code br_table} or holds one; regions do not count. */
    boolean dispatches(Node node) {
        return !node.isRegion() && dispatches.get(node.ordinal);
    }

    boolean anyDispatch(List<Node> body) {
        for (Node node : body) {
            if (dispatches(node)) {
                return true;
            }
        }
        return false;
    }
}
