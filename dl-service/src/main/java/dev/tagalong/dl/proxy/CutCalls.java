package dev.tagalong.dl.proxy;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls into an instance that can be cut. Between a method and what it calls there is a call site, a constant to HotSpot. When
 * the calls are cut, the sites let go of what they called, and throw a {@link Trap}: an object that somebody keeps does not keep
 * an instance that is gone. Safe for any thread.
 */
public final class CutCalls {

    private static final MethodHandle STALE;

    static {
        try {
            STALE = MethodHandles.lookup()
                    .findStatic(CutCalls.class, "stale", MethodType.methodType(Trap.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String instanceName;
    private final List<MutableCallSite> sites = new ArrayList<>();
    private boolean cut;

    /** None yet; the name is for the trap's message. */
    public CutCalls(String instanceName) {
        this.instanceName = instanceName;
    }

    /** A handle that calls this one until the calls are cut. */
    public synchronized MethodHandle add(MethodHandle handle) {
        MutableCallSite site = new MutableCallSite(cut ? thrower(handle.type()) : handle);
        sites.add(site);
        return site.dynamicInvoker();
    }

    /** Lets go of all; calls throw from now on. A second time does nothing. */
    public void cut() {
        List<MutableCallSite> all;
        synchronized (this) {
            cut = true;
            all = List.copyOf(sites);
            sites.clear();
        }
        all.forEach(site -> site.setTarget(thrower(site.type())));
        MutableCallSite.syncAll(all.toArray(new MutableCallSite[0]));
    }

    private MethodHandle thrower(MethodType type) {
        MethodHandle thrower = MethodHandles.throwException(type.returnType(), Trap.class);
        return MethodHandles.dropArguments(
                MethodHandles.foldArguments(thrower, STALE.bindTo(instanceName))
                        .asType(MethodType.methodType(type.returnType())),
                0,
                type.parameterList());
    }

    private static Trap stale(String instanceName) {
        return new Trap(TrapKind.UNDEFINED_ELEMENT, "stale function: " + instanceName + " is closed");
    }
}
