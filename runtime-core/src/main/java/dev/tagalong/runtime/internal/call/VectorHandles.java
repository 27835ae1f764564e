package dev.tagalong.runtime.internal.call;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.Carrier;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Between Java, where a vector is a {@link V128}, and typed entries, where it is two longs. */
final class VectorHandles {

    private static final MethodHandle LOW;
    private static final MethodHandle HIGH;
    private static final MethodHandle VECTOR;
    private static final MethodHandle TAKE_RESULT;
    private static final MethodHandle LEAVE_RESULT;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            LOW = lookup.findVirtual(V128.class, "low", methodType(long.class));
            HIGH = lookup.findVirtual(V128.class, "high", methodType(long.class));
            VECTOR = lookup.findConstructor(V128.class, methodType(void.class, long.class, long.class));
            TAKE_RESULT = lookup.findStatic(
                    VectorHandles.class, "takeResult", methodType(V128.class, ExecutionContext.class));
            LEAVE_RESULT = lookup.findStatic(
                    VectorHandles.class, "leaveResult", methodType(void.class, V128.class, InstanceImpl.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private VectorHandles() {}

    /** A handle that is called with vectors, of one whose first parameters are the parts of values of some carriers. */
    static MethodHandle takingVectors(MethodHandle parts, List<Carrier> parameters) {
        MethodHandle handle = parts;
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) == Carrier.VECTOR) {
                handle = takingVector(handle, i);
            }
        }
        return handle;
    }

    private static MethodHandle takingVector(MethodHandle handle, int at) {
        MethodHandle twice = MethodHandles.filterArguments(handle, at, LOW, HIGH);
        MethodType once = twice.type().dropParameterTypes(at, at + 1);
        int[] order = new int[twice.type().parameterCount()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i <= at ? i : i - 1;
        }
        return MethodHandles.permuteArguments(twice, once, order);
    }

    /** A handle that is called with parts, of one whose parameters from {@code first} on are values of some carriers. */
    static MethodHandle takingParts(MethodHandle values, int first, List<Carrier> parameters) {
        MethodHandle handle = values;
        for (int i = parameters.size() - 1; i >= 0; i--) {
            if (parameters.get(i) == Carrier.VECTOR) {
                handle = MethodHandles.collectArguments(handle, first + i, VECTOR);
            }
        }
        return handle;
    }

    /** Takes the context, returns the vector that a typed entry has left there. */
    static MethodHandle result() {
        return TAKE_RESULT;
    }

    private static V128 takeResult(ExecutionContext context) {
        return new V128(context.results[0], context.results[1]);
    }

    /** Leaves the vector that a handle returns as a typed entry does; its last parameter is the calling instance. */
    static MethodHandle leavingResult(MethodHandle handle) {
        MethodType type = handle.type().changeReturnType(void.class);
        MethodHandle callerTwice = MethodHandles.collectArguments(LEAVE_RESULT, 0, handle);
        int[] order = new int[type.parameterCount() + 1];
        for (int i = 0; i < order.length; i++) {
            order[i] = Math.min(i, type.parameterCount() - 1);
        }
        return MethodHandles.permuteArguments(callerTwice, type, order);
    }

    private static void leaveResult(V128 vector, InstanceImpl caller) {
        ExecutionContext context = caller == null ? ExecutionContext.current() : caller.owner;
        context.ensureResults(Carrier.VECTOR.stackSlots);
        context.results[0] = vector.low();
        context.results[1] = vector.high();
    }
}
