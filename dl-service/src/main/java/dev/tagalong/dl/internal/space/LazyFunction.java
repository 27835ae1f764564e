package dev.tagalong.dl.internal.space;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/**
 * A stub that stands for a function which is not there yet. Its first call finds the function and goes there from then on,
 * until the library that imports it goes. Used by the thread that runs the program.
 */
final class LazyFunction {

    private static final MethodHandle BIND;

    static {
        try {
            BIND = MethodHandles.lookup()
                    .findVirtual(LazyFunction.class, "bind", methodType(MethodHandle.class, Instance.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final String symbol;
    final FunctionType type;
    private final MutableCallSite site;
    private final Function stub;

    /** A stub of a type that is {@link #possible}. */
    LazyFunction(Engine engine, String symbol, FunctionType type) {
        this.symbol = symbol;
        this.type = type;
        this.site = new MutableCallSite(JavaTypes.of(type).insertParameterTypes(0, Instance.class));
        unbind();
        this.stub = engine.function(symbol, HostFunction.of(site.dynamicInvoker()));
    }

    /** Whether there can be a stub of a type: host functions have at most one result, and no vectors. */
    static boolean possible(FunctionType type) {
        if (type.results().size() > 1) {
            return false;
        }
        try {
            HostFunction.of(MethodHandles.empty(JavaTypes.of(type)));
            return true;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The function that modules are given. */
    Function function() {
        return stub;
    }

    /** Makes the next call look again. */
    void unbind() {
        MethodHandle call =
                MethodHandles.dropArguments(MethodHandles.exactInvoker(JavaTypes.of(type)), 1, Instance.class);
        site.setTarget(MethodHandles.foldArguments(call, BIND.bindTo(this)));
    }

    private MethodHandle bind(Instance caller) {
        MethodHandle found = Member.spaceOf(caller).late().bind(caller, this).handle();
        site.setTarget(MethodHandles.dropArguments(found, 0, Instance.class));
        return found;
    }
}
