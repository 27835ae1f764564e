package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.ExecutionContext;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.LoadedModule;
import dev.tagalong.runtime.internal.store.StackBridge;
import java.lang.invoke.MethodHandle;

/** The code of a function that the interpreter runs. */
public final class InterpretedCode extends Code {

    private final LoadedModule module;
    private final FunctionBody body;
    private volatile MethodHandle entry;

    /** The code of {@code body}; it is lowered when it is first called. */
    public InterpretedCode(LoadedModule module, FunctionBody body) {
        super(body.type());
        this.module = module;
        this.body = body;
    }

    @Override
    public void call(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        throw new UnsupportedOperationException("to be written: " + module + body);
    }

    @Override
    public MethodHandle entry() {
        MethodHandle present = entry;
        if (present == null) {
            present = StackBridge.of(type).typedEntry(this);
            entry = present;
        }
        return present;
    }
}
