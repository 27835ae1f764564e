package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.wasi.internal.PathWalk.LastLink;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** {@code path_open}. Devices and pipes of the host are not opened, as opening one may wait for ever. */
public final class PathOpen {

    private static final int CREATE = 1;
    private static final int DIRECTORY = 1 << 1;
    private static final int EXCLUSIVE = 1 << 2;
    private static final int TRUNCATE = 1 << 3;

    private static final int DSYNC = 1 << 1;
    private static final int RSYNC = 1 << 3;
    private static final int SYNC = 1 << 4;

    private static final int KNOWN_OFLAGS = (1 << 4) - 1;
    private static final int KNOWN_FDFLAGS = (1 << 5) - 1;

    private final WasiProcess.Factory processes;

    /** The function over processes of that factory. */
    public PathOpen(WasiProcess.Factory processes) {
        this.processes = processes;
    }

    /** Adds the function. */
    public void register(FunctionTable table) {
        table.add(this, "path_open");
    }

    /** What a program asks for. */
    private record Request(DirectoryDescriptor from, int oflags, long rights, long inheriting, int fdflags) {

        boolean has(int oflag) {
            return (oflags & oflag) != 0;
        }

        boolean writes() {
            return (rights & Rights.ANY_WRITE) != 0;
        }

        Set<OpenOption> options() {
            Set<OpenOption> options = new HashSet<>();
            boolean write = writes() || has(TRUNCATE);
            if (write) {
                options.add(StandardOpenOption.WRITE);
            }
            if (!write || (rights & Rights.ANY_READ) != 0) {
                options.add(StandardOpenOption.READ);
            }
            if (has(TRUNCATE)) {
                options.add(StandardOpenOption.TRUNCATE_EXISTING);
            }
            if (write && (fdflags & (SYNC | RSYNC)) != 0) {
                options.add(StandardOpenOption.SYNC);
            } else if (write && (fdflags & DSYNC) != 0) {
                options.add(StandardOpenOption.DSYNC);
            }
            return options;
        }
    }

    void pathOpen(
            Instance caller,
            int fd,
            int lookup,
            int path,
            int length,
            int oflags,
            long rights,
            long inheriting,
            int fdflags,
            int result) {
        DescriptorTable descriptors = processes.of(caller).descriptors();
        DirectoryDescriptor from = descriptors.get(fd).directory();
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, 4);
        LastLink asked = Paths.lastLink(lookup);
        if ((oflags & ~KNOWN_OFLAGS) != 0 || (fdflags & ~KNOWN_FDFLAGS) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Request request = new Request(from, oflags, rights, inheriting, fdflags);
        requireRights(request);
        descriptors.requireRoom();
        boolean exclusive = request.has(CREATE) && request.has(EXCLUSIVE);
        LastLink lastLink = exclusive ? LastLink.FOLLOWED_BEFORE_SLASH : asked;
        Descriptor opened = Paths.visit(from, Paths.text(caller, path, length), lastLink, walk -> open(request, walk));
        memory.writeInt(result, descriptors.add(opened));
    }

    private static void requireRights(Request request) {
        DirectoryDescriptor from = request.from();
        from.require(Rights.PATH_OPEN);
        if (request.has(CREATE)) {
            from.require(Rights.PATH_CREATE_FILE);
        }
        if (request.has(TRUNCATE)) {
            from.require(Rights.PATH_FILESTAT_SET_SIZE);
        }
        if (((request.rights() | request.inheriting()) & ~from.inheriting()) != 0) {
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
        if (request.writes() || request.has(TRUNCATE)) {
            from.requireWritable();
        }
    }

    private static Descriptor open(Request request, PathWalk walk) throws IOException {
        BasicFileAttributes present;
        try {
            present = walk.parent().attributes(walk.name());
        } catch (NoSuchFileException e) {
            return create(request, walk);
        }
        if (request.has(CREATE) && request.has(EXCLUSIVE)) {
            throw new ErrnoException(Errno.EEXIST);
        }
        if (present.isSymbolicLink()) {
            throw new ErrnoException(Errno.ELOOP);
        }
        if (present.isDirectory()) {
            return directory(request, walk);
        }
        if (request.has(DIRECTORY) || walk.directory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (!present.isRegularFile()) {
            throw new ErrnoException(Errno.EACCES);
        }
        return file(request, walk, request.options());
    }

    private static Descriptor directory(Request request, PathWalk walk) throws IOException {
        if (request.writes() || request.has(TRUNCATE) || request.has(CREATE) && !request.has(DIRECTORY)) {
            throw new ErrnoException(Errno.EISDIR);
        }
        return new DirectoryDescriptor(
                walk.parent().open(walk.name()),
                null,
                request.from().readOnly(),
                request.rights(),
                request.inheriting(),
                request.fdflags());
    }

    private static Descriptor create(Request request, PathWalk walk) throws IOException {
        if (!request.has(CREATE)) {
            throw new ErrnoException(Errno.ENOENT);
        }
        if (request.has(DIRECTORY) || walk.directory()) {
            throw new ErrnoException(walk.directory() ? Errno.EISDIR : Errno.EINVAL);
        }
        request.from().requireWritable();
        Set<OpenOption> options = request.options();
        options.remove(StandardOpenOption.TRUNCATE_EXISTING);
        options.add(StandardOpenOption.WRITE);
        options.add(StandardOpenOption.CREATE_NEW);
        try {
            return file(request, walk, options);
        } catch (FileAlreadyExistsException e) {
            if (request.has(EXCLUSIVE)) {
                throw e;
            }
            return open(request, walk); // another has made it meanwhile
        }
    }

    private static Descriptor file(Request request, PathWalk walk, Set<OpenOption> options) throws IOException {
        SeekableByteChannel channel = walk.parent().open(walk.name(), options);
        Directory parent = null;
        try {
            parent = walk.parent().open(".");
            return new FileDescriptor(channel, parent, walk.name(), request.rights(), request.fdflags());
        } catch (IOException e) {
            channel.close();
            if (parent != null) {
                parent.close();
            }
            throw e;
        }
    }
}
