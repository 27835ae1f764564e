package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import java.util.Map;

/**
 * The functions of a snapshot under its name. The state of a program is the same whichever it imports, so one that imports two,
 * by way of a library, has one table of descriptors.
 */
public final class SnapshotModule implements HostModule {

    /** One for both snapshots: programs that import different ones may read the same stream. */
    private static final WasiProcess.Factory PROCESSES = new WasiProcess.Factory(new InputSources());

    private static final Clocks CLOCKS = new Clocks(PROCESSES);

    private final String name;
    private final Map<String, HostFunction> functions;
    private final Map<String, HostFunction> posix;

    /** The functions of a snapshot, for any number of instances. */
    public SnapshotModule(String name, Snapshot snapshot) {
        this.name = name;
        FunctionTable table = new FunctionTable();
        new Arguments(PROCESSES).register(table);
        CLOCKS.register(table);
        new RandomNumbers().register(table);
        new Descriptors(PROCESSES, snapshot).register(table);
        new Polling(PROCESSES, CLOCKS, snapshot).register(table);
        new ProcessControl().register(table);
        new Paths(PROCESSES, snapshot).register(table);
        new PathOpen(PROCESSES).register(table);
        new Sockets(PROCESSES, snapshot).register(table);
        functions = table.functions();
        FunctionTable beyond = new FunctionTable();
        new PosixDescriptors(PROCESSES).register(beyond);
        posix = beyond.functions();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, HostFunction> functions() {
        return functions;
    }

    /** Besides WASI's functions those of {@link PosixDescriptors}. */
    @Override
    public HostFunction function(String importName) {
        HostFunction function = functions.get(importName);
        return function != null ? function : posix.get(importName);
    }

    /** The functions as a supplier of imports, for use without a linker. */
    public Imports imports(Engine engine) {
        return FunctionTable.imports(engine, name, functions);
    }
}
