package dev.tagalong.deployer.internal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * What the file system says of a file, links followed, without reading it. Two stamps are equal if nobody has changed the file
 * between them. Where the file system has them, that takes in the file's number and the time at which its number or contents changed:
 * so a file that replaces another one of its size and time is another one.
 *
 * @param there whether there is something of this name, be it a link to nothing
 * @param problem why it cannot be read as a file, or {@code null} if it seems it can
 * @param key what tells files apart, or {@code null}
 * @param size its size in bytes
 * @param written when its contents changed, as it says itself
 * @param changed when anything of it changed; {@code written} where the file system does not tell
 * @param settled whether that is so long ago that a later change would have another time
 */
record FileStamp(
        boolean there, String problem, Object key, long size, FileTime written, FileTime changed, boolean settled) {

    /** Nothing of this name. */
    static final FileStamp ABSENT = new FileStamp(false, null, null, 0, null, null, true);

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /** No file system counts time more coarsely. */
    private static final Duration COARSEST = Duration.ofSeconds(2);

    /** That of a file as it is now. */
    static FileStamp of(Path file) {
        try {
            return UNIX ? ofUnix(file) : of(Files.readAttributes(file, BasicFileAttributes.class), null);
        } catch (NoSuchFileException e) {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? bad("it is a link to a file that is not there")
                    : ABSENT;
        } catch (IOException | RuntimeException e) {
            return bad("it cannot be looked at: " + e);
        }
    }

    /** The time at which anything of a file changed is an attribute of this view only. */
    private static FileStamp ofUnix(Path file) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        return of(Files.readAttributes(file, BasicFileAttributes.class), changed);
    }

    private static FileStamp of(BasicFileAttributes is, FileTime said) {
        if (is.isDirectory()) {
            return bad("it is a directory");
        }
        if (!is.isRegularFile()) {
            return bad("it is no regular file");
        }
        FileTime written = is.lastModifiedTime();
        FileTime changed = said == null ? written : said;
        FileTime last = changed.compareTo(written) > 0 ? changed : written;
        boolean settled = last.toInstant().isBefore(Instant.now().minus(COARSEST));
        return new FileStamp(true, null, is.fileKey(), is.size(), written, changed, settled);
    }

    private static FileStamp bad(String problem) {
        return new FileStamp(true, problem, null, 0, null, null, true);
    }

    /**
     * Whether nobody seems to be writing to it: its contents are as old as that, or something was done to it after its contents
     * were written, as by those that move a file into place or give it its time back at the end.
     */
    boolean quiet(Duration age) {
        return written == null
                || !changed.equals(written)
                || written.toInstant().isBefore(Instant.now().minus(age));
    }
}
