package dev.tagalong.wasi.internal;

import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * The times that a file is to have: preview 1's {@code fstflags} with two of its {@code timestamp}.
 *
 * @param modified the last change, or {@code null} to leave it
 * @param accessed the last access, or {@code null} to leave it
 */
record FileTimes(FileTime modified, FileTime accessed) {

    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 1 << 1;
    private static final int MODIFIED = 1 << 2;
    private static final int MODIFIED_NOW = 1 << 3;
    private static final int KNOWN = (1 << 4) - 1;

    /** Reads flags; both forms of one time are {@code EINVAL}. */
    static FileTimes of(long accessed, long modified, int flags) {
        if ((flags & ~KNOWN) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return new FileTimes(
                time(modified, flags & MODIFIED, flags & MODIFIED_NOW),
                time(accessed, flags & ACCESSED, flags & ACCESSED_NOW));
    }

    private static FileTime time(long given, int set, int now) {
        if (set != 0 && now != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (now != 0) {
            return FileTime.from(Clocks.realtime(), TimeUnit.NANOSECONDS);
        }
        return set != 0 ? FileTime.from(given, TimeUnit.NANOSECONDS) : null;
    }
}
