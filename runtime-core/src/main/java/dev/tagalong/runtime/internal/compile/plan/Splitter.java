package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Effects;
import dev.tagalong.runtime.internal.compile.tree.FunctionTree;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a function that is too big for HotSpot into regions: runs of instructions of one block that are entered at the top
 * only and become a method each. HotSpot never compiles a method of more than 8,000 bytes and gives up on some smaller
 * ones, so both the regions and what is left of the function stay well below.
 *
 * <p>A dispatch over many cases (a {@code br_table} inside a nest of blocks, with the code of each case after the end of
 * one of them) is cut so that the dispatch stays in one method and the cases move out. What the tree is to
 * {@link FunctionTree#keepEntry keep} stays, too.
 */
public final class Splitter {

    private static final int CALL = 16;
    private static final int BLOCK = 4;
    private static final int DISPATCH = 8;

    private static final int FEW_LOCALS = 24;

    /** A function that is cut grows by this part of itself at most. */
    private static final int GROWTH = 4;

    private final SplitLimits limits;
    private final int locals;

    private Splitter(SplitLimits limits, int locals) {
        this.limits = limits;
        this.locals = locals;
    }

    /**
     * Whether the function was cut.
     *
     * @param locals how many locals it has
     */
    public static boolean split(FunctionTree tree, SplitLimits limits, int locals) {
        int total = measure(tree.body);
        if (total <= limits.whole()) {
            Unrolling.choose(tree.body, limits.whole() - total);
            return false;
        }
        Unrolling.choose(tree.body, total / GROWTH);
        Splitter splitter = new Splitter(limits, locals);
        splitter.cut(tree.body, splitter.most(anyDispatch(tree.body)));
        return true;
    }

    /**
     * How much of a body stays: more where that keeps a dispatch in the loop around it. HotSpot takes long over a big
     * method with many variables that live across calls.
     */
    private int most(boolean dispatch) {
        return dispatch && locals <= FEW_LOCALS ? limits.whole() * 7 / 5 : limits.whole();
    }

    private static int measure(List<Node> body) {
        int total = 0;
        for (Node node : body) {
            if (node.body == null) {
                node.size = Effects.size(node);
                node.dispatch = node.opcode == Opcode.BR_TABLE && node.labels.length > DISPATCH;
            } else {
                node.size = BLOCK + measure(node.body) + (node.elseBody == null ? 0 : BLOCK + measure(node.elseBody));
                node.dispatch = anyDispatch(node.body) || (node.elseBody != null && anyDispatch(node.elseBody));
            }
            total += node.size;
        }
        return total;
    }

    private int cut(List<Node> body, int most) {
        int total = 0;
        for (Node node : body) {
            if (node.body != null && (node.size > limits.region() || node.dispatch)) {
                int rest = node.dispatch ? most(true) : limits.region();
                node.size = BLOCK + cut(node.body, rest) + (node.elseBody == null ? 0 : cut(node.elseBody, rest));
            }
            total += node.size;
        }
        if (total > limits.region() || anyDispatch(body)) {
            total = outline(body, false);
        }
        for (int before = Integer.MAX_VALUE; total > most && total < before; ) {
            before = total;
            total = outline(body, true);
        }
        return total;
    }

    /** Moves runs of instructions into regions; with {@code dispatch} also those that hold a dispatch. */
    private int outline(List<Node> body, boolean dispatch) {
        List<Node> result = new ArrayList<>();
        List<Node> run = new ArrayList<>();
        int size = 0;
        int total = 0;
        for (Node node : body) {
            boolean fixed = node.entry || !dispatch && node.dispatch;
            // Operands that wait for a later instruction cost a way through the heap frame: only where there is no end.
            boolean boundary = node.height == 0 || size > limits.region();
            if (fixed && node.body == null && size <= limits.prelude()) {
                // What computes the index of a dispatch runs as often as the dispatch.
                result.addAll(run);
                run.clear();
                total += size;
                size = 0;
            }
            if (!run.isEmpty() && boundary && (fixed || size + node.size > limits.region())) {
                total += close(run, size, result);
                size = 0;
            }
            if (fixed && run.isEmpty()) {
                result.add(node);
                total += node.size;
            } else {
                run.add(node);
                size += node.size;
            }
        }
        total += close(run, size, result);
        body.clear();
        body.addAll(result);
        return total;
    }

    private int close(List<Node> run, int size, List<Node> result) {
        boolean worthwhile =
                size >= limits.leastRegion() && !(run.size() == 1 && run.get(0).isRegion());
        if (worthwhile && (run.get(0).height == 0 || size > limits.region() / 2)) {
            result.add(Node.region(run, CALL));
            run.clear();
            return CALL;
        }
        result.addAll(run);
        run.clear();
        return size;
    }

    private static boolean anyDispatch(List<Node> body) {
        for (Node node : body) {
            if (node.dispatch) {
                return true;
            }
        }
        return false;
    }
}
