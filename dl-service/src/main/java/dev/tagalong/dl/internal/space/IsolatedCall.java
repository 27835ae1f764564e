package dev.tagalong.dl.internal.space;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * A function of an isolated library as an import: it is looked up by its tagged index in each call, so that nothing keeps
 * the library, and a call after its end traps as one through a pointer does.
 */
final class IsolatedCall {

    private static final MethodHandle FIND;

    static {
        try {
            FIND = MethodHandles.lookup().findVirtual(IsolatedCall.class, "find", methodType(MethodHandle.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Surroundings surroundings;
    private final int taggedIndex;

    private IsolatedCall(Surroundings surroundings, int taggedIndex) {
        this.surroundings = surroundings;
        this.taggedIndex = taggedIndex;
    }

    static Function of(Engine engine, Surroundings surroundings, Definition.Tagged target) {
        IsolatedCall call = new IsolatedCall(surroundings, target.taggedIndex());
        MethodHandle handle = MethodHandles.foldArguments(
                MethodHandles.exactInvoker(target.functionType().methodType()), FIND.bindTo(call));
        return engine.function(target.function().name(), HostFunction.of(handle));
    }

    private MethodHandle find() {
        return surroundings.tagged(taggedIndex).handle();
    }
}
