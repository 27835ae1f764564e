package dev.tagalong.wasi;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.wasi.internal.Snapshot;
import dev.tagalong.wasi.internal.SnapshotModule;
import java.util.Map;

/**
 * The functions of WASI's snapshot 0 (module {@code wasi_unstable}), which programs of 2019 import. They differ from those of
 * {@link WasiPreview1} in the layouts of {@code filestat} and {@code subscription}, in the numbers of {@code whence} and in the lack of
 * {@code sock_accept}; a program has the same environment, files, descriptors and limits.
 */
public final class WasiUnstable implements HostModule {

    /** The module name that imports use. */
    public static final String NAME = "wasi_unstable";

    private final SnapshotModule module = new SnapshotModule(NAME, Snapshot.UNSTABLE);

    @Override
    public String name() {
        return module.name();
    }

    @Override
    public Map<String, HostFunction> functions() {
        return module.functions();
    }

    /** The functions as a supplier of imports, for use without a linker. */
    public Imports imports(Engine engine) {
        return module.imports(engine);
    }
}
