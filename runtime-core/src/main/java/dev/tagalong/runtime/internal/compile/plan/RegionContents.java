package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What the regions of a function that was cut have inside, those in other regions too. */
final class RegionContents {

    /**
     * What a region has inside.
     *
     * @param usesContext whether code polls, passes several values or leaves a tail call
     * @param growsMemory whether running it may replace memory 0's array
     * @param callsRegions whether there are other regions
     */
    record Contents(boolean usesContext, boolean growsMemory, boolean callsRegions) {}

    private final Map<Node, Contents> contents = new IdentityHashMap<>();
    private final boolean several;
    private final CompilerWork work;

    /**
     * Looks into all.
     *
     * @param several whether a function with several results is called or is this one
     */
    RegionContents(List<Node> body, boolean several, CompilerWork work) {
        this.several = several;
        this.work = work;
        look(body, new Found());
    }

    private static final class Found {
        private boolean context;
        private boolean grows;
        private boolean regions;

        private void add(Found other) {
            context |= other.context;
            grows |= other.grows;
            regions |= other.regions;
        }
    }

    private void look(List<Node> body, Found found) {
        work.spend(body.size());
        for (Node node : body) {
            if (node.isRegion()) {
                Found inner = new Found();
                look(node.body, inner);
                contents.put(node, new Contents(several || inner.context, inner.grows, inner.regions));
                inner.regions = true;
                found.add(inner);
                continue;
            }
            found.grows |= Reach.mayReplaceArray(node);
            switch (node.opcode.form()) {
                case LOOP, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> found.context = true;
                case CONST,
                        NUMERIC,
                        LOAD,
                        STORE,
                        BULK,
                        ATOMIC,
                        UNREACHABLE,
                        NOP,
                        DROP,
                        SELECT,
                        CALL,
                        CALL_INDIRECT,
                        CALL_REF -> {
                    // Only operands and memory.
                }
                case LOCAL_GET,
                        LOCAL_SET,
                        LOCAL_TEE,
                        GLOBAL_GET,
                        GLOBAL_SET,
                        REF_NULL,
                        REF_FUNC,
                        REF_AS_NON_NULL,
                        OBJECT -> {
                    // Only operands and variables.
                }
                case TRY_TABLE, THROW, THROW_REF, TRY, CATCH, CATCH_ALL, RETHROW -> {
                    // Only operands, and the blocks' instructions.
                }
                case BLOCK, IF, BR, BR_IF, BR_TABLE, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, RETURN -> {
                    // The blocks' instructions count.
                }
                case ELSE, END, DELEGATE, NOT_OFFERED ->
                    throw new IllegalStateException("not in a tree: " + node.opcode);
            }
            if (node.body != null) {
                look(node.body, found);
            }
            if (node.elseBody != null) {
                look(node.elseBody, found);
            }
        }
    }

    Contents of(Node region) {
        return contents.get(region);
    }
}
