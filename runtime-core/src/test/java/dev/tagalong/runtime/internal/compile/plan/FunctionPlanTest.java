package dev.tagalong.runtime.internal.compile.plan;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.compile.tree.FunctionTree;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan says of a function's methods. */
class FunctionPlanTest {

    private static final byte[] UNARY = functionType(vector(I32), vector(I32));
    private static final SplitLimits TINY = new SplitLimits(20, 10, 1, 0);

    private final byte[] code = bytes(
            bytes(localGet(0), i32(3), 0x6A, localSet(1)),
            bytes(localGet(1), i32(5), 0x6C, localSet(2)),
            bytes(localGet(2), i32(7), 0x6A, localSet(1)),
            bytes(localGet(1), localGet(0), 0x6A));
    private final WasmModule module = ModuleDecoder.decode("planned", single(UNARY, vector(locals(2, I32)), code));
    private final FunctionTree tree = FunctionTree.of(module, module.bodies().get(0));

    private FunctionPlan plan(SplitLimits limits, int loop) {
        return FunctionPlan.of(
                module, module.bodies().get(0), tree, MemoryForm.ARRAY, limits, loop, new CompilerWork());
    }

    private static List<Node> regions(FunctionPlan plan) {
        return plan.function.instructions().stream().filter(Node::isRegion).toList();
    }

    @Test
    void aSmallFunctionIsOneMethod() {
        FunctionPlan plan = plan(SplitLimits.DEFAULT, -1);
        assertFalse(plan.function.split);
        assertEquals(tree.body, plan.function.instructions());
    }

    @Test
    void regionsTakeWhatTheyReadAndAnswerWhatTheyChange() {
        FunctionPlan plan = plan(TINY, -1);
        List<Node> regions = regions(plan);
        assertTrue(regions.size() > 1, regions.size() + " regions");
        RegionShape first = plan.shape(regions.get(0));
        assertEquals(BitSet.valueOf(new long[] {0b001}), first.ins());
        assertEquals(BitSet.valueOf(new long[] {0b010}), first.outs());
        assertEquals(1, first.result());
        assertTrue(first.endsOneWay());
        assertEquals(RegionShape.Needs.NONE, first.needs());
    }

    /** So it can be planned again with other limits. */
    @Test
    void planningLeavesTheTreeAsItIs() {
        List<Node> before = List.copyOf(tree.body);
        plan(TINY, -1);
        assertEquals(before, tree.body);
        assertTrue(tree.body.stream().noneMatch(Node::isRegion));
        assertFalse(plan(SplitLimits.DEFAULT, -1).function.split);
    }

    @Test
    void aFunctionWithoutTheLoopCannotBeEnteredThere() {
        assertNull(plan(TINY, 12_345));
    }

    /** The loop that a function is entered at is in its main method. */
    @Test
    void theEntryStaysInTheMainMethod() {
        byte[] looping = bytes(loop(VOID), code, 0x1A, localGet(0), brIf(0), END, localGet(1));
        WasmModule other = ModuleDecoder.decode("entered", single(UNARY, vector(locals(2, I32)), looping));
        FunctionTree loops = FunctionTree.of(other, other.bodies().get(0));
        int loop = loops.body.get(0).offset;
        FunctionPlan plan =
                FunctionPlan.of(other, other.bodies().get(0), loops, MemoryForm.ARRAY, TINY, loop, new CompilerWork());
        assertNotNull(plan);
        assertTrue(plan.function.split);
        assertTrue(plan.function.instructions().stream().anyMatch(node -> node.opcode == Opcode.LOOP));
        FunctionPlan whole =
                FunctionPlan.of(other, other.bodies().get(0), loops, MemoryForm.ARRAY, TINY, -1, new CompilerWork());
        assertTrue(whole.function.instructions().stream().noneMatch(node -> node.opcode == Opcode.LOOP));
    }

    /** HotSpot's first compiler would give such a method up, and the second may then never see it. */
    @Test
    void aMethodHasNoMoreVectorsThanTheFirstCompilerTakes() {
        byte[] addition = bytes(localGet(1), localGet(1), 0xFD, u32(0xAE), localSet(1));
        WasmModule vectors = ModuleDecoder.decode(
                "vectors", single(UNARY, vector(locals(1, V128_CODE)), repeat(200, addition), localGet(0)));
        FunctionTree additions = FunctionTree.of(vectors, vectors.bodies().get(0));
        assertTrue(VectorShare.bytes(additions.body) > VectorShare.MOST_BYTES);
        FunctionPlan plan = FunctionPlan.of(
                vectors,
                vectors.bodies().get(0),
                additions,
                MemoryForm.ARRAY,
                SplitLimits.DEFAULT,
                -1,
                new CompilerWork());
        assertTrue(plan.function.split);
        assertTrue(VectorShare.bytes(plan.function.instructions()) <= VectorShare.MOST_BYTES);
        for (Node region : regions(plan)) {
            assertTrue(VectorShare.bytes(region.body) <= VectorShare.MOST_BYTES);
        }
    }
}
