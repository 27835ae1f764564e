package dev.tagalong.dl.internal.host;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;

/**
 * A service's host function as instances bind to it. Instances keep what they were bound to for as long as they live;
 * once the service is gone their calls trap with its name, and nothing of it is kept alive through them: hence a call
 * site whose target is exchanged, which costs a call nothing, and not a guard that would hold on to both targets.
 */
final class HostBinding {

    private static final MethodHandle GONE;

    static {
        try {
            GONE = MethodHandles.lookup()
                    .findStatic(HostBinding.class, "gone", MethodType.methodType(Trap.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final String provider;
    private final MutableCallSite site;
    private final Function function;

    /**
     * A binding.
     *
     * @param name the import's two names, joined by a dot
     * @param provider the bundle that provides it, for messages
     */
    HostBinding(Engine engine, String name, String provider, HostFunction host) {
        this.name = name;
        this.provider = provider;
        this.site = new MutableCallSite(host.handle());
        this.function = engine.function(name, HostFunction.of(site.dynamicInvoker()));
    }

    /** The function that instances are given. */
    Function function() {
        return function;
    }

    /** The bundle that provides it. */
    String provider() {
        return provider;
    }

    /** Makes calls of all these bindings trap from now on, on every thread. */
    static void end(List<HostBinding> bindings) {
        for (HostBinding binding : bindings) {
            binding.site.setTarget(binding.trapping());
        }
        MutableCallSite.syncAll(bindings.stream().map(b -> b.site).toArray(MutableCallSite[]::new));
    }

    private MethodHandle trapping() {
        String text = "the service of bundle " + provider + " that provided " + name + " is gone";
        MethodHandle raise = MethodHandles.filterReturnValue(
                GONE.bindTo(text), MethodHandles.throwException(site.type().returnType(), Trap.class));
        return MethodHandles.dropArguments(raise, 0, site.type().parameterList());
    }

    private static Trap gone(String text) {
        return new Trap(TrapKind.HOST_ERROR, text);
    }
}
