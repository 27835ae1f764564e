package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A guest with one directory, and the calls that programs make on files. */
final class FileGuest {

    /** The number of the directory. */
    static final int ROOT = 3;

    static final int CREATE = 1;
    static final int DIRECTORY = 2;
    static final int EXCLUSIVE = 4;
    static final int TRUNCATE = 8;

    private static final int PATH = 1024;
    private static final int OTHER_PATH = 8192;
    private static final int IOVS = 64;
    private static final int RESULT = 16;
    private static final int STAT = 512;
    private static final int BUFFER = 20_000;

    final Guest guest;

    /** The directory that paths begin at. */
    private int base = ROOT;

    FileGuest(Path directory, boolean readOnly) {
        guest = Guest.using(new Preopen("/sandbox", directory, readOnly));
    }

    /** An entry of a listing. */
    record Entry(long next, long number, FileType type, String name) {}

    Errno tryOpen(int fd, String path, int lookup, int oflags, long rights, long inheriting, int fdflags) {
        guest.put(PATH, path);
        return guest.call("path_open", fd, lookup, PATH, bytes(path), oflags, rights, inheriting, fdflags, RESULT);
    }

    /** Opens for reading and writing, or a directory with all its rights. */
    int open(String path, int oflags) {
        boolean directory = (oflags & DIRECTORY) != 0;
        long rights = directory ? Rights.DIRECTORY : Rights.FILE;
        assertEquals(
                Errno.SUCCESS,
                tryOpen(ROOT, path, 1, oflags, rights, directory ? Rights.DIRECTORY | Rights.FILE : 0, 0),
                path);
        return guest.memory.readInt(RESULT);
    }

    int opened() {
        return guest.memory.readInt(RESULT);
    }

    Errno read(String path) {
        return tryOpen(ROOT, path, 1, 0, Rights.READ, 0, 0);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    String read(int fd, int most) {
        guest.iovecs(IOVS, BUFFER, most);
        assertEquals(Errno.SUCCESS, guest.call("fd_read", fd, IOVS, 1, RESULT));
        return guest.text(BUFFER, guest.memory.readInt(RESULT));
    }

    String readAt(int fd, int most, long offset) {
        guest.iovecs(IOVS, BUFFER, most);
        assertEquals(Errno.SUCCESS, guest.call("fd_pread", fd, IOVS, 1, offset, RESULT));
        return guest.text(BUFFER, guest.memory.readInt(RESULT));
    }

    Errno tryWrite(int fd, String text) {
        guest.put(BUFFER, text);
        guest.iovecs(IOVS, BUFFER, bytes(text));
        return guest.call("fd_write", fd, IOVS, 1, RESULT);
    }

    void write(int fd, String text) {
        assertEquals(Errno.SUCCESS, tryWrite(fd, text));
        assertEquals(bytes(text), guest.memory.readInt(RESULT));
    }

    void writeAt(int fd, String text, long offset) {
        guest.put(BUFFER, text);
        guest.iovecs(IOVS, BUFFER, bytes(text));
        assertEquals(Errno.SUCCESS, guest.call("fd_pwrite", fd, IOVS, 1, offset, RESULT));
    }

    long seek(int fd, long offset, int whence) {
        assertEquals(Errno.SUCCESS, guest.call("fd_seek", fd, offset, whence, RESULT));
        return guest.memory.readLong(RESULT);
    }

    void close(int fd) {
        assertEquals(Errno.SUCCESS, guest.call("fd_close", fd));
    }

    void create(String path, String contents) {
        int fd = open(path, CREATE | TRUNCATE);
        write(fd, contents);
        close(fd);
    }

    String contents(String path) {
        int fd = open(path, 0);
        String text = read(fd, 10_000);
        close(fd);
        return text;
    }

    /** Has the calls with paths begin at another directory than {@link #ROOT}. */
    void begin(int directory) {
        base = directory;
    }

    /** A call whose arguments are a directory and a path. */
    Errno path(String name, String path) {
        guest.put(PATH, path);
        return guest.call(name, base, PATH, bytes(path));
    }

    Errno stat(String path, boolean follow) {
        guest.put(PATH, path);
        return guest.call("path_filestat_get", base, follow ? 1 : 0, PATH, bytes(path), STAT);
    }

    Errno stat(int fd) {
        return guest.call("fd_filestat_get", fd, STAT);
    }

    FileType type() {
        return FileType.values()[guest.memory.readByte(STAT + 16)];
    }

    long number() {
        return guest.memory.readLong(STAT + 8);
    }

    long links() {
        return guest.memory.readLong(STAT + 24);
    }

    long size() {
        return guest.memory.readLong(STAT + 32);
    }

    long accessed() {
        return guest.memory.readLong(STAT + 40);
    }

    long modified() {
        return guest.memory.readLong(STAT + 48);
    }

    Errno symlink(String target, String path) {
        guest.put(OTHER_PATH, target);
        guest.put(PATH, path);
        return guest.call("path_symlink", OTHER_PATH, bytes(target), base, PATH, bytes(path));
    }

    Errno tryReadlink(String path, int room) {
        guest.put(PATH, path);
        return guest.call("path_readlink", base, PATH, bytes(path), BUFFER, room, RESULT);
    }

    String readlink(String path, int room) {
        assertEquals(Errno.SUCCESS, tryReadlink(path, room));
        return target();
    }

    /** What the last {@code path_readlink} has read. */
    String target() {
        return guest.text(BUFFER, guest.memory.readInt(RESULT));
    }

    Errno rename(String from, String to) {
        guest.put(PATH, from);
        guest.put(OTHER_PATH, to);
        return guest.call("path_rename", base, PATH, bytes(from), base, OTHER_PATH, bytes(to));
    }

    Errno link(int flags, String from, String to) {
        guest.put(PATH, from);
        guest.put(OTHER_PATH, to);
        return guest.call("path_link", base, flags, PATH, bytes(from), base, OTHER_PATH, bytes(to));
    }

    Errno times(String path, long modified, int flags) {
        guest.put(PATH, path);
        return guest.call("path_filestat_set_times", base, 0, PATH, bytes(path), 0L, modified, flags);
    }

    /** One call of {@code fd_readdir}; entries that were cut off are left out. */
    List<Entry> list(int fd, long cookie, int room) {
        assertEquals(Errno.SUCCESS, guest.call("fd_readdir", fd, BUFFER, room, cookie, RESULT));
        int used = guest.memory.readInt(RESULT);
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (used - at >= 24) {
            int length = guest.memory.readInt(BUFFER + at + 16);
            if (used - at - 24 < length) {
                break;
            }
            entries.add(new Entry(
                    guest.memory.readLong(BUFFER + at),
                    guest.memory.readLong(BUFFER + at + 8),
                    FileType.values()[guest.memory.readByte(BUFFER + at + 20)],
                    guest.text(BUFFER + at + 24, length)));
            at += 24 + length;
        }
        return entries;
    }

    /** All entries, in calls with little room. */
    List<String> listAll(int fd, int room) {
        List<String> names = new ArrayList<>();
        long cookie = 0;
        while (true) {
            List<Entry> some = list(fd, cookie, room);
            boolean end = guest.memory.readInt(RESULT) < room;
            some.forEach(e -> names.add(e.name()));
            if (end) {
                return names;
            }
            cookie = some.get(some.size() - 1).next();
        }
    }
}
