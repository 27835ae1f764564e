package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.TableImpl;
import dev.tagalong.runtime.internal.store.TaggedCache;
import dev.tagalong.runtime.type.FunctionType;

/**
 * The callee of an indirect call, for both tiers and for Java: the one place where an operand is looked up in the table, and
 * one past the table's end is read as a tagged index. Tagged indices have 32 bits, and a 64-bit table has none.
 */
public final class IndirectCalls {

    private IndirectCalls() {}

    /**
     * The function that {@code operand} stands for, of type {@code expected}.
     *
     * @throws Trap that says which check failed
     */
    public static FunctionImpl resolve(InstanceImpl instance, TableImpl table, int operand, FunctionType expected) {
        return check(find(instance, table, operand), expected);
    }

    /**
     * The function that {@code operand} stands for, of a type of the instance's module.
     *
     * @throws Trap that says which check failed
     */
    public static FunctionImpl resolve(InstanceImpl instance, int table, int operand, int type) {
        return resolve(
                instance,
                instance.tables[table],
                operand,
                instance.loaded().wasm().functionType(type));
    }

    /**
     * The function that {@code operand} stands for, of whatever type.
     *
     * @throws Trap that says which check failed
     */
    public static FunctionImpl find(InstanceImpl instance, TableImpl table, int operand) {
        Object[] entries = table.entries;
        if (operand >= 0 && operand < entries.length) {
            FunctionImpl function = (FunctionImpl) entries[operand];
            return function != null ? function : uninitialized(instance, table, operand);
        }
        FunctionImpl remembered = TaggedCache.find(instance, operand);
        return remembered != null ? remembered : ask(instance, operand);
    }

    /**
     * The operand for {@link #find} that a 64-bit table's index stands for. Such an index is no tagged one, wherever it lies.
     *
     * @throws Trap if the table has no such entry
     */
    public static int index(TableImpl table, long operand) {
        if (operand < 0 || operand >= table.entries.length) {
            throw new Trap(TrapKind.UNDEFINED_ELEMENT, Long.toUnsignedString(operand));
        }
        return (int) operand;
    }

    /**
     * The function that a reference is of.
     *
     * @throws Trap if it is null
     */
    public static FunctionImpl referenced(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_FUNCTION_REFERENCE);
        }
        return (FunctionImpl) reference;
    }

    /**
     * The function, if its type matches {@code expected}, which it does most often by being the same.
     *
     * @throws Trap that names both types
     */
    public static FunctionImpl check(FunctionImpl function, FunctionType expected) {
        if (function.type != expected && !function.type.matches(expected)) {
            throw new Trap(
                    TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                    "the call expects " + expected + ", " + function.name() + " is " + function.type);
        }
        return function;
    }

    private static FunctionImpl uninitialized(InstanceImpl instance, TableImpl table, int operand) {
        Linkage linkage = instance.linkage();
        if (linkage != null && linkage.vacant(table, operand) instanceof FunctionImpl ours) {
            return ours;
        }
        throw new Trap(TrapKind.UNINITIALIZED_ELEMENT, Integer.toString(operand));
    }

    private static FunctionImpl ask(InstanceImpl instance, int operand) {
        Linkage linkage = instance.linkage();
        if (linkage == null) {
            throw new Trap(TrapKind.UNDEFINED_ELEMENT, Integer.toUnsignedString(operand));
        }
        Function function = linkage.resolve(operand);
        if (function instanceof FunctionImpl ours) {
            TaggedCache.remember(instance, operand, ours);
            return ours;
        }
        throw new Trap(TrapKind.UNDEFINED_ELEMENT, "not a function of this engine: " + function);
    }
}
