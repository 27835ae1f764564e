package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import java.util.List;

/**
 * A function's instructions as a tree of blocks. Instructions that can never be reached because they follow a branch, or a
 * block that never ends, are left out, so a block is {@link Node#targeted} only if it has a branch that can be reached.
 */
public final class FunctionTree {

    /** Deeper nesting than this is left to the interpreter: the compiler walks the tree recursively. */
    public static final int MOST_NESTING = 4_000;

    public final List<Node> body;
    public final boolean loops;
    public final boolean calls;
    public final boolean memory;
    public final List<Node> tailCalls;
    public final boolean several;
    public final boolean tooManyParameters;
    public final boolean tooManyLabels;
    public final int deepest;

    /** Whether anything is thrown or caught by instructions of its own. */
    public final boolean exceptions;

    private FunctionTree(TreeBuilder built) {
        this.body = built.body;
        this.loops = built.loops;
        this.calls = built.calls;
        this.memory = built.memory;
        this.tailCalls = built.tailCalls;
        this.several = built.several;
        this.tooManyParameters = built.tooManyParameters;
        this.tooManyLabels = built.tooManyLabels;
        this.deepest = built.deepest;
        this.exceptions = built.exceptions;
    }

    public static FunctionTree of(WasmModule module, FunctionBody function) {
        return new FunctionTree(TreeBuilder.of(module, function));
    }
}
