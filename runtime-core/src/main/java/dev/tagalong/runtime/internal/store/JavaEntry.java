package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Function;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

/** How Java gets into functions and instances. There is one implementation, which knows how calls are made. */
public interface JavaEntry {

    /** The handle of {@link Function#handle()}. */
    MethodHandle handle(FunctionImpl function);

    /** Calls with boxed values, see {@link Function#call}. */
    Object call(FunctionImpl function, Object... arguments);

    /** Runs a task as a call into an instance, see {@link dev.tagalong.runtime.Instance#exclusively}. */
    <T> T exclusively(InstanceImpl instance, Supplier<T> task);

    /** The function that a pointer stands for which code of the instance has. */
    FunctionImpl callee(InstanceImpl instance, TableImpl table, int pointer);
}
