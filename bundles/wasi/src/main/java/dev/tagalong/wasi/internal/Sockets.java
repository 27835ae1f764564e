package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;

/** {@code sock_*}. A program has no network, so no descriptor is a socket. */
public final class Sockets {

    private final WasiProcess.Factory processes;
    private final Snapshot snapshot;

    /** The functions of a snapshot over processes of that factory. */
    public Sockets(WasiProcess.Factory processes, Snapshot snapshot) {
        this.processes = processes;
        this.snapshot = snapshot;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.addForDescriptor(this, "noSocket", "sock_shutdown", "ii")
                .addForDescriptor(this, "noNetwork", "sock_recv", "iiiiii")
                .addForDescriptor(this, "noNetwork", "sock_send", "iiiii");
        if (snapshot == Snapshot.PREVIEW_1) {
            table.addForDescriptor(this, "noNetwork", "sock_accept", "iii");
        }
    }

    /** What can only be done to a connection that there is. */
    void noSocket(Instance caller, int fd) {
        processes.of(caller).descriptors().get(fd);
        throw new ErrnoException(Errno.ENOTSOCK);
    }

    void noNetwork(Instance caller, int fd) {
        processes.of(caller).descriptors().get(fd);
        throw new ErrnoException(Errno.ENOTSUP);
    }
}
