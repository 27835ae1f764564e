package dev.tagalong.wasi;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.wasi.internal.Arguments;
import dev.tagalong.wasi.internal.Clocks;
import dev.tagalong.wasi.internal.Descriptors;
import dev.tagalong.wasi.internal.FunctionTable;
import dev.tagalong.wasi.internal.InputSources;
import dev.tagalong.wasi.internal.PathOpen;
import dev.tagalong.wasi.internal.Paths;
import dev.tagalong.wasi.internal.Polling;
import dev.tagalong.wasi.internal.PosixDescriptors;
import dev.tagalong.wasi.internal.ProcessControl;
import dev.tagalong.wasi.internal.RandomNumbers;
import dev.tagalong.wasi.internal.Sockets;
import dev.tagalong.wasi.internal.WasiProcess;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The functions of WASI preview 1 (module {@code wasi_snapshot_preview1}).
 *
 * <p>A program finds what its instance's {@link dev.tagalong.runtime.ProcessEnvironment} holds: arguments, environment
 * variables, its streams as the descriptors 0, 1 and 2, character devices if they are terminals, and its directories from 3 on. A
 * directory is of any file system that Java knows. A path that leads out of it, by {@code ..}, from the root or through a symbolic link, is
 * {@code ENOTCAPABLE}; one that is read-only answers {@code EROFS}. There are clocks, random numbers, process exit, and waiting for
 * clocks and descriptors. There are no sockets: their functions answer {@code ENOTSUP},
 * or {@code EBADF} where the descriptor is not open. What is open is closed with the instance.
 *
 * <p>No function traps or throws for what a program passes: a pointer outside of memory is {@code EFAULT}. What is
 * written is flushed at once. Sleeping and waiting for input end when the instance is cancelled, its deadline passes or
 * the thread is interrupted; writing to a stream that blocks does not.
 *
 * <p>One object serves any number of instances and threads. State of a program is kept with its instance.
 */
public final class WasiPreview1 implements HostModule {

    /** The module name that imports use. */
    public static final String NAME = "wasi_snapshot_preview1";

    private final Map<String, HostFunction> functions;
    private final Map<String, HostFunction> posix;

    /** The functions, for any number of instances. */
    public WasiPreview1() {
        InputSources inputs = new InputSources();
        WasiProcess.Factory processes = new WasiProcess.Factory(inputs);
        Clocks clocks = new Clocks(processes);
        FunctionTable table = new FunctionTable();
        new Arguments(processes).register(table);
        clocks.register(table);
        new RandomNumbers().register(table);
        new Descriptors(processes).register(table);
        new Polling(processes, clocks).register(table);
        new ProcessControl().register(table);
        new Paths(processes).register(table);
        new PathOpen(processes).register(table);
        new Sockets(processes).register(table);
        functions = table.functions();
        FunctionTable beyond = new FunctionTable();
        new PosixDescriptors(processes).register(beyond);
        posix = beyond.functions();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, HostFunction> functions() {
        return functions;
    }

    /**
     * Besides WASI's functions some of POSIX on the same descriptors, for host functions that need them: {@code posix_dup},
     * {@code posix_dup2}, {@code posix_pipe} and {@code posix_device}.
     */
    @Override
    public HostFunction function(String importName) {
        HostFunction function = functions.get(importName);
        return function != null ? function : posix.get(importName);
    }

    /** The functions as a supplier of imports, for use without a linker. */
    public Imports imports(Engine engine) {
        Map<String, Function> made = functions.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, e -> engine.function(NAME + "." + e.getKey(), e.getValue())));
        return wanted -> wanted.module().equals(NAME) ? made.get(wanted.name()) : null;
    }
}
