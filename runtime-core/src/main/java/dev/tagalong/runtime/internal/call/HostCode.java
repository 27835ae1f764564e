package dev.tagalong.runtime.internal.call;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.object.Values;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The code of a host function: its own handle, brought into the shape of a typed entry. */
public final class HostCode extends Code {

    private static final MethodHandle BEFORE;
    private static final MethodHandle FAILURE;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            BEFORE = lookup.findStatic(HostCode.class, "before", methodType(void.class, InstanceImpl.class, int.class));
            FAILURE = lookup.findStatic(
                    HostCode.class, "failure", methodType(Throwable.class, String.class, Throwable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MethodHandle entry;
    private final StackBridge bridge;

    /** The code of {@code host}; {@code name} is for messages. */
    public HostCode(String name, HostFunction host) {
        super(host.type());
        this.entry = adapt(name, host, shape);
        this.bridge = StackBridge.of(shape);
    }

    private HostCode(FunctionType type, MethodHandle entry) {
        super(type);
        this.entry = entry;
        this.bridge = StackBridge.of(shape);
    }

    @Override
    public Code calledBy(InstanceImpl caller) {
        int parameters = shape.methodType().parameterCount();
        MethodHandle bound = MethodHandles.insertArguments(entry, parameters, caller);
        return new HostCode(type, MethodHandles.dropArguments(bound, parameters, InstanceImpl.class));
    }

    private static MethodHandle adapt(String name, HostFunction host, CallShape shape) {
        MethodHandle handle = host.handle();
        MethodType values = valueTypes(shape);
        MethodType inner = shape.methodType().changeReturnType(values.returnType());
        int parameters = inner.parameterCount();
        MethodHandle shaped;
        if (host.takesCaller()) {
            MethodHandle first = handle.asType(values.insertParameterTypes(0, Instance.class))
                    .asType(values.insertParameterTypes(0, InstanceImpl.class));
            first = VectorHandles.takingParts(first, 1, shape.parameters);
            int[] order = new int[parameters + 1];
            order[0] = parameters;
            for (int i = 0; i < parameters; i++) {
                order[i + 1] = i;
            }
            shaped = MethodHandles.permuteArguments(first, inner.appendParameterTypes(InstanceImpl.class), order);
        } else {
            shaped = VectorHandles.takingParts(handle.asType(values), 0, shape.parameters);
            shaped = MethodHandles.dropArguments(shaped, parameters, InstanceImpl.class);
        }
        if (inner.returnType() != void.class) {
            shaped = Values.checkResult(shaped, host.type().results().get(0));
        }
        if (shape.resultSlots > 1) {
            shaped = VectorHandles.leavingResult(shaped);
        }
        MethodHandle thrower = MethodHandles.filterArguments(
                MethodHandles.throwException(shaped.type().returnType(), Throwable.class), 0, FAILURE.bindTo(name));
        shaped = MethodHandles.catchException(shaped, Throwable.class, thrower);
        shaped = MethodHandles.dropArguments(shaped, parameters + 1, int.class);
        MethodHandle before = MethodHandles.dropArguments(BEFORE, 0, inner.parameterList());
        return MethodHandles.foldArguments(shaped, before);
    }

    /** The carriers' Java types of the parameters and the one result. */
    private static MethodType valueTypes(CallShape shape) {
        return methodType(
                shape.results.isEmpty() ? void.class : shape.results.get(0).javaType,
                shape.parameters.stream().map(p -> p.javaType).toArray(Class<?>[]::new));
    }

    private static void before(InstanceImpl caller, int remaining) {
        if (remaining <= 0) {
            throw new Trap(TrapKind.CALL_STACK_EXHAUSTED);
        }
        if (caller != null) {
            ExecutionContext context = caller.owner;
            context.remaining = remaining - 1;
            if (remaining < context.roomBelow) {
                context.requireRoom(remaining);
            }
        }
    }

    private static Throwable failure(String name, Throwable thrown) {
        if (thrown instanceof ExceptionImpl exception) {
            ExceptionTraces.note(exception, ExecutionContext.current());
            return exception;
        }
        if (thrown instanceof Trap || thrown instanceof WasmExit || thrown instanceof VirtualMachineError) {
            return thrown;
        }
        return new Trap(TrapKind.HOST_ERROR, name + ": " + thrown, thrown);
    }

    @Override
    public void call(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        bridge.callTyped(entry, context, instance, base, remaining);
    }

    @Override
    public boolean compiled() {
        return true;
    }

    @Override
    public MethodHandle entry() {
        return entry;
    }
}
