package dev.tagalong.dl.internal.space;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * A stub that stands for a function which is not there yet. Its first call finds the function and goes there from then on,
 * until the function's library goes. Used by the thread that runs the program.
 */
final class LazyFunction {

    /** Finds the function; its type is the stub's. */
    @FunctionalInterface
    interface Finder {
        Function find(LazyFunction stub);
    }

    private static final MethodHandle BIND;

    static {
        try {
            BIND = MethodHandles.lookup().findVirtual(LazyFunction.class, "bind", methodType(MethodHandle.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final String symbol;
    final FunctionType type;
    private final Finder finder;
    private final MutableCallSite site;
    private final Function stub;
    private Function target;

    /** A stub of a type that is {@link #possible}. */
    LazyFunction(Engine engine, String symbol, FunctionType type, Finder finder) {
        this.symbol = symbol;
        this.type = type;
        this.finder = finder;
        this.site = new MutableCallSite(type.methodType());
        unbind();
        this.stub = engine.function(symbol, HostFunction.of(site.dynamicInvoker()));
    }

    /** Whether there can be a stub of a type: host functions have at most one result, and no vectors. */
    static boolean possible(FunctionType type) {
        if (type.results().size() > 1) {
            return false;
        }
        try {
            HostFunction.of(MethodHandles.empty(type.methodType()));
            return true;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The function that modules are given. */
    Function function() {
        return stub;
    }

    /** The function that it was bound to, or {@code null}. */
    Function target() {
        return target;
    }

    /** Makes the next call look again. */
    void unbind() {
        target = null;
        MethodType shape = site.type();
        site.setTarget(MethodHandles.foldArguments(MethodHandles.exactInvoker(shape), BIND.bindTo(this)));
    }

    private MethodHandle bind() {
        Function found = finder.find(this);
        target = found;
        site.setTarget(found.handle());
        return found.handle();
    }
}
