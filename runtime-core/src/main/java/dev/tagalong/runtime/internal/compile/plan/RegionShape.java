package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * What passes between a region's method and its caller: as parameters only what the region needs, as the result the one
 * local that the region changes, if that is so, and which way it ended, if there are several.
 */
public final class RegionShape {

    // ---- locals, see RegionLocals

    /** The locals that are live where it begins, and where any way out of it leads; only while that is found out. */
    BitSet liveIn;

    BitSet liveOut;

    /** The locals that its method uses. */
    BitSet used;

    /** The locals that its method takes as parameters. */
    public BitSet ins;

    /** The locals that its method changes for others. */
    public BitSet outs;

    // ---- what its code needs: all, until it was written once

    public boolean needsInstance;
    public boolean needsRemaining;
    public boolean needsBytes;
    public boolean reloadsBytes;

    /** Whether the function's return is among the ways it ends. */
    public boolean returns;

    /** How many ways it ends. */
    public int ways;

    private boolean settled;
    private boolean needsNumbers;
    private boolean needsReferences;
    private int result = -1;

    /** Notes that locals are not passed. */
    void leaveOut(BitSet locals) {
        ins.andNot(locals);
        outs.andNot(locals);
        used.andNot(locals);
    }

    /** Settles the shapes of all regions in a body, after everything was written once and variables have their places. */
    public static RegionShape settle(
            List<Node> body, Function<Node, RegionShape> shapes, Variables variables, List<Carrier> results) {
        RegionShape all = new RegionShape();
        all.settleInside(body, shapes, variables, results);
        return all;
    }

    private void settleInside(
            List<Node> body, Function<Node, RegionShape> shapes, Variables variables, List<Carrier> results) {
        for (Node node : body) {
            if (node.isRegion()) {
                RegionShape inner = shapes.apply(node);
                inner.settle(node, shapes, variables, results);
                include(inner);
            } else if (node.body != null) {
                settleInside(node.body, shapes, variables, results);
                if (node.elseBody != null) {
                    settleInside(node.elseBody, shapes, variables, results);
                }
            }
        }
    }

    private void include(RegionShape inner) {
        needsInstance |= inner.needsInstance;
        needsRemaining |= inner.needsRemaining;
        needsBytes |= inner.needsBytes;
        needsNumbers |= inner.needsNumbers;
        needsReferences |= inner.needsReferences;
    }

    private void settle(Node region, Function<Node, RegionShape> shapes, Variables variables, List<Carrier> results) {
        settleInside(region.body, shapes, variables, results);
        needsInstance |= needsBytes && reloadsBytes;
        result = ways == 1 ? outs.nextSetBit(0) : ways > 1 ? firstInt(variables) : -1;
        outs.stream().filter(local -> local != result).forEach(local -> needsFrame(variables.carrier(local)));
        for (int slot : variables.shared(region)) {
            needsFrame(variables.carrier(slot));
        }
        if (returns && results.size() == 1) {
            needsFrame(results.get(0));
        }
        settled = true;
    }

    private int firstInt(Variables variables) {
        return outs.stream()
                .filter(local -> variables.carrier(local) == Carrier.INT)
                .findFirst()
                .orElse(-1);
    }

    private void needsFrame(Carrier carrier) {
        needsNumbers |= !carrier.object;
        needsReferences |= carrier.object;
    }

    public boolean takesNumbers() {
        return !settled || needsNumbers;
    }

    public boolean takesReferences() {
        return !settled || needsReferences;
    }

    public boolean takesInstance() {
        return !settled || needsInstance;
    }

    public boolean takesRemaining() {
        return !settled || needsRemaining;
    }

    public boolean takesBytes() {
        return !settled || needsBytes;
    }

    /** Whether it has one way to end only, which its method need not tell. */
    public boolean endsOneWay() {
        return settled && ways == 1;
    }

    /** The local that its method answers, or -1; with the number of the way above it if there are several. */
    public int result() {
        return result;
    }
}
