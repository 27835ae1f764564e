package dev.tagalong.runtime.internal.compile;

import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.ExecutionContext;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.StackBridge;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;

/** The code of a function that is compiled when it is first called. */
final class CompiledCode extends Code {

    private final ModuleClasses classes;
    private final int index;
    private volatile MethodHandle entry;
    private volatile StackBridge bridge;

    CompiledCode(FunctionType type, ModuleClasses classes, int index) {
        super(type);
        this.classes = classes;
        this.index = index;
    }

    @Override
    public void call(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        StackBridge present = bridge;
        if (present == null) {
            present = StackBridge.of(type);
            bridge = present;
        }
        present.callTyped(entry(), context, instance, base, remaining);
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
