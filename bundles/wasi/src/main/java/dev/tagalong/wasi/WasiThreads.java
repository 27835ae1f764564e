package dev.tagalong.wasi;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.wasi.internal.FunctionTable;
import dev.tagalong.wasi.internal.ThreadSpawn;
import java.util.Map;

/**
 * The function of wasi-threads (module {@code wasi}): {@code thread-spawn} starts a thread of a program that imports a shared
 * memory and exports {@code wasi_thread_start}. It answers the thread's number, or a negative number if the program gets
 * none: with a reason in the log, such as the limit of {@link dev.tagalong.runtime.InstanceLimits#threads()}.
 *
 * <p>A thread runs an {@link dev.tagalong.runtime.Instance#newThread instance of its own} on a Java thread. It has the
 * program's descriptors. If it exits, traps, or throws what it does not catch, the program ends: calls under way end in the same
 * way. Threads end when the program's instance is closed or cancelled, or when it exits.
 */
public final class WasiThreads implements HostModule {

    /** The module name that imports use. */
    public static final String NAME = "wasi";

    private final Map<String, HostFunction> functions = new ThreadSpawn().functions();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, HostFunction> functions() {
        return functions;
    }

    /** The function as a supplier of imports, for use without a linker. */
    public Imports imports(Engine engine) {
        return FunctionTable.imports(engine, NAME, functions);
    }
}
