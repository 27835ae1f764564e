package dev.tagalong.wasi.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * An open directory, and what can be done with the names in it. A name is one component; no method follows a symbolic link.
 *
 * <p>Where the file system has handles of directories ({@link SecureDirectoryStream}: on Linux and macOS), names are resolved
 * against the handle, so that nobody who moves directories or puts links in their place at the same moment can lead an
 * operation somewhere else. Java makes directories and links, reads links and sets their times by path only. On Linux that path
 * begins at the handle, too ({@link HandlePath}). Elsewhere it is the one that the directory had, and before and after the
 * operation the directory has to be found there; who replaces it by a link in between, and puts it back, is not noticed. Other
 * file systems (zip files) have paths only.
 */
final class Directory implements Closeable {

    private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};
    private static final long UNKNOWN_LINKS = -1;

    private final Path path;
    private final DirectoryStream<Path> stream;
    private final SecureDirectoryStream<Path> handle;

    /** Made when it is first needed; {@code null} before, and where there is none. */
    private HandlePath handlePath;

    /** Whether the host has given it to the program, so that what is above is none of the program's. */
    private final boolean top;

    private Directory(Path path, DirectoryStream<Path> stream, boolean top) {
        this.path = path;
        this.top = top;
        this.stream = stream;
        this.handle = stream instanceof SecureDirectoryStream<Path> secure ? secure : null;
    }

    /** Opens a directory by its path, in which links are followed: what the host says is meant. */
    static Directory open(Path path) throws IOException {
        Path real = path.toRealPath();
        return new Directory(real, Files.newDirectoryStream(real), true);
    }

    /** Opens a directory in this one, or this one again by the name {@code .}. */
    Directory open(String name) throws IOException {
        Path target = at(name);
        boolean same = name.equals(".");
        if (handle != null) {
            return new Directory(target, handle.newDirectoryStream(single(name), NO_FOLLOW), same && top);
        }
        if (!Files.readAttributes(target, BasicFileAttributes.class, NO_FOLLOW).isDirectory()) {
            throw new NotDirectoryException(name);
        }
        return new Directory(target, Files.newDirectoryStream(target), same && top);
    }

    /** The entries' names without {@code .} and {@code ..}; once for each object, so {@code open(".")} for another time. */
    Iterable<Path> entries() {
        return stream;
    }

    private Path at(String name) {
        return name.equals(".") ? path : path.resolve(single(name));
    }

    BasicFileAttributes attributes(String name) throws IOException {
        return view(name).readAttributes();
    }

    /** Sets times; {@code null} leaves one as it is. */
    void setTimes(String name, FileTime modified, FileTime accessed) throws IOException {
        BasicFileAttributes present = attributes(name);
        if (present.isOther()) {
            throw new AccessDeniedException(name); // Java opens what it sets times of, and a pipe waits for a writer
        }
        if (!present.isSymbolicLink()) {
            settable(name).setTimes(modified, accessed, null);
            return;
        }
        FileStat before = stat(name);
        settable(name).setTimes(modified, accessed, null);
        LinkTimes.set(
                stat(attributes(name), name, 1, 0),
                modified == null ? before.modified() : FileStat.nanoseconds(modified),
                accessed == null ? before.accessed() : FileStat.nanoseconds(accessed));
    }

    /** By path, since JDK 17 cuts what is set by handle to microseconds, and no JDK sets times of links so. */
    private BasicFileAttributeView settable(String name) throws IOException {
        Path direct = direct();
        return direct == null
                ? view(name)
                : Files.getFileAttributeView(direct.resolve(single(name)), BasicFileAttributeView.class, NO_FOLLOW);
    }

    private BasicFileAttributeView view(String name) {
        if (name.equals(".")) {
            return handle != null
                    ? handle.getFileAttributeView(BasicFileAttributeView.class)
                    : Files.getFileAttributeView(path, BasicFileAttributeView.class, NO_FOLLOW);
        }
        return handle != null
                ? view(single(name))
                : Files.getFileAttributeView(path.resolve(single(name)), BasicFileAttributeView.class, NO_FOLLOW);
    }

    private BasicFileAttributeView view(Path name) {
        return handle.getFileAttributeView(name, BasicFileAttributeView.class, NO_FOLLOW);
    }

    FileStat stat(String name) throws IOException {
        BasicFileAttributes attributes = attributes(name);
        FileStat stat = stat(attributes, name, links(name, attributes.fileKey()), attributes.size());
        return attributes.isSymbolicLink() ? LinkTimes.complete(stat) : stat;
    }

    /** What a listing tells of a name of this directory, or of {@code ..}: type and number, whatever the links. */
    FileStat entry(String name) throws IOException {
        if (!name.equals("..")) {
            return stat(attributes(name), name, 1, 0);
        }
        // As for a root: above what the program was given there is nothing that it could ask for.
        return top || handle == null ? entry(".") : stat(view(single("..")).readAttributes(), ".", 1, 0);
    }

    /** The path that begins at the handle, or {@code null} where there is none. */
    private Path direct() throws IOException {
        if (handlePath == null && handle != null && path.getFileSystem() == FileSystems.getDefault()) {
            handlePath = HandlePath.of(handle);
        }
        return handlePath == null ? null : handlePath.path();
    }

    /** What Java does by path only. */
    @FunctionalInterface
    private interface ByPath<T> {
        T run(Path directory) throws IOException;
    }

    private <T> T byPath(ByPath<T> operation) throws IOException {
        Path direct = direct();
        if (direct != null) {
            return operation.run(direct);
        }
        requireInPlace();
        T result = operation.run(path);
        requireInPlace();
        return result;
    }

    /** Checks that the path that the directory had is still its own. */
    private void requireInPlace() throws IOException {
        if (handle == null) {
            return;
        }
        Object own = attributes(".").fileKey();
        Object there =
                Files.readAttributes(path, BasicFileAttributes.class, NO_FOLLOW).fileKey();
        if (!Objects.equals(own, there)) {
            throw new NoSuchFileException(path.toString(), null, "the directory has been moved");
        }
    }

    private FileStat stat(BasicFileAttributes attributes, String name, long links, long size) {
        return FileStat.of(attributes, attributes.fileKey() == null ? keyless(name) : 0, links, size);
    }

    /**
     * The number of a file in a file system that has none (a zip file's), by its path. C libraries take 0 for a number that they
     * have to ask for again, and equal numbers for the same file.
     */
    long keyless(String name) {
        String absolute = at(name).toAbsolutePath().normalize().toString();
        return UUID.nameUUIDFromBytes(absolute.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
    }

    /** The number of names that the file with that key has, where the file system tells. */
    private long links(String name, Object key) throws IOException {
        try {
            long links = links(path, name, key);
            if (links == UNKNOWN_LINKS && direct() != null) {
                links = links(direct(), name, key);
            }
            return Math.max(1, links);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return 1;
        }
    }

    /** The same by path; {@link #UNKNOWN_LINKS} if another file is there. */
    private long links(Path directory, String name, Object key) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(
                    directory.resolve(FileNames.path(directory.getFileSystem(), name)),
                    "unix:nlink,fileKey",
                    NO_FOLLOW);
            return found.get("nlink") instanceof Integer links && Objects.equals(key, found.get("fileKey"))
                    ? links
                    : UNKNOWN_LINKS;
        } catch (NoSuchFileException e) {
            return UNKNOWN_LINKS;
        }
    }

    SeekableByteChannel open(String name, Set<? extends OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        if (handle != null) {
            return handle.newByteChannel(single(name), all);
        }
        try {
            // In archives only such a channel reads and writes the same file.
            return FileChannel.open(path.resolve(single(name)), options);
        } catch (UnsupportedOperationException e) {
            return Files.newByteChannel(path.resolve(single(name)), options);
        }
    }

    private void delete(String name) throws IOException {
        if (attributes(name).isDirectory()) {
            deleteDirectory(name);
        } else {
            deleteFile(name);
        }
    }

    void deleteFile(String name) throws IOException {
        if (handle != null) {
            handle.deleteFile(single(name));
        } else {
            Files.delete(path.resolve(single(name)));
        }
    }

    void deleteDirectory(String name) throws IOException {
        if (handle != null) {
            handle.deleteDirectory(single(name));
        } else {
            Files.delete(path.resolve(single(name)));
        }
    }

    void rename(String name, Directory to, String newName) throws IOException {
        if (handle != null && to.handle != null) {
            try {
                handle.move(single(name), to.handle, to.single(newName));
            } catch (FileAlreadyExistsException e) {
                // Not every file system replaces by itself, as POSIX's rename does.
                to.delete(newName);
                handle.move(single(name), to.handle, to.single(newName));
            }
        } else {
            Files.move(
                    path.resolve(single(name)), to.path.resolve(single(newName)), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void createDirectory(String name) throws IOException {
        byPath(here -> Files.createDirectory(here.resolve(single(name))));
    }

    void createLink(String name, String target) throws IOException {
        byPath(here -> Files.createSymbolicLink(here.resolve(single(name)), single(target)));
    }

    String readLink(String name) throws IOException {
        Path target = byPath(here -> Files.readSymbolicLink(here.resolve(single(name))));
        String text = FileNames.text(target);
        if (text == null) {
            throw new ErrnoException(Errno.EILSEQ);
        }
        return text;
    }

    /** Gives a file of another directory a name in this one. */
    void link(String name, Directory from, String existing) throws IOException {
        Object meant = from.attributes(existing).fileKey();
        byPath(here ->
                from.byPath(there -> Files.createLink(here.resolve(single(name)), there.resolve(single(existing)))));
        Object linked = attributes(name).fileKey();
        if (meant != null && !meant.equals(linked)) {
            // Somebody put another file in its place meanwhile, which without a path from the handle may be none of the
            // program's.
            deleteFile(name);
            throw new IOException("the file was replaced while it was linked");
        }
    }

    private Path single(String name) {
        return FileNames.path(path.getFileSystem(), name);
    }

    @Override
    public void close() throws IOException {
        try {
            if (handlePath != null) {
                handlePath.close();
            }
        } finally {
            stream.close();
        }
    }
}
