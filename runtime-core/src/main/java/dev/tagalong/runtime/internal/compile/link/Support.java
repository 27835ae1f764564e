package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.call.IndirectCalls;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;

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
        return IndirectCalls.find(instance, instance.tables[table], operand);
    }

    /** As the other, through table 0. */
    public static FunctionImpl callee(int operand, InstanceImpl instance) {
        return IndirectCalls.find(instance, instance.table0, operand);
    }

    /** The index of an indirect call through a 64-bit table, for the others. */
    public static int index(long operand, InstanceImpl instance, int table) {
        return IndirectCalls.index(instance.tables[table], operand);
    }

    /** The function object of a reference. */
    public static FunctionImpl callee(Object reference) {
        return IndirectCalls.referenced(reference);
    }

    /** {@code ref.as_non_null}. */
    public static Object nonNull(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_REFERENCE);
        }
        return reference;
    }

    // ---- tail calls

    /**
     * {@code return_call}: the function that has it returns at once, and whoever called it calls the other one. The
     * arguments wait on the value stack from its top on, see {@link StackBridge#put}.
     */
    public static void beginTail(InstanceImpl instance, int function) {
        Calls.beginTail(instance.owner, instance.functions[function]);
    }

    /** {@code return_call_ref}, as the other. */
    public static void beginTail(Object reference, InstanceImpl instance) {
        Calls.beginTail(instance.owner, IndirectCalls.referenced(reference));
    }

    /** {@code return_call_indirect}, as {@link #beginTail}. */
    public static void beginTailIndirect(int operand, InstanceImpl instance, int table, int type) {
        Calls.beginTail(instance.owner, IndirectCalls.resolve(instance, table, operand, type));
    }

    /** After a function that may have ended in a tail call: makes that call, and those it ends in. */
    public static void endTail(InstanceImpl instance, int remaining) {
        if (instance.owner.tailCallee != null) {
            int results = ((FunctionImpl) instance.owner.tailCallee).code.shape.resultSlots;
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

    // ---- references

    /** {@code ref.func}. */
    public static Object function(InstanceImpl instance, int index) {
        return instance.functions[index];
    }
}
