package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;

/**
 * What POSIX can do with descriptors and WASI cannot, for host functions that offer a program POSIX over the same table. The
 * descriptors are those that a program could have anyway: its own, and devices without a file.
 */
public final class PosixDescriptors {

    private final WasiProcess.Factory processes;

    /** The functions over processes of that factory. */
    public PosixDescriptors(WasiProcess.Factory processes) {
        this.processes = processes;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "posix_dup", "posix_dup2", "posix_pipe", "posix_device");
    }

    private DescriptorTable table(Instance caller) {
        return processes.of(caller).descriptors();
    }

    /** {@code dup}: the lowest free number from {@code least} on, at {@code result}. */
    void posixDup(Instance caller, int fd, int least, int result) {
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, Integer.BYTES);
        DescriptorTable table = table(caller);
        Descriptor descriptor = table.get(fd);
        table.requireRoom();
        memory.writeInt(result, table.add(descriptor, least));
    }

    /** {@code dup2}: what {@code to} was is closed. */
    void posixDup2(Instance caller, int from, int to) {
        Descriptor replaced = table(caller).duplicate(from, to);
        if (replaced != null) {
            IoErrors.run(replaced::close);
        }
    }

    /** {@code pipe}: two numbers at {@code result}, that of the end to read first. */
    void posixPipe(Instance caller, int result) {
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, 2 * Integer.BYTES);
        DescriptorTable table = table(caller);
        table.requireRoom();
        Pipe pipe = new Pipe();
        int reader = table.add(pipe.reader());
        try {
            table.requireRoom();
        } catch (ErrnoException e) {
            table.remove(reader);
            throw e;
        }
        memory.writeInt(result, reader);
        memory.writeInt(result + Integer.BYTES, table.add(pipe.writer()));
    }

    /** Opens a device: 0 for {@code /dev/null}, 1 for {@code /dev/zero}, 2 for {@code /dev/urandom}. */
    void posixDevice(Instance caller, int kind, int result) {
        Device.Kind[] kinds = Device.Kind.values();
        if (kind < 0 || kind >= kinds.length) {
            throw new ErrnoException(Errno.ENXIO);
        }
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, Integer.BYTES);
        DescriptorTable table = table(caller);
        table.requireRoom();
        memory.writeInt(result, table.add(new Device(kinds[kind])));
    }
}
