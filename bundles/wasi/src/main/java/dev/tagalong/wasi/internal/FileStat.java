package dev.tagalong.wasi.internal;

import dev.tagalong.wasi.internal.Snapshot.FileStatLayout;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WASI's {@code filestat}. Java tells of a file's number only within a text, and of its last change of status nothing, for
 * which the last change of contents stands. Times are in nanoseconds since 1970.
 */
record FileStat(long device, long number, FileType type, long links, long size, long accessed, long modified) {

    /** What the keys of files look like on POSIX systems. */
    private static final Pattern KEY = Pattern.compile("\\(dev=([0-9a-f]+),ino=(\\d+)\\)");

    private static final int HEXADECIMAL = 16;

    /** Something without number, size or times. */
    static FileStat of(FileType type) {
        return new FileStat(0, 0, type, 0, 0, 0, 0);
    }

    /** Something that is there, of which nothing is known but a number. */
    static FileStat unknown(long number) {
        return new FileStat(0, number, FileType.UNKNOWN, 1, 0, 0, 0);
    }

    /**
     * What attributes say.
     *
     * @param keyless the number of a file whose file system tells none
     */
    static FileStat of(BasicFileAttributes attributes, long keyless, long links, long size) {
        Object key = attributes.fileKey();
        Matcher matcher = KEY.matcher(String.valueOf(key));
        boolean known = matcher.matches();
        long other = key == null ? keyless : Integer.toUnsignedLong(key.hashCode()) + 1;
        return new FileStat(
                known ? Long.parseUnsignedLong(matcher.group(1), HEXADECIMAL) : 0,
                known ? Long.parseUnsignedLong(matcher.group(2)) : other,
                FileType.of(attributes),
                links,
                size,
                nanoseconds(attributes.lastAccessTime()),
                nanoseconds(attributes.lastModifiedTime()));
    }

    /** The same with another size and number of links. */
    FileStat with(long newLinks, long newSize) {
        return new FileStat(device, number, type, newLinks, newSize, accessed, modified);
    }

    /** The same with other times. */
    FileStat at(long newModified, long newAccessed) {
        return new FileStat(device, number, type, links, size, newAccessed, newModified);
    }

    static long nanoseconds(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Writes the structure to memory that is there. */
    void write(GuestMemory memory, int pointer, FileStatLayout layout) {
        memory.writeLong(pointer, device);
        memory.writeLong(pointer + 8, number);
        memory.writeLong(pointer + 16, type.code());
        if (layout.linksSize() == Long.BYTES) {
            memory.writeLong(pointer + layout.links(), links);
        } else {
            memory.writeInt(pointer + layout.links(), (int) Math.min(links, 0xFFFF_FFFFL));
        }
        int at = pointer + layout.size();
        memory.writeLong(at, size);
        memory.writeLong(at + 8, accessed);
        memory.writeLong(at + 16, modified);
        memory.writeLong(at + 24, modified);
    }
}
