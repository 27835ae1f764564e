package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;

/** {@code args_*} and {@code environ_*}. */
public final class Arguments {

    private final WasiProcess.Factory processes;

    /** The functions over processes of that factory. */
    public Arguments(WasiProcess.Factory processes) {
        this.processes = processes;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "args_sizes_get", "args_get", "environ_sizes_get", "environ_get");
    }

    void argsSizesGet(Instance caller, int count, int bytes) {
        processes.of(caller).arguments().writeSizes(GuestMemory.of(caller), count, bytes);
    }

    void argsGet(Instance caller, int pointers, int bytes) {
        processes.of(caller).arguments().write(GuestMemory.of(caller), pointers, bytes);
    }

    void environSizesGet(Instance caller, int count, int bytes) {
        processes.of(caller).variables().writeSizes(GuestMemory.of(caller), count, bytes);
    }

    void environGet(Instance caller, int pointers, int bytes) {
        processes.of(caller).variables().write(GuestMemory.of(caller), pointers, bytes);
    }
}
