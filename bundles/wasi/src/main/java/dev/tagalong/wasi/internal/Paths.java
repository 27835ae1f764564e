package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.wasi.internal.PathWalk.LastLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;

/** {@code path_*}: what can be done with names in directories, but opening. */
public final class Paths {

    private static final int FOLLOW = 1;

    private final WasiProcess.Factory processes;
    private final Snapshot snapshot;

    /** The functions of a snapshot over processes of that factory. */
    public Paths(WasiProcess.Factory processes, Snapshot snapshot) {
        this.processes = processes;
        this.snapshot = snapshot;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "path_create_directory", "path_filestat_get", "path_filestat_set_times", "path_link")
                .add(this, "path_readlink", "path_remove_directory", "path_rename", "path_symlink")
                .add(this, "path_unlink_file");
    }

    private DirectoryDescriptor directory(Instance caller, int fd, long right) {
        DirectoryDescriptor directory =
                processes.of(caller).descriptors().get(fd).directory();
        directory.require(right);
        return directory;
    }

    private DirectoryDescriptor writable(Instance caller, int fd, long right) {
        DirectoryDescriptor directory = directory(caller, fd, right);
        directory.requireWritable();
        return directory;
    }

    /** A text of the program's. */
    static String text(Instance caller, int pointer, int length) {
        return GuestMemory.of(caller).readText(pointer, length);
    }

    /** What is done at the end of a path. */
    @FunctionalInterface
    interface Visit<T> {
        T at(PathWalk walk) throws IOException;
    }

    /** Walks to the end of a path, does something there, and closes what was opened on the way. */
    static <T> T visit(DirectoryDescriptor from, String path, LastLink lastLink, Visit<T> visit) {
        try (PathWalk walk = PathWalk.to(from.opened(), path, lastLink)) {
            return IoErrors.call(() -> visit.at(walk));
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.EILSEQ); // a name that the host cannot write
        }
    }

    /** Reads preview 1's {@code lookupflags}. */
    static LastLink lastLink(int flags) {
        if ((flags & ~FOLLOW) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return flags == FOLLOW ? LastLink.FOLLOWED : LastLink.FOLLOWED_BEFORE_SLASH;
    }

    void pathCreateDirectory(Instance caller, int fd, int path, int length) {
        DirectoryDescriptor directory = writable(caller, fd, Rights.PATH_CREATE_DIRECTORY);
        visit(directory, text(caller, path, length), LastLink.KEPT, walk -> {
            if (walk.name().equals(".")) {
                throw new ErrnoException(Errno.EEXIST);
            }
            walk.parent().createDirectory(walk.name());
            return null;
        });
    }

    void pathFilestatGet(Instance caller, int fd, int flags, int path, int length, int result) {
        LastLink lastLink = lastLink(flags);
        DirectoryDescriptor directory = directory(caller, fd, Rights.PATH_FILESTAT_GET);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, snapshot.fileStat().byteSize());
        FileStat stat = visit(directory, text(caller, path, length), lastLink, walk -> {
            existing(walk);
            return walk.parent().stat(walk.name());
        });
        stat.write(memory, result, snapshot.fileStat());
    }

    /** The attributes of what a path names, which has to be a directory if the path ends with a slash. */
    private static BasicFileAttributes existing(PathWalk walk) throws IOException {
        BasicFileAttributes attributes = walk.parent().attributes(walk.name());
        if (walk.directory() && !attributes.isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        return attributes;
    }

    void pathFilestatSetTimes(
            Instance caller, int fd, int flags, int path, int length, long accessed, long modified, int fstflags) {
        LastLink lastLink = lastLink(flags);
        DirectoryDescriptor directory = writable(caller, fd, Rights.PATH_FILESTAT_SET_TIMES);
        FileTimes times = FileTimes.of(accessed, modified, fstflags);
        visit(directory, text(caller, path, length), lastLink, walk -> {
            existing(walk);
            walk.parent().setTimes(walk.name(), times.modified(), times.accessed());
            return null;
        });
    }

    /** A hard link. One to what a symbolic link leads to is refused, as elsewhere. */
    void pathLink(Instance caller, int from, int flags, int path, int length, int to, int newPath, int newLength) {
        DirectoryDescriptor source = writable(caller, from, Rights.PATH_LINK_SOURCE);
        DirectoryDescriptor target = writable(caller, to, Rights.PATH_LINK_TARGET);
        if (flags != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        String name = text(caller, newPath, newLength);
        visit(source, text(caller, path, length), LastLink.FOLLOWED_BEFORE_SLASH, old -> {
            BasicFileAttributes attributes = existing(old);
            return visit(target, name, LastLink.KEPT, fresh -> {
                requireAbsent(fresh);
                if (attributes.isDirectory()) {
                    throw new ErrnoException(Errno.EPERM);
                }
                fresh.parent().link(fresh.name(), old.parent(), old.name());
                return null;
            });
        });
    }

    /** For what makes a file or a link: the name is free, and does not say that it is a directory's. */
    private static void requireAbsent(PathWalk walk) throws IOException {
        try {
            walk.parent().attributes(walk.name());
        } catch (NoSuchFileException e) {
            if (walk.directory()) {
                throw new ErrnoException(Errno.ENOENT);
            }
            return;
        }
        throw new FileAlreadyExistsException(walk.name());
    }

    void pathReadlink(Instance caller, int fd, int path, int length, int buffer, int room, int result) {
        DirectoryDescriptor directory = directory(caller, fd, Rights.PATH_READLINK);
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(buffer, Integer.toUnsignedLong(room));
        memory.require(result, 4);
        byte[] target = visit(
                directory,
                text(caller, path, length),
                LastLink.FOLLOWED_BEFORE_SLASH,
                walk -> walk.parent().readLink(walk.name()).getBytes(StandardCharsets.UTF_8));
        int part = (int) Math.min(target.length, Integer.toUnsignedLong(room));
        memory.memory().write(GuestMemory.address(buffer), target, 0, part);
        memory.writeInt(result, part);
    }

    void pathRemoveDirectory(Instance caller, int fd, int path, int length) {
        DirectoryDescriptor directory = writable(caller, fd, Rights.PATH_REMOVE_DIRECTORY);
        visit(directory, text(caller, path, length), LastLink.KEPT, walk -> {
            if (walk.name().equals(".")) {
                throw new ErrnoException(walk.above() ? Errno.ENOTEMPTY : Errno.EINVAL);
            }
            if (!walk.parent().attributes(walk.name()).isDirectory()) {
                throw new ErrnoException(Errno.ENOTDIR);
            }
            walk.parent().deleteDirectory(walk.name());
            return null;
        });
    }

    void pathUnlinkFile(Instance caller, int fd, int path, int length) {
        DirectoryDescriptor directory = writable(caller, fd, Rights.PATH_UNLINK_FILE);
        visit(directory, text(caller, path, length), LastLink.KEPT, walk -> {
            if (existing(walk).isDirectory()) {
                throw new ErrnoException(Errno.EISDIR);
            }
            walk.parent().deleteFile(walk.name());
            return null;
        });
    }

    void pathRename(Instance caller, int from, int path, int length, int to, int newPath, int newLength) {
        DirectoryDescriptor source = writable(caller, from, Rights.PATH_RENAME_SOURCE);
        DirectoryDescriptor target = writable(caller, to, Rights.PATH_RENAME_TARGET);
        String name = text(caller, newPath, newLength);
        visit(
                source,
                text(caller, path, length),
                LastLink.KEPT,
                old -> visit(target, name, LastLink.KEPT, fresh -> {
                    requireReplaceable(old, fresh);
                    old.parent().rename(old.name(), fresh.parent(), fresh.name());
                    return null;
                }));
    }

    /** POSIX's rules of rename, which not every file system has: files replace files, directories empty directories. */
    private static void requireReplaceable(PathWalk old, PathWalk fresh) throws IOException {
        if (old.name().equals(".") || fresh.name().equals(".")) {
            throw new ErrnoException(Errno.EBUSY);
        }
        BasicFileAttributes moved = existing(old);
        if (fresh.directory() && !moved.isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        BasicFileAttributes replaced;
        try {
            replaced = fresh.parent().attributes(fresh.name());
        } catch (NoSuchFileException e) {
            return;
        }
        if (moved.isDirectory() && !replaced.isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (!moved.isDirectory() && replaced.isDirectory()) {
            throw new ErrnoException(Errno.EISDIR);
        }
    }

    /** A target that begins at the host's root would mean something else to the host than to the program. */
    void pathSymlink(Instance caller, int target, int targetLength, int fd, int path, int length) {
        DirectoryDescriptor directory = writable(caller, fd, Rights.PATH_SYMLINK);
        String meant = text(caller, target, targetLength);
        if (meant.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        if (meant.indexOf('\0') >= 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (meant.startsWith("/")) {
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
        visit(directory, text(caller, path, length), LastLink.KEPT, walk -> {
            requireAbsent(walk);
            walk.parent().createLink(walk.name(), meant);
            return null;
        });
    }
}
