package dev.tagalong.wasi;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.wasi.internal.Snapshot;
import dev.tagalong.wasi.internal.SnapshotModule;
import java.util.Map;

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

    private final SnapshotModule module = new SnapshotModule(NAME, Snapshot.PREVIEW_1);

    @Override
    public String name() {
        return module.name();
    }

    @Override
    public Map<String, HostFunction> functions() {
        return module.functions();
    }

    /**
     * Besides WASI's functions some of POSIX on the same descriptors, for host functions that need them: {@code posix_dup},
     * {@code posix_dup2}, {@code posix_pipe} and {@code posix_device}.
     */
    @Override
    public HostFunction function(String importName) {
        return module.function(importName);
    }

    /** The functions as a supplier of imports, for use without a linker. */
    public Imports imports(Engine engine) {
        return module.imports(engine);
    }
}
