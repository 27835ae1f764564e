package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/** {@code thread-spawn}. */
public final class ThreadSpawn {

    /** The function by its name. */
    public Map<String, HostFunction> functions() {
        return Map.of("thread-spawn", HostFunction.of(MethodHandles.lookup(), this, "threadSpawn"));
    }

    int threadSpawn(Instance caller, int argument) {
        return ProgramThreads.of(caller).spawn(caller, argument);
    }
}
