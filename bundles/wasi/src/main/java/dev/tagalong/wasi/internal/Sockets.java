package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;

/** {@code sock_*}. A program has no network, so no descriptor is a socket. */
public final class Sockets {

    private final WasiProcess.Factory processes;

    /** The functions over processes of that factory. */
    public Sockets(WasiProcess.Factory processes) {
        this.processes = processes;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.addForDescriptor(this, "noSocket", "sock_shutdown", "ii")
                .addForDescriptor(this, "noNetwork", "sock_accept", "iii")
                .addForDescriptor(this, "noNetwork", "sock_recv", "iiiiii")
                .addForDescriptor(this, "noNetwork", "sock_send", "iiiii");
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
