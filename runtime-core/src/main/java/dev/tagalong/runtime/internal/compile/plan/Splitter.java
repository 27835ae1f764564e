package dev.tagalong.runtime.internal.compile.plan;

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
 * one of them) is cut so that the dispatch stays in one method and the cases move out. The loop that the function is
 * entered at stays, too.
 */
final class Splitter {

    private static final int FEW_LOCALS = 24;

    /** A function that is cut grows by this part of itself at most. */
    private static final int GROWTH = 4;

    private final SplitLimits limits;
    private final int locals;
    private final Sizes sizes;
    private final EntryPath entry;

    /**
     * What is left of a list of instructions.
     *
     * @param size in estimated bytes
     */
    private record Rest(List<Node> nodes, int size) {}

    private Splitter(SplitLimits limits, int locals, Sizes sizes, EntryPath entry) {
        this.limits = limits;
        this.locals = locals;
        this.sizes = sizes;
        this.entry = entry;
    }

    /**
     * Cuts a function if it is too big, and chooses loops to unroll.
     *
     * @param locals how many locals it has
     * @param entry what is not to move into a region
     */
    static CutTree split(List<Node> body, SplitLimits given, int locals, EntryPath entry) {
        Sizes sizes = new Sizes(body);
        int total = sizes.total();
        int vectors = VectorShare.bytes(body);
        SplitLimits limits = vectors > VectorShare.MOST_BYTES ? given.most(VectorShare.MOST_BYTES) : given;
        if (total <= limits.whole()) {
            int room = Math.min(limits.whole() - total, VectorShare.room(vectors));
            return new CutTree(body, false, new Unrolling(body, sizes, room));
        }
        Unrolling unrolling = new Unrolling(body, sizes, total / GROWTH);
        Splitter splitter = new Splitter(limits, locals, sizes, entry);
        Rest rest = splitter.cut(body, splitter.most(sizes.anyDispatch(body)));
        return new CutTree(rest.nodes, true, unrolling);
    }

    /**
     * How much of a body stays: more where that keeps a dispatch in the loop around it. HotSpot takes long over a big
     * method with many variables that live across calls.
     */
    private int most(boolean dispatch) {
        return dispatch && locals <= FEW_LOCALS ? limits.whole() * 7 / 5 : limits.whole();
    }

    private Rest cut(List<Node> body, int most) {
        List<Node> nodes = new ArrayList<>(body.size());
        int total = 0;
        for (Node node : body) {
            boolean large = node.body != null && (sizes.of(node) > limits.region() || sizes.dispatches(node));
            Node smaller = large ? cutInside(node, sizes.dispatches(node) ? most(true) : limits.region()) : node;
            nodes.add(smaller);
            total += sizes.of(smaller);
        }
        Rest rest = new Rest(nodes, total);
        if (total > limits.region() || sizes.anyDispatch(nodes)) {
            rest = outline(nodes, false);
        }
        for (int before = Integer.MAX_VALUE; rest.size > most && rest.size < before; ) {
            before = rest.size;
            rest = outline(rest.nodes, true);
        }
        return rest;
    }

    private Node cutInside(Node node, int most) {
        if (node.opcode == Opcode.TRY && node.elseBody != null) {
            return cutInsideTry(node, most);
        }
        Rest first = cut(node.body, most);
        Rest second = node.elseBody == null ? new Rest(null, 0) : cut(node.elseBody, most);
        sizes.set(node, Sizes.BLOCK + first.size + second.size);
        return node.with(first.nodes, second.nodes);
    }

    /** The {@code catch}es stay with their {@code try}. */
    private Node cutInsideTry(Node node, int most) {
        Rest first = cut(node.body, most);
        int size = first.size;
        List<Node> catches = new ArrayList<>();
        for (Node handler : node.elseBody) {
            Rest rest = cut(handler.body, most);
            size += rest.size;
            Node smaller = handler.with(rest.nodes, null);
            sizes.set(smaller, Sizes.BLOCK + rest.size);
            catches.add(smaller);
        }
        sizes.set(node, Sizes.BLOCK + size);
        return node.with(first.nodes, catches);
    }

    /** Moves runs of instructions into regions; with {@code dispatch} also those that hold a dispatch. */
    private Rest outline(List<Node> body, boolean dispatch) {
        List<Node> result = new ArrayList<>();
        List<Node> run = new ArrayList<>();
        int size = 0;
        int total = 0;
        for (Node node : body) {
            boolean fixed = entry.has(node) || !dispatch && sizes.dispatches(node);
            // Operands that wait for a later instruction cost a way through the heap frame: only where there is no end.
            boolean boundary = node.height == 0 || size > limits.region();
            if (fixed && node.body == null && size <= limits.prelude()) {
                // What computes the index of a dispatch runs as often as the dispatch.
                result.addAll(run);
                run.clear();
                total += size;
                size = 0;
            }
            if (!run.isEmpty() && boundary && (fixed || size + sizes.of(node) > limits.region())) {
                total += close(run, size, result);
                size = 0;
            }
            if (fixed && run.isEmpty()) {
                result.add(node);
                total += sizes.of(node);
            } else {
                run.add(node);
                size += sizes.of(node);
            }
        }
        total += close(run, size, result);
        return new Rest(result, total);
    }

    private int close(List<Node> run, int size, List<Node> result) {
        boolean worthwhile =
                size >= limits.leastRegion() && !(run.size() == 1 && run.get(0).isRegion());
        if (worthwhile && (run.get(0).height == 0 || size > limits.region() / 2)) {
            result.add(Node.region(run));
            run.clear();
            return Sizes.CALL;
        }
        result.addAll(run);
        run.clear();
        return size;
    }
}
