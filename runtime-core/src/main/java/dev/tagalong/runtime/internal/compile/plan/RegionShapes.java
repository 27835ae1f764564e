package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.plan.RegionShape.Needs;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Settles the shapes of all regions, the inner ones first: a region needs what those need that it calls. */
final class RegionShapes {

    private final Map<Node, RegionShape> shapes = new IdentityHashMap<>();
    private final CutFunction function;
    private final RegionContents contents;
    private final RegionLocals locals;
    private final UseScan uses;
    private final FrameLayout frame;

    RegionShapes(CutFunction function, RegionContents contents, RegionLocals locals, UseScan uses, FrameLayout frame) {
        this.function = function;
        this.contents = contents;
        this.locals = locals;
        this.uses = uses;
        this.frame = frame;
        settle(function.instructions());
    }

    /** The shape of a region. */
    RegionShape of(Node region) {
        return shapes.get(region);
    }

    /** Settles what is in a body; answers what the regions there need. */
    private Needs settle(List<Node> body) {
        Needs needs = Needs.NONE;
        for (Node node : body) {
            if (uses.neverReached(node)) {
                // No method is written for it.
                continue;
            }
            if (node.isRegion()) {
                RegionShape shape = settle(node, settle(node.body));
                shapes.put(node, shape);
                needs = needs.or(shape.needs());
            } else if (node.body != null) {
                needs = needs.or(settle(node.body));
                if (node.elseBody != null) {
                    needs = needs.or(settle(node.elseBody));
                }
            }
        }
        return needs;
    }

    private RegionShape settle(Node region, Needs inner) {
        MethodUse use = uses.of(region);
        RegionLocals.Passing passing = locals.of(region);
        int result = use.ways == 1 ? first(passing, false) : use.ways > 1 ? first(passing, true) : -1;
        boolean bytes = use.bytes || inner.bytes();
        boolean instance = use.instance || inner.instance() || bytes && use.reloads;
        Needs needs = inner.or(new Needs(false, false, instance, use.remaining, bytes));
        for (int local = passing.outs().nextSetBit(0);
                local >= 0;
                local = passing.outs().nextSetBit(local + 1)) {
            needs = local == result ? needs : needs.or(frameOf(local));
        }
        int[] residents = frame.residents(use.used);
        for (int variable : residents) {
            needs = needs.or(frameOf(variable));
        }
        if (use.returns && function.results.length == 1 && function.results[0] != Carrier.VECTOR) {
            needs = needs.or(frameOf(function.results[0]));
        }
        return new RegionShape(
                needs,
                passing.ins(),
                passing.outs(),
                passing.used(),
                result,
                use.ways,
                residents,
                use.written,
                contents.of(region));
    }

    /** The first local that a method changes and can answer, or the first int of them, or -1. */
    private int first(RegionLocals.Passing passing, boolean onlyInt) {
        return passing.outs().stream()
                .filter(local -> onlyInt
                        ? function.variables.carrier(local) == Carrier.INT
                        : function.variables.carrier(local) != Carrier.VECTOR)
                .findFirst()
                .orElse(-1);
    }

    private Needs frameOf(int variable) {
        return frameOf(function.variables.carrier(variable));
    }

    private static Needs frameOf(Carrier carrier) {
        return new Needs(!carrier.object, carrier.object, false, false, false);
    }
}
