package dev.tagalong.runtime.internal.compile.load;

import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;

/** The code of a function that is compiled when it is first called. */
final class CompiledCode extends Code {

    private final ModuleClasses classes;
    private final int index;
    private volatile MethodHandle entry;
    private volatile ViaStack viaStack;

    /**
     * The way in through the value stack.
     *
     * @param upToTail the method that leaves its last tail call to be made, or {@code null} if the function has none
     * @param interpreted what runs the function if the compiler has left it out, else {@code null}
     */
    private record ViaStack(StackBridge bridge, MethodHandle entry, MethodHandle upToTail, Code interpreted) {}

    CompiledCode(FunctionType type, ModuleClasses classes, int index) {
        super(type);
        this.classes = classes;
        this.index = index;
    }

    @Override
    public void call(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        ViaStack way = viaStack();
        if (way.interpreted != null) {
            way.interpreted.call(context, instance, base, remaining);
        } else {
            way.bridge.callTyped(way.entry, context, instance, base, remaining);
        }
    }

    @Override
    public void callUpToTail(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        ViaStack way = viaStack();
        if (way.interpreted != null) {
            way.interpreted.callUpToTail(context, instance, base, remaining);
        } else if (way.upToTail == null) {
            way.bridge.callTyped(way.entry, context, instance, base, remaining);
        } else {
            way.bridge.callUpToTail(way.upToTail, context, instance, base, remaining);
            Calls.handOn(context, instance, base, remaining);
        }
    }

    private ViaStack viaStack() {
        ViaStack present = viaStack;
        if (present == null) {
            MethodHandle compiled = shape.fitsJava() ? entry() : null;
            present = compiled == null || classes.leftOut(index)
                    ? new ViaStack(null, null, null, classes.interpreted(index))
                    : new ViaStack(StackBridge.of(shape), compiled, classes.upToTail(index), null);
            viaStack = present;
        }
        return present;
    }

    @Override
    public boolean compiled() {
        return classes.compiled(index);
    }

    @Override
    public MethodHandle entry() {
        MethodHandle present = entry;
        if (present == null) {
            present = classes.entry(index);
            entry = present;
        }
        return present;
    }
}
