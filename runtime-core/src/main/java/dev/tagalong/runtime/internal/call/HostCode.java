package dev.tagalong.runtime.internal.call;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.Values;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** The code of a host function: its own handle, brought into the shape of a typed entry. */
public final class HostCode extends Code {

    private static final MethodHandle BEFORE;
    private static final MethodHandle FAILURE;
    private static final MethodHandle CHECK_FUNCTION;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            BEFORE = lookup.findStatic(HostCode.class, "before", methodType(void.class, InstanceImpl.class, int.class));
            FAILURE = lookup.findStatic(
                    HostCode.class, "failure", methodType(Throwable.class, String.class, Throwable.class));
            CHECK_FUNCTION = lookup.findStatic(Values.class, "function", methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MethodHandle entry;
    private final StackBridge bridge;

    /** The code of {@code host}; {@code name} is for messages. */
    public HostCode(String name, HostFunction host) {
        super(host.type());
        this.entry = adapt(name, host);
        this.bridge = StackBridge.of(type);
    }

    private HostCode(FunctionType type, MethodHandle entry) {
        super(type);
        this.entry = entry;
        this.bridge = StackBridge.of(type);
    }

    @Override
    public Code calledBy(InstanceImpl caller) {
        int parameters = type.parameters().size();
        MethodHandle bound = MethodHandles.insertArguments(entry, parameters, caller);
        return new HostCode(type, MethodHandles.dropArguments(bound, parameters, InstanceImpl.class));
    }

    private static MethodHandle adapt(String name, HostFunction host) {
        MethodHandle handle = host.handle();
        MethodType erased = StackBridge.entryType(host.type());
        int parameters = host.type().parameters().size();
        MethodType inner = erased.dropParameterTypes(parameters, parameters + 2);
        MethodHandle shaped;
        if (host.takesCaller()) {
            MethodHandle first = handle.asType(inner.insertParameterTypes(0, Instance.class))
                    .asType(inner.insertParameterTypes(0, InstanceImpl.class));
            int[] order = new int[parameters + 1];
            order[0] = parameters;
            for (int i = 0; i < parameters; i++) {
                order[i + 1] = i;
            }
            shaped = MethodHandles.permuteArguments(first, inner.appendParameterTypes(InstanceImpl.class), order);
        } else {
            shaped = MethodHandles.dropArguments(handle.asType(inner), parameters, InstanceImpl.class);
        }
        shaped = checkResult(shaped, host.type().results());
        MethodHandle thrower = MethodHandles.filterArguments(
                MethodHandles.throwException(erased.returnType(), Throwable.class), 0, FAILURE.bindTo(name));
        shaped = MethodHandles.catchException(shaped, Throwable.class, thrower);
        shaped = MethodHandles.dropArguments(shaped, parameters + 1, int.class);
        MethodHandle before =
                MethodHandles.dropArguments(BEFORE, 0, erased.parameterList().subList(0, parameters));
        return MethodHandles.foldArguments(shaped, before);
    }

    private static MethodHandle checkResult(MethodHandle handle, List<ValueType> results) {
        return results.size() == 1 && results.get(0).equals(ReferenceType.FUNCREF)
                ? MethodHandles.filterReturnValue(handle, CHECK_FUNCTION)
                : handle;
    }

    private static void before(InstanceImpl caller, int remaining) {
        if (remaining <= 0) {
            throw new Trap(TrapKind.CALL_STACK_EXHAUSTED);
        }
        if (caller != null) {
            caller.owner.remaining = remaining - 1;
        }
    }

    private static Throwable failure(String name, Throwable thrown) {
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
