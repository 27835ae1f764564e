package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProgramThreads;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;

/** {@code thread-spawn}. */
public final class ThreadSpawn {

    /** The export that a thread begins in: it takes the thread's number and what the program passes. */
    private static final String START = "wasi_thread_start";

    private static final FunctionType START_TYPE = FunctionType.of(List.of(ValueType.I32, ValueType.I32), List.of());

    private static final System.Logger LOG = System.getLogger(ThreadSpawn.class.getName());

    /** The function by its name. */
    public Map<String, HostFunction> functions() {
        return Map.of("thread-spawn", HostFunction.of(MethodHandles.lookup(), this, "threadSpawn"));
    }

    /** The thread's number, or a negative number if there is none. */
    int threadSpawn(Instance caller, int argument) {
        Instance program = caller.leader().program();
        if (!(program.export(START) instanceof Function start) || !start.type().equals(START_TYPE)) {
            LOG.log(
                    Level.INFO,
                    "{0} gets no thread: it exports no function {1} of type {2}",
                    program.name(),
                    START,
                    START_TYPE);
            return -Errno.EAGAIN.code();
        }
        int number = ProgramThreads.of(caller)
                .start(caller, (thread, itsNumber) -> thread.function(START).call(itsNumber, argument));
        return number < 0 ? -Errno.EAGAIN.code() : number;
    }
}
