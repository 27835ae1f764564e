package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;

/** Finds out what the methods of a function that is cut use: goes through them and notes it. */
final class UseScan {

    private final CutFunction function;
    private final RegionContents contents;
    private final MemoryForm memory;
    private final CompilerWork work;

    /** By region. */
    private final Map<Node, MethodUse> uses = new IdentityHashMap<>();

    private final MethodUse main = new MethodUse();

    /** The variables that are no locals, in the order of their first use. */
    private final Set<Integer> slots = new LinkedHashSet<>();

    UseScan(CutFunction function, RegionContents contents, MemoryForm memory, CompilerWork work) {
        this.function = function;
        this.contents = contents;
        this.memory = memory;
        this.work = work;
        MethodWalk.main(function, work, new Notes(main));
    }

    /** What a region's method uses. */
    MethodUse of(Node region) {
        return uses.get(region);
    }

    /** Whether a node is a region in code that nothing reaches: what catches exceptions where none can be thrown. */
    boolean neverReached(Node node) {
        return node.isRegion() && !uses.containsKey(node);
    }

    /** What the main method uses. */
    MethodUse main() {
        return main;
    }

    /** All uses but the main method's. */
    Iterable<MethodUse> regions() {
        return uses.values();
    }

    /** The variables that are no locals, in the order of their first use. */
    Set<Integer> slots() {
        return slots;
    }

    /** Notes what one method uses. */
    private final class Notes implements MethodOutput, OperandPlaces {

        private final MethodUse use;
        private final OperandStack stack = new OperandStack(function.variables, this, work);

        Notes(MethodUse use) {
            this.use = use;
        }

        @Override
        public OperandStack stack() {
            return stack;
        }

        @Override
        public void load(int variable) {
            use.used.set(variable);
            if (variable >= function.variables.localCount()) {
                slots.add(variable);
            }
        }

        @Override
        public void store(int variable) {
            load(variable);
            use.written.set(variable);
        }

        @Override
        public void instruction(Node node, Node previous, Node next) {
            use.reloads |= Reach.mayReplaceArray(node);
            switch (node.opcode.form()) {
                case LOAD, STORE -> {
                    boolean far = Reach.isFar(node, memory);
                    use.instance |= far || memory != MemoryForm.ARRAY;
                    use.bytes |= !far;
                }
                case ATOMIC -> {
                    use.instance = true;
                    use.bytes |= Reach.usesSharedBuffer(node, memory);
                }
                case BULK, GLOBAL_GET, GLOBAL_SET, REF_FUNC, OBJECT -> use.instance = true;
                case CALL, CALL_INDIRECT, CALL_REF -> {
                    use.instance = true;
                    use.remaining = true;
                }
                case THROW -> use.instance = true;
                case CONST, NUMERIC, REF_NULL, REF_AS_NON_NULL, UNREACHABLE, THROW_REF, RETHROW -> {
                    // Nothing but operands.
                }
                case LOCAL_GET, LOCAL_SET, LOCAL_TEE, DROP, SELECT, NOP -> throw unexpected(node);
                case BLOCK, LOOP, IF, ELSE, END, BR, BR_IF, BR_TABLE -> throw unexpected(node);
                case TRY_TABLE, TRY, CATCH, CATCH_ALL, DELEGATE -> throw unexpected(node);
                case BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST -> throw unexpected(node);
                case RETURN, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF, NOT_OFFERED -> throw unexpected(node);
            }
        }

        private IllegalStateException unexpected(Node node) {
            return new IllegalStateException("no plain instruction: " + node.opcode);
        }

        @Override
        public void tailCall(Node node) {
            use.instance = true;
        }

        @Override
        public MethodOutput region(Node region) {
            MethodUse inner = new MethodUse();
            inner.instance = contents.of(region).usesContext();
            uses.put(region, inner);
            return new Notes(inner);
        }

        @Override
        public void callRegion(Node region, int ways, boolean returns) {
            MethodUse called = uses.get(region);
            called.ways = ways;
            called.returns = returns;
            use.reloads |= contents.of(region).growsMemory();
        }

        @Override
        public void begin() {}

        @Override
        public void end() {}

        @Override
        public void setAside(Carrier carrier, int number) {}

        @Override
        public void bringBack(Carrier carrier, int number) {}

        @Override
        public void drop(Carrier carrier) {}

        @Override
        public void duplicate(Carrier carrier) {}

        @Override
        public void select(Node node, Condition condition) {}

        @Override
        public void place(Label label) {}

        @Override
        public void beginLoop(Node loop) {}

        @Override
        public void endLoop() {}

        @Override
        public void entry() {}

        @Override
        public void beginTry(Label from) {}

        @Override
        public void endTry(Label to) {}

        @Override
        public void handler(Label from, Label to, Label handler) {
            // The way to the tags, and to memory 0's array, which may be another one.
            use.instance = true;
            use.reloads = true;
        }

        @Override
        public void unlessTag(int tag, Label otherwise) {}

        @Override
        public void exceptionValue(FunctionType type, int index) {}

        @Override
        public void throwCaught() {}

        @Override
        public void poll() {}

        @Override
        public void jump(Label label) {}

        @Override
        public void prepare(Condition condition) {}

        @Override
        public void jumpIf(Condition condition, boolean holds, Label label) {}

        @Override
        public void jumpTable(Label[] labels, int count, Label otherwise) {}

        @Override
        public void test(Node branch) {
            use.instance = true;
        }

        @Override
        public void dropNumber() {}

        @Override
        public void beginResults(int slots) {}

        @Override
        public void result(int slot, Carrier carrier) {}

        @Override
        public void leaveResult(Carrier carrier) {}

        @Override
        public void finish() {}

        @Override
        public void finishAsRegion() {}

        @Override
        public void finishInTailCall() {}

        @Override
        public void restart(Node node) {}

        @Override
        public void jumpToStart() {}

        @Override
        public void jumpIfLeft(Label label) {}

        @Override
        public void neverEnds() {}

        @Override
        public void leave(int way) {}
    }
}
