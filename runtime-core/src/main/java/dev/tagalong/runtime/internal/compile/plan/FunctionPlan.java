package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.FunctionTree;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;

/**
 * How a function is written: which parts of it are methods of their own, what passes between these, which loops are
 * written several times. Nobody changes a plan.
 */
public final class FunctionPlan {

    /** The function, cut. */
    public final CutFunction function;

    /** Where the methods find what they share. */
    public final FrameLayout frame;

    private final RegionLocals regionLocals;
    private final RegionShapes shapes;

    private FunctionPlan(CutFunction function, MemoryForm memory, CompilerWork work) {
        this.function = function;
        if (function.split) {
            regionLocals = new RegionLocals(function.instructions(), work);
            RegionContents contents = new RegionContents(function.instructions(), function.tree.several, work);
            UseScan uses = new UseScan(function, contents, memory, work);
            frame = FrameLayout.of(function.variables, regionLocals, uses);
            shapes = new RegionShapes(function, contents, regionLocals, uses, frame);
        } else {
            regionLocals = null;
            frame = FrameLayout.NONE;
            shapes = null;
        }
    }

    /**
     * The plan of a function; {@code null} if its main method is to begin at a loop and cannot, as operands wait below it.
     *
     * @param memory what memory 0 of the instances is that it is for
     * @param limits how big methods may be
     * @param startLoop the offset of the loop that the main method begins at, or -1
     */
    public static FunctionPlan of(
            WasmModule module,
            FunctionBody body,
            FunctionTree tree,
            MemoryForm memory,
            SplitLimits limits,
            int startLoop,
            CompilerWork work) {
        EntryPath entry = new EntryPath(tree.body, startLoop);
        if (startLoop >= 0 && entry.isEmpty()) {
            return null;
        }
        CutTree cut = Splitter.split(tree.body, limits, body.locals().length, entry);
        return new FunctionPlan(new CutFunction(module, body, tree, startLoop, cut), memory, work);
    }

    /** What passes between a region and its caller; {@code null} for the main method. */
    public RegionShape shape(Node region) {
        return region == null ? null : shapes.of(region);
    }

    /** Whether a method uses a local; the main one if {@code region} is {@code null}. */
    public boolean uses(Node region, int local) {
        return regionLocals == null || regionLocals.uses(region, local);
    }

    /** Whether a method works on vectors before all; the main one if {@code region} is {@code null}. */
    public boolean isOnVectors(Node region) {
        return VectorShare.prevails(region == null ? function.instructions() : region.body);
    }

    /** Whether a region may not have a variable of the frame elsewhere for its duration, as a handler outside may read it. */
    public boolean isObserved(int variable) {
        return variable < function.variables.localCount() && regionLocals.observed(variable);
    }

    /** Whether a local is never anywhere but in the frame. */
    public boolean staysInFrame(int local) {
        return regionLocals != null && regionLocals.staysInFrame(local);
    }
}
