package dev.tagalong.dl.internal.space;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.JavaTypes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A function of an isolated library as an import: it is looked up by its tagged index in each call, so that nothing keeps
 * the library, and a call after its end traps as one through a pointer does.
 */
final class IsolatedCall {

    private static final MethodHandle FIND;

    static {
        try {
            FIND = MethodHandles.lookup()
                    .findStatic(IsolatedCall.class, "find", methodType(MethodHandle.class, int.class, Instance.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private IsolatedCall() {}

    static Function of(Engine engine, Definition.Tagged target) {
        MethodType shape = JavaTypes.of(target.functionType());
        MethodHandle call = MethodHandles.dropArguments(MethodHandles.exactInvoker(shape), 1, Instance.class);
        MethodHandle find = MethodHandles.insertArguments(FIND, 0, target.taggedIndex());
        return engine.function(target.function().name(), HostFunction.of(MethodHandles.foldArguments(call, find)));
    }

    private static MethodHandle find(int taggedIndex, Instance caller) {
        return Member.spaceOf(caller).surroundings().tagged(taggedIndex).handle();
    }
}
