package dev.tagalong.wasi.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A path that leads through an open directory itself and not through those above it: Linux's {@code /proc/self/fd/N}. What Java
 * does by path only reaches that directory then, wherever it was moved to, and no other.
 *
 * <p>Java does not tell the number of a descriptor. So the directory is opened through its handle once more, as a file that has
 * a position; that is set to a random number, and the descriptor is the one that has it in {@code /proc/self/fdinfo}. It stays
 * open until this is closed, so the number stays its own.
 */
final class HandlePath implements Closeable {

    private static final System.Logger LOG = System.getLogger(HandlePath.class.getName());

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path DETAILS = Path.of("/proc/self/fdinfo");

    /** Every file system has positions below. */
    private static final int LARGEST_POSITION = Integer.MAX_VALUE;

    private static final int SMALLEST_POSITION = 1 << 30;

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    /** Where to look first: systems give the lowest number that is free. */
    private static volatile String latest = "0";

    private final SeekableByteChannel channel;
    private final Path path;

    private HandlePath(SeekableByteChannel channel, Path path) {
        this.channel = channel;
        this.path = path;
    }

    /**
     * The path of a directory of the default file system; {@code null} where the system has none.
     *
     * @throws IOException if the directory cannot be opened once more
     */
    static HandlePath of(SecureDirectoryStream<Path> handle) throws IOException {
        HandlePath found = Files.isDirectory(DETAILS) ? find(handle) : null;
        if (found == null && !WARNED.getAndSet(true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "no /proc/self/fdinfo tells descriptors of directories, so WASI makes directories and links, and reads links,"
                            + " by path: who replaces a directory by a link at that moment can lead a program elsewhere");
        }
        return found;
    }

    private static HandlePath find(SecureDirectoryStream<Path> handle) throws IOException {
        SeekableByteChannel channel =
                handle.newByteChannel(Path.of("."), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        Path path = null;
        try {
            path = find(handle, channel);
        } finally {
            if (path == null) {
                channel.close();
            }
        }
        return path == null ? null : new HandlePath(channel, path);
    }

    private static Path find(SecureDirectoryStream<Path> handle, SeekableByteChannel channel) throws IOException {
        long position = ThreadLocalRandom.current().nextInt(SMALLEST_POSITION, LARGEST_POSITION);
        try {
            channel.position(position);
        } catch (ClosedChannelException e) {
            throw e; // the thread was interrupted
        } catch (IOException e) {
            return null; // a file system whose directories have no positions
        }
        Object key = handle.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        if (isAt(latest, position, key)) {
            return DESCRIPTORS.resolve(latest);
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : all) {
                String number = descriptor.getFileName().toString();
                if (isAt(number, position, key)) {
                    latest = number;
                    return descriptor;
                }
            }
        }
        return null;
    }

    private static boolean isAt(String number, long position, Object key) throws IOException {
        try {
            return Files.readString(DETAILS.resolve(number)).startsWith("pos:\t" + position + "\n")
                    && key.equals(Files.readAttributes(DESCRIPTORS.resolve(number), BasicFileAttributes.class)
                            .fileKey());
        } catch (NoSuchFileException e) {
            return false; // another, closed since it was listed
        } catch (FileSystemException e) {
            throw e; // too many open files: nothing is known of this one
        } catch (IOException e) {
            return false; // another, closed while it was read
        }
    }

    /** The path of the directory, good until this is closed. */
    Path path() throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
