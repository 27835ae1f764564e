package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.wasi.internal.DirectoryDescriptor.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** {@code fd_*}: what can be done with an open descriptor. */
public final class Descriptors {

    private static final int FDSTAT_SIZE = 24;
    private static final int PRESTAT_SIZE = 8;
    private static final int DIRENT_SIZE = 24;
    private static final int LAST_ADVICE = 5;

    private final WasiProcess.Factory processes;
    private final Snapshot snapshot;

    /** The functions of a snapshot over processes of that factory. */
    public Descriptors(WasiProcess.Factory processes, Snapshot snapshot) {
        this.processes = processes;
        this.snapshot = snapshot;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "fd_read", "fd_write", "fd_pread", "fd_pwrite", "fd_seek", "fd_tell")
                .add(this, "fd_close", "fd_renumber", "fd_sync", "fd_datasync", "fd_advise", "fd_allocate")
                .add(this, "fd_fdstat_get", "fd_fdstat_set_flags", "fd_fdstat_set_rights")
                .add(this, "fd_filestat_get", "fd_filestat_set_size", "fd_filestat_set_times")
                .add(this, "fd_prestat_get", "fd_prestat_dir_name", "fd_readdir");
    }

    private Descriptor descriptor(Instance caller, int fd) {
        return processes.of(caller).descriptors().get(fd);
    }

    void fdRead(Instance caller, int fd, int iovs, int count, int result) {
        Descriptor descriptor = descriptor(caller, fd);
        transfer(caller, iovs, count, result, buffers -> descriptor.read(caller, buffers));
    }

    void fdWrite(Instance caller, int fd, int iovs, int count, int result) {
        Descriptor descriptor = descriptor(caller, fd);
        transfer(caller, iovs, count, result, buffers -> descriptor.write(caller, buffers));
    }

    void fdPread(Instance caller, int fd, int iovs, int count, long offset, int result) {
        FileDescriptor file = positioned(caller, fd);
        transfer(caller, iovs, count, result, buffers -> file.readAt(caller, buffers, offset));
    }

    void fdPwrite(Instance caller, int fd, int iovs, int count, long offset, int result) {
        FileDescriptor file = positioned(caller, fd);
        transfer(caller, iovs, count, result, buffers -> file.writeAt(caller, buffers, offset));
    }

    /** Moves bytes between buffers and a descriptor. */
    @FunctionalInterface
    private interface Transfer {
        int move(IoVectors buffers) throws IOException;
    }

    private static void transfer(Instance caller, int iovs, int count, int result, Transfer transfer) {
        GuestMemory memory = GuestMemory.of(caller);
        IoVectors buffers = IoVectors.read(memory, iovs, count);
        memory.require(result, 4);
        memory.writeInt(result, IoErrors.call(() -> transfer.move(buffers)));
    }

    /** A file, since a stream has no position and a directory no bytes. */
    private FileDescriptor positioned(Instance caller, int fd) {
        Descriptor descriptor = descriptor(caller, fd);
        return descriptor.file(descriptor.type() == FileType.DIRECTORY ? Errno.EBADF : Errno.ESPIPE);
    }

    private FileDescriptor file(Instance caller, int fd) {
        return descriptor(caller, fd).file(Errno.EBADF);
    }

    void fdSeek(Instance caller, int fd, long offset, int whence, int result) {
        FileDescriptor file = positioned(caller, fd);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, 8);
        memory.writeLong(result, IoErrors.call(() -> file.seek(offset, snapshot.whence(whence))));
    }

    void fdTell(Instance caller, int fd, int result) {
        FileDescriptor file = positioned(caller, fd);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, 8);
        memory.writeLong(result, IoErrors.call(file::position));
    }

    void fdClose(Instance caller, int fd) {
        DescriptorTable table = processes.of(caller).descriptors();
        Descriptor closed = table.remove(fd);
        if (!table.holds(closed)) {
            IoErrors.run(closed::close);
        }
    }

    void fdRenumber(Instance caller, int from, int to) {
        DescriptorTable table = processes.of(caller).descriptors();
        Descriptor replaced = table.renumber(from, to);
        if (!table.holds(replaced)) {
            IoErrors.run(replaced::close);
        }
    }

    void fdSync(Instance caller, int fd) {
        Descriptor descriptor = descriptor(caller, fd);
        descriptor.require(Rights.SYNC);
        IoErrors.run(descriptor::flush);
    }

    void fdDatasync(Instance caller, int fd) {
        Descriptor descriptor = descriptor(caller, fd);
        descriptor.require(Rights.DATASYNC);
        IoErrors.run(descriptor::flush);
    }

    /** Advice is heard and not followed. */
    void fdAdvise(Instance caller, int fd, long offset, long length, int advice) {
        file(caller, fd).require(Rights.ADVISE);
        if (offset < 0 || length < 0 || advice < 0 || advice > LAST_ADVICE) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }

    void fdAllocate(Instance caller, int fd, long offset, long length) {
        FileDescriptor file = file(caller, fd);
        IoErrors.run(() -> file.allocate(offset, length));
    }

    void fdFdstatGet(Instance caller, int fd, int result) {
        Descriptor descriptor = descriptor(caller, fd);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, FDSTAT_SIZE);
        memory.writeLong(result, descriptor.type().code() | descriptor.flags() << 16);
        memory.writeLong(result + 8, descriptor.rights());
        memory.writeLong(result + 16, descriptor.inheriting());
    }

    void fdFdstatSetFlags(Instance caller, int fd, int flags) {
        descriptor(caller, fd).setFlags(flags);
    }

    void fdFdstatSetRights(Instance caller, int fd, long base, long inheriting) {
        descriptor(caller, fd).restrictRights(base, inheriting);
    }

    void fdFilestatGet(Instance caller, int fd, int result) {
        Descriptor descriptor = descriptor(caller, fd);
        descriptor.require(Rights.FILESTAT_GET);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, snapshot.fileStat().byteSize());
        IoErrors.call(descriptor::stat).write(memory, result, snapshot.fileStat());
    }

    void fdFilestatSetSize(Instance caller, int fd, long size) {
        FileDescriptor file = file(caller, fd);
        IoErrors.run(() -> file.setSize(size));
    }

    void fdFilestatSetTimes(Instance caller, int fd, long accessed, long modified, int flags) {
        Descriptor descriptor = descriptor(caller, fd);
        FileTimes times = FileTimes.of(accessed, modified, flags);
        if (descriptor.type() == FileType.DIRECTORY) {
            IoErrors.run(() -> descriptor.directory().setTimes(times));
        } else {
            IoErrors.run(() -> descriptor.file(Errno.EBADF).setTimes(times));
        }
    }

    /** {@code EBADF} for whatever is not a directory that the program started with: libraries that look for them stop there. */
    private byte[] guestPath(Instance caller, int fd) {
        Descriptor descriptor = descriptor(caller, fd);
        String path =
                descriptor.type() == FileType.DIRECTORY ? descriptor.directory().guestPath() : null;
        if (path == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        return path.getBytes(StandardCharsets.UTF_8);
    }

    void fdPrestatGet(Instance caller, int fd, int result) {
        byte[] path = guestPath(caller, fd);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, PRESTAT_SIZE);
        memory.writeInt(result, 0);
        memory.writeInt(result + 4, path.length);
    }

    void fdPrestatDirName(Instance caller, int fd, int buffer, int length) {
        byte[] path = guestPath(caller, fd);
        if (Integer.toUnsignedLong(length) < path.length) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(buffer, path.length);
        memory.write(buffer, path);
    }

    void fdReaddir(Instance caller, int fd, int buffer, int length, long cookie, int result) {
        DirectoryDescriptor directory = descriptor(caller, fd).directory();
        GuestMemory memory = GuestMemory.of(caller);
        long room = Integer.toUnsignedLong(length);
        memory.require(buffer, room);
        memory.require(result, 4);
        memory.writeInt(result, IoErrors.call(() -> list(caller, directory, memory, buffer, room, cookie)));
    }

    /** Writes entries until there is no room; the last may be cut off. The number of bytes written. */
    private static int list(
            Instance caller, DirectoryDescriptor directory, GuestMemory memory, int buffer, long room, long cookie)
            throws IOException {
        if (cookie < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        directory.list(cookie);
        List<Entry> answered = new ArrayList<>();
        int used = 0;
        for (long number = cookie; used < room; number++) {
            Entry entry = directory.entry(number);
            if (entry == null) {
                break;
            }
            answered.add(entry);
            FileStat stat = stat(directory.opened(), entry.name());
            if (stat == null) {
                continue;
            }
            byte[] bytes = dirent(entry, stat);
            int part = (int) Math.min(bytes.length, room - used);
            memory.memory().write(GuestMemory.address(buffer + used), bytes, 0, part);
            used += part;
            caller.checkpoint();
        }
        directory.answered(answered);
        return used;
    }

    private static byte[] dirent(Entry entry, FileStat stat) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(DIRENT_SIZE + name.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(entry.number() + 1).putLong(stat.number()).putInt(name.length);
        bytes.putInt(stat.type().code()).put(name);
        return bytes.array();
    }

    /** Type and number of an entry; {@code null} if it has gone since it was listed. */
    private static FileStat stat(Directory directory, String name) {
        try {
            return directory.entry(name);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            // The directory may be listed and not searched.
            return FileStat.unknown(directory.keyless(name));
        }
    }
}
