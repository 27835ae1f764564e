package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.io.IOException;

/** {@code fd_*}: the standard streams, by descriptor. */
public final class Descriptors {

    private static final int FDSTAT_SIZE = 24;
    private static final int FILESTAT_SIZE = 64;

    private final WasiProcess.Factory processes;

    /** The functions over processes of that factory. */
    public Descriptors(WasiProcess.Factory processes) {
        this.processes = processes;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "fd_read", "fd_write", "fd_close", "fd_renumber", "fd_sync", "fd_datasync")
                .add(this, "fd_fdstat_get", "fd_fdstat_set_flags", "fd_fdstat_set_rights", "fd_filestat_get")
                .addForDescriptor(this, "noPosition", "fd_seek", "iIii")
                .addForDescriptor(this, "noPosition", "fd_tell", "ii")
                .addForDescriptor(this, "noPosition", "fd_pread", "iiiIi")
                .addForDescriptor(this, "noPosition", "fd_pwrite", "iiiIi")
                .addForDescriptor(this, "noDirectory", "fd_prestat_get", "ii")
                .addForDescriptor(this, "noDirectory", "fd_prestat_dir_name", "iii")
                .addForDescriptor(this, "noFile", "fd_advise", "iIIi")
                .addForDescriptor(this, "noFile", "fd_allocate", "iII")
                .addForDescriptor(this, "noFile", "fd_filestat_set_size", "iI")
                .addForDescriptor(this, "noFile", "fd_filestat_set_times", "iIIi")
                .addForDescriptor(this, "noFile", "fd_readdir", "iiiIi");
    }

    private Descriptor descriptor(Instance caller, int fd) {
        return processes.of(caller).descriptors().get(fd);
    }

    void fdRead(Instance caller, int fd, int iovs, int count, int result) {
        Descriptor descriptor = descriptor(caller, fd);
        GuestMemory memory = GuestMemory.of(caller);
        IoVectors buffers = IoVectors.read(memory, iovs, count);
        memory.require(result, 4);
        try {
            memory.writeInt(result, descriptor.read(caller, buffers));
        } catch (IOException e) {
            throw new ErrnoException(Errno.EIO);
        }
    }

    void fdWrite(Instance caller, int fd, int iovs, int count, int result) {
        Descriptor descriptor = descriptor(caller, fd);
        GuestMemory memory = GuestMemory.of(caller);
        IoVectors buffers = IoVectors.read(memory, iovs, count);
        memory.require(result, 4);
        try {
            memory.writeInt(result, descriptor.write(caller, buffers));
        } catch (IOException e) {
            throw new ErrnoException(Errno.EIO);
        }
    }

    void fdClose(Instance caller, int fd) {
        flush(processes.of(caller).descriptors().remove(fd));
    }

    void fdRenumber(Instance caller, int from, int to) {
        flush(processes.of(caller).descriptors().renumber(from, to));
    }

    void fdSync(Instance caller, int fd) {
        Descriptor descriptor = descriptor(caller, fd);
        descriptor.require(Rights.SYNC);
        flush(descriptor);
    }

    void fdDatasync(Instance caller, int fd) {
        Descriptor descriptor = descriptor(caller, fd);
        descriptor.require(Rights.DATASYNC);
        flush(descriptor);
    }

    private static void flush(Descriptor descriptor) {
        try {
            descriptor.flush();
        } catch (IOException e) {
            throw new ErrnoException(Errno.EIO);
        }
    }

    void fdFdstatGet(Instance caller, int fd, int result) {
        Descriptor descriptor = descriptor(caller, fd);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, FDSTAT_SIZE);
        memory.write(result, new byte[FDSTAT_SIZE]);
        memory.writeInt(result, Descriptor.CHARACTER_DEVICE | descriptor.flags() << 16);
        memory.writeLong(result + 8, descriptor.rights());
    }

    void fdFdstatSetFlags(Instance caller, int fd, int flags) {
        descriptor(caller, fd).setFlags(flags);
    }

    void fdFdstatSetRights(Instance caller, int fd, long base, long inheriting) {
        if (inheriting != 0) {
            descriptor(caller, fd);
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
        descriptor(caller, fd).restrictRights(base);
    }

    /** A device without number, size or times. */
    void fdFilestatGet(Instance caller, int fd, int result) {
        descriptor(caller, fd).require(Rights.FILESTAT_GET);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, FILESTAT_SIZE);
        memory.write(result, new byte[FILESTAT_SIZE]);
        memory.writeInt(result + 16, Descriptor.CHARACTER_DEVICE);
    }

    /** {@code fd_seek} and its like. */
    void noPosition(Instance caller, int fd) {
        descriptor(caller, fd);
        throw new ErrnoException(Errno.ESPIPE);
    }

    /** {@code fd_prestat_*}: no descriptor is a directory; libraries that look for one stop at the first such answer. */
    void noDirectory(Instance caller, int fd) {
        throw new ErrnoException(Errno.EBADF);
    }

    /** What can only be done with files. */
    void noFile(Instance caller, int fd) {
        descriptor(caller, fd);
        throw new ErrnoException(Errno.ENOTSUP);
    }
}
