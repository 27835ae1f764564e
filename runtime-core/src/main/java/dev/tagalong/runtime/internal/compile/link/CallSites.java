package dev.tagalong.runtime.internal.compile.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Links the calls of compiled code; the bootstrap methods of its {@code invokedynamic} instructions. */
public final class CallSites {

    private CallSites() {}

    /** A call through a function object: of an import, or indirect; of the module's type {@code type}. */
    public static CallSite call(MethodHandles.Lookup caller, String name, MethodType shape, int type) {
        CallTargets targets = (CallTargets) caller.lookupClass().getClassLoader();
        return new InlineCache(shape, targets.type(type));
    }

    /** A call of the function {@code function} of the same module, which the interpreter runs until it is compiled. */
    public static CallSite interpret(MethodHandles.Lookup caller, String name, MethodType shape, int function) {
        CallTargets targets = (CallTargets) caller.lookupClass().getClassLoader();
        return new ConstantCallSite(targets.interpreted(function).entry());
    }
}
