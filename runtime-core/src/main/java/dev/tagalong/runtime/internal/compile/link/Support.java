package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.call.IndirectCalls;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.TableImpl;
import dev.tagalong.runtime.internal.store.TaggedCache;

/** What generated code calls. Numbers are unsigned as in the instructions. */
public final class Support {

    private Support() {}

    /** The trap of a call that is nested too deeply. */
    public static Trap exhausted() {
        return new Trap(TrapKind.CALL_STACK_EXHAUSTED);
    }

    /** The trap of {@code unreachable}. */
    public static Trap unreachable() {
        return new Trap(TrapKind.UNREACHABLE);
    }

    /** The function object of an indirect call; its type is not checked yet. */
    public static FunctionImpl callee(int operand, InstanceImpl instance, int table) {
        return callee(operand, instance, instance.tables[table]);
    }

    /** As the other, through table 0. */
    public static FunctionImpl callee(int operand, InstanceImpl instance) {
        return callee(operand, instance, instance.table0);
    }

    private static FunctionImpl callee(int operand, InstanceImpl instance, TableImpl table) {
        Object[] entries = table.entries;
        if (operand >= 0 && operand < entries.length) {
            FunctionImpl function = (FunctionImpl) entries[operand];
            if (function != null) {
                return function;
            }
        }
        FunctionImpl tagged = TaggedCache.find(instance, operand);
        if (tagged != null) {
            return tagged;
        }
        return IndirectCalls.find(instance, table, operand);
    }

    // ---- tail calls

    /**
     * {@code return_call}: the function that has it returns at once, and whoever called it calls the other one. The
     * arguments wait on the value stack from its top on, see {@link StackBridge#put}.
     */
    public static void beginTail(InstanceImpl instance, int function) {
        Calls.beginTail(instance.owner, instance.functions[function]);
    }

    /** {@code return_call_indirect}, as {@link #beginTail}. */
    public static void beginTailIndirect(int operand, InstanceImpl instance, int table, int type) {
        Calls.beginTail(instance.owner, IndirectCalls.resolve(instance, table, operand, type));
    }

    /** After a function that may have ended in a tail call: makes that call, and those it ends in. */
    public static void endTail(InstanceImpl instance, int remaining) {
        if (instance.owner.tailCallee != null) {
            int results =
                    ((FunctionImpl) instance.owner.tailCallee).type.results().size();
            StackBridge.stackToResults(instance.owner, Calls.endTail(instance, remaining), results);
        }
    }

    /** As the other, with the result if there was no tail call. */
    public static int endTail(int result, InstanceImpl instance, int remaining) {
        return instance.owner.tailCallee == null
                ? result
                : StackBridge.takeI(instance.owner, Calls.endTail(instance, remaining));
    }

    /** As the other, with the result if there was no tail call. */
    public static long endTail(long result, InstanceImpl instance, int remaining) {
        return instance.owner.tailCallee == null
                ? result
                : StackBridge.takeJ(instance.owner, Calls.endTail(instance, remaining));
    }

    /** As the other, with the result if there was no tail call. */
    public static float endTail(float result, InstanceImpl instance, int remaining) {
        return instance.owner.tailCallee == null
                ? result
                : StackBridge.takeF(instance.owner, Calls.endTail(instance, remaining));
    }

    /** As the other, with the result if there was no tail call. */
    public static double endTail(double result, InstanceImpl instance, int remaining) {
        return instance.owner.tailCallee == null
                ? result
                : StackBridge.takeD(instance.owner, Calls.endTail(instance, remaining));
    }

    /** As the other, with the result if there was no tail call. */
    public static Object endTail(Object result, InstanceImpl instance, int remaining) {
        return instance.owner.tailCallee == null
                ? result
                : StackBridge.takeReference(instance.owner, Calls.endTail(instance, remaining));
    }

    // ---- memory

    /** {@code memory.size}. */
    public static int memorySize(InstanceImpl instance, int memory) {
        return (int) instance.memories[memory].pages();
    }

    /** {@code memory.grow}. */
    public static int memoryGrow(int delta, InstanceImpl instance, int memory) {
        return (int) instance.memories[memory].grow(Integer.toUnsignedLong(delta));
    }

    /** {@code memory.fill}. */
    public static void memoryFill(int address, int value, int length, InstanceImpl instance, int memory) {
        instance.memories[memory].fill(Integer.toUnsignedLong(address), (byte) value, Integer.toUnsignedLong(length));
    }

    /** {@code memory.copy}. */
    public static void memoryCopy(int to, int from, int length, InstanceImpl instance, int target, int source) {
        instance.memories[target].copy(
                Integer.toUnsignedLong(to),
                instance.memories[source],
                Integer.toUnsignedLong(from),
                Integer.toUnsignedLong(length));
    }

    /** {@code memory.init}. */
    public static void memoryInit(int to, int from, int length, InstanceImpl instance, int segment, int memory) {
        instance.initMemory(segment, instance.memories[memory], Integer.toUnsignedLong(to), from, length);
    }

    /** {@code data.drop}. */
    public static void dataDrop(InstanceImpl instance, int segment) {
        instance.dropData(segment);
    }

    /** {@code elem.drop}. */
    public static void elementDrop(InstanceImpl instance, int segment) {
        instance.dropElements(segment);
    }

    /** {@code table.get}. */
    public static Object tableGet(int index, InstanceImpl instance, int table) {
        return instance.tables[table].get(index);
    }

    /** {@code table.set}. */
    public static void tableSet(int index, Object value, InstanceImpl instance, int table) {
        instance.tables[table].set(index, value);
    }

    /** {@code table.size}. */
    public static int tableSize(InstanceImpl instance, int table) {
        return instance.tables[table].size();
    }

    /** {@code table.grow}. */
    public static int tableGrow(Object value, int delta, InstanceImpl instance, int table) {
        return instance.tables[table].grow(delta, value);
    }

    /** {@code table.fill}. */
    public static void tableFill(int index, Object value, int length, InstanceImpl instance, int table) {
        instance.tables[table].fill(index, value, length);
    }

    /** {@code table.copy}. */
    public static void tableCopy(int to, int from, int length, InstanceImpl instance, int target, int source) {
        instance.tables[target].copy(to, instance.tables[source], from, length);
    }

    /** {@code table.init}. */
    public static void tableInit(int to, int from, int length, InstanceImpl instance, int segment, int table) {
        instance.tables[table].init(to, instance.elements[segment], from, length);
    }

    /** {@code ref.func}. */
    public static Object function(InstanceImpl instance, int index) {
        return instance.functions[index];
    }

    /** {@code ref.is_null}. */
    public static int isNull(Object reference) {
        return reference == null ? 1 : 0;
    }
}
