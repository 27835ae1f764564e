package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which locals the methods of a function that was cut use, and which must pass from one to another: into a region those that
 * are live where it begins, out of it those that it writes and that are live where it ends. Others, like the many that
 * hold something for a moment, are the region's own.
 *
 * <p>Liveness flows backwards. At a loop's beginning it needs one pass over the body with nothing live on the way back,
 * since what an iteration makes live it makes live in the first one.
 *
 * <p>Passing is worth its code only if it is not too much. Locals beyond that are not passed but stay in the heap frame,
 * where every method reads and writes them.
 */
final class RegionLocals {

    /**
     * So many locals pass into a region and out of it at most. More of them cost more registers than the frame does, and
     * HotSpot does not compile calls of some fifty arguments at all.
     */
    private static final int MOST_PASSING = 8;

    private final List<BitSet> scopes = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final BitSet usedByMain;
    private final BitSet framed = new BitSet();
    private final BitSet leaving = new BitSet();

    /** What a region changes that a handler outside of it may read: it is at once where the handler finds it. */
    private final BitSet observed = new BitSet();

    /** What is live where the exceptions of the blocks go that are walked through, those of outer ones included. */
    private final Deque<BitSet> handlers = new ArrayDeque<>();

    private final Map<Node, Liveness> liveness = new IdentityHashMap<>();
    private final Map<Node, Passing> passing = new IdentityHashMap<>();
    private final CompilerWork work;

    /**
     * What a region does with locals.
     *
     * @param ins those that its method takes as parameters
     * @param outs those that its method changes for others
     * @param used those that its method uses
     */
    record Passing(BitSet ins, BitSet outs, BitSet used) {

        private void leaveOut(BitSet locals) {
            ins.andNot(locals);
            outs.andNot(locals);
            used.andNot(locals);
        }
    }

    /** The locals that are live where a region begins, and where any way out of it leads. */
    private static final class Liveness {
        private BitSet in;
        private BitSet out;

        /** What is live where its exceptions go to, if it may throw any. */
        private final BitSet atHandlers = new BitSet();
    }

    /** A region that is walked through, how many scopes are outside of it, and what is live at the handlers there. */
    private record Open(Liveness liveness, int scopes, BitSet handlers) {}

    /** Looks at the regions of a function that was cut. */
    RegionLocals(List<Node> body, CompilerWork work) {
        this.work = work;
        scopes.add(new BitSet());
        flow(body, new BitSet(), true);
        usedByMain = use(body, new BitSet(), new BitSet());
        usedByMain.andNot(framed);
        passing.values().forEach(locals -> locals.leaveOut(framed));
    }

    /** What a region does with locals. */
    Passing of(Node region) {
        return passing.get(region);
    }

    /** Whether a method uses a local; the main one if {@code region} is {@code null}. */
    boolean uses(Node region, int local) {
        return (region == null ? usedByMain : of(region).used).get(local);
    }

    /** Whether a local has a place in the heap frame: to pass out of a region, or for good. */
    boolean inFrame(int local) {
        return leaving.get(local) || framed.get(local);
    }

    /** Whether a local is never anywhere but in the heap frame. */
    boolean staysInFrame(int local) {
        return framed.get(local);
    }

    /** How much a set takes to copy. */
    private static int words(BitSet set) {
        return set.size() / Long.SIZE;
    }

    /** Whether a local is never anywhere but in the heap frame, not even for the duration of a region. */
    boolean observed(int local) {
        return observed.get(local);
    }

    // ---- liveness

    /** What is live before a list of instructions, if {@code after} is live after it. */
    private BitSet flow(List<Node> list, BitSet after, boolean record) {
        BitSet live = (BitSet) after.clone();
        // Sets are cloned here and around the list.
        work.spend(list.size() + 4L * words(live));
        for (int i = list.size() - 1; i >= 0; i--) {
            Node node = list.get(i);
            live = node.isRegion() ? flowRegion(node, live, record) : flow(node, live, record);
        }
        return live;
    }

    private BitSet flowRegion(Node region, BitSet after, boolean record) {
        if (!record) {
            return flow(region.body, after, false);
        }
        Liveness live = new Liveness();
        liveness.put(region, live);
        live.out = (BitSet) after.clone();
        open.push(new Open(live, scopes.size(), handlers.peek()));
        live.in = flow(region.body, after, true);
        open.pop();
        return (BitSet) live.in.clone();
    }

    private BitSet flow(Node node, BitSet live, boolean record) {
        return switch (node.opcode.form()) {
            case LOCAL_GET -> {
                live.set(node.index);
                yield live;
            }
            case LOCAL_SET, LOCAL_TEE -> {
                live.clear(node.index);
                yield live;
            }
            case BLOCK -> inside(node.body, live, live, record);
            case LOOP -> {
                BitSet head = inside(node.body, live, new BitSet(), false);
                if (record) {
                    inside(node.body, live, head, true);
                }
                yield head;
            }
            case IF -> {
                BitSet before = inside(node.body, live, live, record);
                before.or(node.elseBody == null ? live : inside(node.elseBody, live, live, record));
                yield before;
            }
            case BR -> {
                live.clear();
                yield branch(node.index, live, record);
            }
            case BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST -> branch(node.index, live, record);
            case BR_TABLE -> {
                live.clear();
                for (int label : node.labels) {
                    branch(label, live, record);
                }
                yield live;
            }
            case RETURN, UNREACHABLE, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                live.clear();
                yield live;
            }
            case CALL, CALL_INDIRECT, CALL_REF -> throwing(live, record);
            case THROW, THROW_REF, RETHROW -> {
                live.clear();
                yield throwing(live, record);
            }
            case TRY_TABLE -> {
                BitSet caught = new BitSet();
                for (CatchClause clause : node.catches) {
                    branch(clause.label(), caught, record);
                }
                yield guarded(node, live, caught, record);
            }
            case TRY -> {
                BitSet caught = new BitSet();
                if (node.elseBody != null) {
                    for (Node handler : node.elseBody) {
                        caught.or(inside(handler.body, live, live, record));
                    }
                }
                yield guarded(node, live, caught, record);
            }
            // Nothing with locals.
            case CONST,
                    NUMERIC,
                    LOAD,
                    STORE,
                    BULK,
                    ATOMIC,
                    NOP,
                    DROP,
                    SELECT,
                    GLOBAL_GET,
                    GLOBAL_SET,
                    REF_NULL,
                    REF_FUNC,
                    REF_AS_NON_NULL,
                    OBJECT -> live;
            case ELSE, END, CATCH, CATCH_ALL, DELEGATE, NOT_OFFERED ->
                throw new IllegalStateException("not in a tree: " + node.opcode);
        };
    }

    /** An instruction that may throw an exception. */
    private BitSet throwing(BitSet live, boolean record) {
        if (!handlers.isEmpty()) {
            work.spend(words(live));
            live.or(handlers.peek());
        }
        if (record) {
            for (Open region : open) {
                if (region.handlers != null) {
                    work.spend(words(live));
                    region.liveness.atHandlers.or(region.handlers);
                }
            }
        }
        return live;
    }

    /** A block whose exceptions go where {@code caught} is live, or further out. */
    private BitSet guarded(Node node, BitSet after, BitSet caught, boolean record) {
        if (!handlers.isEmpty()) {
            caught.or(handlers.peek());
        }
        work.spend(words(caught));
        handlers.push(caught);
        BitSet before = inside(node.body, after, after, record);
        handlers.pop();
        return before;
    }

    private BitSet inside(List<Node> body, BitSet after, BitSet atLabel, boolean record) {
        scopes.add((BitSet) atLabel.clone());
        BitSet before = flow(body, after, record);
        scopes.remove(scopes.size() - 1);
        return before;
    }

    private BitSet branch(int depth, BitSet live, boolean record) {
        int target = scopes.size() - 1 - depth;
        live.or(scopes.get(target));
        work.spend(words(live));
        if (record) {
            for (Open region : open) {
                work.spend(words(live));
                if (region.scopes <= target) {
                    break;
                }
                region.liveness.out.or(scopes.get(target));
            }
        }
        return live;
    }

    // ---- use

    /**
     * The locals that a method uses itself or to call its regions.
     *
     * @param read has those added that it or its regions read
     * @param written has those added that it or its regions write
     */
    private BitSet use(List<Node> body, BitSet read, BitSet written) {
        BitSet used = new BitSet();
        collect(body, used, read, written);
        return used;
    }

    private void collect(List<Node> body, BitSet used, BitSet read, BitSet written) {
        work.spend(body.size());
        for (Node node : body) {
            if (node.isRegion()) {
                used.or(useOfRegion(node, read, written));
                continue;
            }
            if (node.opcode.immediate() == Immediate.LOCAL) {
                (node.opcode.form() == Form.LOCAL_GET ? read : written).set(node.index);
                used.set(node.index);
            }
            if (node.body != null) {
                collect(node.body, used, read, written);
            }
            if (node.elseBody != null) {
                collect(node.elseBody, used, read, written);
            }
        }
    }

    /** Fills in what passes into a region and out of it; answers both together. */
    private BitSet useOfRegion(Node region, BitSet read, BitSet written) {
        Liveness live = liveness.remove(region);
        BitSet reads = new BitSet();
        BitSet writes = new BitSet();
        BitSet used = use(region.body, reads, writes);
        work.spend(8L * words(used));
        BitSet outs = (BitSet) writes.clone();
        outs.and(live.out);
        BitSet ins = (BitSet) reads.clone();
        ins.or(outs);
        ins.and(live.in);
        BitSet both = (BitSet) ins.clone();
        both.or(outs);
        for (int local = both.nextSetBit(0), count = 1; local >= 0; local = both.nextSetBit(local + 1), count++) {
            framed.set(local, framed.get(local) || count > MOST_PASSING);
        }
        BitSet seen = (BitSet) writes.clone();
        seen.and(live.atHandlers);
        framed.or(seen);
        observed.or(seen);
        leaving.or(outs);
        used.or(both);
        passing.put(region, new Passing(ins, outs, used));
        read.or(reads);
        written.or(writes);
        return both;
    }
}
