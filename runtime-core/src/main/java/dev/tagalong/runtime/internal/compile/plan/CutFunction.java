package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.FunctionTree;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.List;

/** A function, cut into the methods that it is written as. */
public final class CutFunction {

    public final WasmModule module;
    public final FunctionBody body;
    public final FunctionTree tree;
    public final Variables variables;

    /** The offset of the loop that the main method begins at, or -1 if it begins at the function's beginning. */
    public final int startLoop;

    /** Whether there may be regions. */
    public final boolean split;

    /** How the function's results are carried. */
    final Carrier[] results;

    private final CutTree cut;

    CutFunction(WasmModule module, FunctionBody body, FunctionTree tree, int startLoop, CutTree cut) {
        this.module = module;
        this.body = body;
        this.tree = tree;
        this.variables = new Variables(body.locals());
        this.startLoop = startLoop;
        this.split = cut.split;
        this.results = Carriers.of(type().results());
        this.cut = cut;
    }

    /** The function's type. */
    public FunctionType type() {
        return body.type();
    }

    /** The instructions of the main method. */
    List<Node> instructions() {
        return cut.body;
    }

    /** How often to write a loop's body, one after the other. */
    int copies(Node loop) {
        return cut.copies(loop);
    }

    /** How a global is carried. */
    public Carrier global(int index) {
        return Carrier.of(module.allGlobals().get(index).valueType());
    }

    // ---- tail calls

    /** Whether a tail call is a jump to the function's beginning. */
    boolean restarts(Node tailCall) {
        return !split && startLoop < 0 && tailCall.opcode == Opcode.RETURN_CALL && tailCall.index == body.index();
    }

    /** Whether a tail call of the function itself is a jump to its beginning. */
    public boolean restarts() {
        return tree.tailCalls.stream().anyMatch(this::restarts);
    }

    /** Whether the function leaves tail calls to its caller. */
    public boolean leavesTailCalls() {
        return !tree.tailCalls.stream().allMatch(this::restarts);
    }
}
