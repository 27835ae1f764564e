package dev.tagalong.runtime.internal.bridge;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.thread.StackRoom;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.RawBits;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Between the two ways into {@link Code}: typed to value stack and back. There is one generated subclass for each erased
 * shape, which {@link BridgeWriter} writes, shared by all functions of that shape, so that nothing is boxed on the way.
 */
public abstract class StackBridge {

    private static final ConcurrentHashMap<CallShape, SoftReference<StackBridge>> BRIDGES = new ConcurrentHashMap<>();

    private MethodHandle viaStack;

    /** For generated subclasses. */
    protected StackBridge() {}

    /**
     * The type of a typed entry, see {@link Code#entry}.
     *
     * @throws UnsupportedOperationException if there are too many parameters
     */
    public static MethodType entryType(CallShape shape) {
        return shape.methodType().appendParameterTypes(InstanceImpl.class, int.class);
    }

    /** The bridge for a shape. */
    public static StackBridge of(CallShape shape) {
        SoftReference<StackBridge> reference = BRIDGES.get(shape);
        StackBridge bridge = reference == null ? null : reference.get();
        if (bridge == null) {
            bridge = generate(shape);
            BRIDGES.put(shape, new SoftReference<>(bridge));
        }
        return bridge;
    }

    /**
     * Calls a typed entry with arguments from the value stack at {@code base} and leaves its results there.
     */
    public abstract void callTyped(
            MethodHandle entry, ExecutionContext context, InstanceImpl instance, int base, int remaining);

    /**
     * As {@link #callTyped}, of an entry that may leave a tail call to be made, see {@link Code#callUpToTail}. Then it has
     * no results, and the value stack is as it left it: the tail call's arguments may lie where results would go.
     */
    public abstract void callUpToTail(
            MethodHandle entry, ExecutionContext context, InstanceImpl instance, int base, int remaining);

    /** A typed entry that calls {@code code} through the value stack. */
    public final MethodHandle typedEntry(Code code) {
        return viaStack.bindTo(code);
    }

    private static StackBridge generate(CallShape shape) {
        StackRoom.require();
        MethodType entry = entryType(shape);
        byte[] written = BridgeWriter.write(StackBridge.class, shape, entry);
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(written, true);
            StackBridge bridge = (StackBridge) lookup.findConstructor(lookup.lookupClass(), methodType(void.class))
                    .invoke();
            bridge.viaStack = lookup.findStatic(
                    lookup.lookupClass(), BridgeWriter.VIA_STACK, entry.insertParameterTypes(0, Code.class));
            return bridge;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("no bridge for " + shape, e);
        }
    }

    // What generated code is made of.

    /** Makes room for that many slots of the value stack; where they begin. */
    public static int reserve(ExecutionContext context, int slots) {
        int base = context.top;
        context.ensureStack(base + slots);
        context.top = base + slots;
        return base;
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, int value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, long value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, float value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, double value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, Object value) {
        context.references[slot] = value;
    }

    static void putUnlessTail(ExecutionContext context, int slot, int value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, long value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, float value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, double value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, Object value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    /** Takes a value from a slot of the value stack. */
    public static int takeI(ExecutionContext context, int slot) {
        return RawBits.toInt(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static long takeJ(ExecutionContext context, int slot) {
        return RawBits.toLong(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static float takeF(ExecutionContext context, int slot) {
        return RawBits.toFloat(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static double takeD(ExecutionContext context, int slot) {
        return RawBits.toDouble(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static Object takeReference(ExecutionContext context, int slot) {
        Object value = context.references[slot];
        context.references[slot] = null;
        return value;
    }

    /** Puts several results of a typed call on the value stack. */
    public static void resultsToStack(ExecutionContext context, int base, int count) {
        context.ensureStack(base + count);
        System.arraycopy(context.results, 0, context.stack, base, count);
        System.arraycopy(context.referenceResults, 0, context.references, base, count);
        context.clearResults(count);
    }

    static void resultsToStackUnlessTail(ExecutionContext context, int base, int count) {
        if (context.tailCallee == null) {
            resultsToStack(context, base, count);
        }
    }

    /** Puts several results that are on the value stack where a typed call leaves them. */
    public static void stackToResults(ExecutionContext context, int base, int count) {
        context.ensureResults(count);
        System.arraycopy(context.stack, base, context.results, 0, count);
        System.arraycopy(context.references, base, context.referenceResults, 0, count);
        java.util.Arrays.fill(context.references, base, base + count, null);
    }
}
