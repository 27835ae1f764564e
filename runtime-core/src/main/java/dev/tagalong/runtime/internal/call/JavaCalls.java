package dev.tagalong.runtime.internal.call;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.meter.CpuSampler;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.object.Values;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.JavaEntry;
import dev.tagalong.runtime.internal.store.TableImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Supplier;

/** Calls from Java: they find the thread's context, take the instance, and give everything back at the end. */
public final class JavaCalls implements JavaEntry {

    private static final MethodHandle ENTER;
    private static final MethodHandle LEAVE;
    private static final MethodHandle REMAINING;
    private static final MethodHandle BOX_RESULTS;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            ENTER = lookup.findStatic(JavaCalls.class, "enter", methodType(ExecutionContext.class, FunctionImpl.class));
            LEAVE = lookup.findStatic(
                    JavaCalls.class,
                    "leave",
                    methodType(void.class, FunctionImpl.class, Throwable.class, ExecutionContext.class));
            REMAINING = lookup.findStatic(
                    JavaCalls.class, "remaining", methodType(int.class, FunctionImpl.class, ExecutionContext.class));
            BOX_RESULTS = lookup.findStatic(
                    JavaCalls.class, "boxResults", methodType(Object[].class, CallShape.class, ExecutionContext.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The way in; it has no state. */
    public JavaCalls() {}

    @Override
    public MethodHandle handle(FunctionImpl function) {
        FunctionType type = function.type;
        CallShape carried = function.code.shape;
        int parameters = carried.methodType().parameterCount();
        MethodHandle entry = MethodHandles.insertArguments(function.code.entry(), parameters, function.owner);
        entry = MethodHandles.filterArguments(entry, parameters, REMAINING.bindTo(function));
        MethodType shape = entry.type()
                .dropParameterTypes(parameters, parameters + 1)
                .insertParameterTypes(0, ExecutionContext.class);
        int[] order = new int[parameters + 1];
        for (int i = 0; i < parameters; i++) {
            order[i] = i + 1;
        }
        entry = MethodHandles.permuteArguments(entry, shape, order);
        if (carried.resultSlots > 1) {
            MethodHandle box = carried.results.size() > 1 ? BOX_RESULTS.bindTo(carried) : VectorHandles.result();
            box = MethodHandles.dropArguments(box, 1, shape.parameterList().subList(1, parameters + 1));
            entry = MethodHandles.foldArguments(box, entry);
        }
        MethodHandle guarded = MethodHandles.tryFinally(entry, cleanup(function, entry.type()));
        MethodHandle whole = MethodHandles.foldArguments(guarded, ENTER.bindTo(function));
        whole = VectorHandles.takingVectors(whole, carried.parameters);
        for (int i = 0; i < carried.parameters.size(); i++) {
            whole = Values.checkArgument(whole, i, type.parameters().get(i));
        }
        return whole.asType(JavaTypes.of(type));
    }

    private static MethodHandle cleanup(FunctionImpl function, MethodType body) {
        MethodHandle leave = LEAVE.bindTo(function);
        Class<?> result = body.returnType();
        if (result == void.class) {
            return leave;
        }
        MethodHandle answer = MethodHandles.dropArguments(
                MethodHandles.dropArguments(MethodHandles.identity(result), 0, Throwable.class),
                2,
                ExecutionContext.class);
        return MethodHandles.foldArguments(answer, MethodHandles.dropArguments(leave, 1, result));
    }

    @Override
    public Object call(FunctionImpl function, Object... arguments) {
        CallShape shape = function.code.shape;
        int count = shape.parameters.size();
        if (arguments.length != count) {
            throw new IllegalArgumentException(
                    function.name() + " takes " + count + " arguments, got " + arguments.length);
        }
        long[] numbers = new long[shape.parameterSlots];
        Object[] references = new Object[shape.parameterSlots];
        int slot = 0;
        for (int i = 0; i < arguments.length; i++) {
            Carrier carrier = shape.parameters.get(i);
            if (carrier.boxes(arguments[i])) {
                carrier.unbox(arguments[i], numbers, slot);
            } else {
                references[slot] = Values.check(function.type.parameters().get(i), carrier, arguments[i]);
            }
            slot += carrier.stackSlots;
        }
        ExecutionContext context = enter(function);
        Throwable thrown = null;
        try {
            int base = StackBridge.reserve(context, shape.stackSlots);
            System.arraycopy(numbers, 0, context.stack, base, numbers.length);
            System.arraycopy(references, 0, context.references, base, references.length);
            function.code.call(context, function.owner, base, remaining(function, context));
            StackBridge.stackToResults(context, base, shape.resultSlots);
            Object[] results = boxResults(shape, context);
            return switch (results.length) {
                case 0 -> null;
                case 1 -> results[0];
                default -> results;
            };
        } catch (Throwable t) {
            thrown = t;
            throw t;
        } finally {
            leave(function, thrown, context);
        }
    }

    @Override
    public <T> T exclusively(InstanceImpl instance, Supplier<T> task) {
        ExecutionContext context = enter(instance);
        try {
            return task.get();
        } finally {
            leave(instance, context);
        }
    }

    @Override
    public FunctionImpl callee(InstanceImpl instance, TableImpl table, int pointer) {
        boolean wide = table.addressType() == AddressType.I64;
        int operand = wide ? IndirectCalls.index(table, Integer.toUnsignedLong(pointer)) : pointer;
        return IndirectCalls.find(instance, table, operand);
    }

    private static ExecutionContext enter(FunctionImpl function) {
        InstanceImpl owner = function.owner;
        ExecutionContext context = enter(owner);
        if (owner != null) {
            owner.usage().called();
        }
        return context;
    }

    private static ExecutionContext enter(InstanceImpl instance) {
        ExecutionContext context = ExecutionContext.current();
        context.beginJavaCall(instance);
        if (instance != null) {
            try {
                enterWithLeader(context, instance);
            } catch (Throwable t) {
                context.endJavaCall();
                throw t;
            }
            if (instance.stackPointer != null && !context.outermost()) {
                context.noteStack(instance.stackPointer.bits);
            }
            if (!context.watched) {
                CpuSampler.watch(context);
            }
            // CpuSampler has to see that the instance is in use; a compiler that sees through the call would not
            // write it. On x86 this is no instruction.
            VarHandle.releaseFence();
        }
        return context;
    }

    private static void enterWithLeader(ExecutionContext context, InstanceImpl instance) {
        InstanceImpl leader = instance.leader;
        if (leader == null) {
            Calls.enter(context, instance);
            return;
        }
        Calls.enter(context, leader);
        try {
            Calls.enter(context, instance);
        } catch (Throwable t) {
            Calls.leave(context, leader);
            throw t;
        }
    }

    private static void leave(InstanceImpl instance, ExecutionContext context) {
        if (instance != null) {
            Calls.leave(context, instance);
            if (instance.leader != null) {
                Calls.leave(context, instance.leader);
            }
        }
        context.endJavaCall();
    }

    private static void leave(FunctionImpl function, Throwable thrown, ExecutionContext context) {
        if (thrown == null) {
            leave(function.owner, context);
        } else {
            leaveFailed(function, thrown, context);
        }
    }

    private static void leaveFailed(FunctionImpl function, Throwable thrown, ExecutionContext context) {
        InstanceImpl instance = function.owner;
        Throwable translated = thrown;
        // The Java stack may have ended between a function that noted its tail call and whoever was to make it.
        context.tailCallee = null;
        StackRestorer.restore(context, instance);
        try {
            translated = Backtraces.translate(thrown, function.code::trapPlaces);
            if (translated instanceof Trap trap) {
                TrapCounter.count(trap, instance, context);
            } else if (translated instanceof ExceptionImpl exception) {
                ExceptionTraces.left(exception, instance, context);
            }
        } finally {
            leave(instance, context);
        }
        if (translated instanceof Trap trap && trap != thrown) {
            throw trap;
        }
    }

    private static int remaining(FunctionImpl function, ExecutionContext context) {
        if (function.owner == null) {
            return context.remaining;
        }
        int remaining = Math.min(context.remaining, function.owner.callDepth);
        if (context.outermost()) {
            context.beginDepth(remaining);
        }
        return remaining;
    }

    private static Object[] boxResults(CallShape shape, ExecutionContext context) {
        Object[] boxed = new Object[shape.results.size()];
        int slot = 0;
        for (int i = 0; i < boxed.length; i++) {
            Carrier result = shape.results.get(i);
            boxed[i] = result.object ? context.referenceResults[slot] : result.box(context.results, slot);
            slot += result.stackSlots;
        }
        Arrays.fill(context.referenceResults, 0, shape.resultSlots, null);
        return boxed;
    }
}
