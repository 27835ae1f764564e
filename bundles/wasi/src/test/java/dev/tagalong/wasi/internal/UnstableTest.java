package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.wasi.WasiUnstable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshot 0: what differs from preview 1, by the offsets and numbers of its C header. */
@Timeout(60)
class UnstableTest {

    private static final int PATH = 1024;
    private static final int STAT = 512;
    private static final int IN = 2048;
    private static final int OUT = 4096;
    private static final int RESULT = 16;
    private static final byte UNTOUCHED = 0x5A;
    private static final int FILE_TYPE_FILE = 4;

    private final Map<String, HostFunction> functions = new WasiUnstable().functions();

    @TempDir
    Path folder;

    private FileGuest files;
    private Guest guest;

    @BeforeEach
    void prepare() {
        files = new FileGuest(folder, false);
        guest = files.guest;
    }

    @AfterEach
    void end() throws Exception {
        guest.end();
    }

    private Errno call(String name, Object... arguments) {
        return guest.call(functions, name, arguments);
    }

    @Test
    void hasTheFunctionsOfPreview1ButAccept() {
        Map<String, FunctionType> expected = new TreeMap<>();
        Guest.WASI.functions().forEach((name, function) -> expected.put(name, function.type()));
        expected.remove("sock_accept");
        Map<String, FunctionType> actual = new TreeMap<>();
        functions.forEach((name, function) -> actual.put(name, function.type()));
        assertEquals(expected, actual);
        assertEquals("wasi_unstable", new WasiUnstable().name());
    }

    @Test
    void attributesAreThoseOfSnapshot0() throws Exception {
        Files.writeString(folder.resolve("file"), "hello");
        Files.createLink(folder.resolve("second"), folder.resolve("file"));
        files.times("file", 1_600_000_000_123_456_000L, 4);
        files.stat("file", true);
        long device = guest.memory.readLong(STAT);
        long number = files.number();
        long accessed = files.accessed();
        for (boolean byPath : new boolean[] {true, false}) {
            guest.memory.fill(STAT, UNTOUCHED, 64);
            guest.put(PATH, "file");
            int fd = files.open("file", 0);
            Errno errno = byPath
                    ? call("path_filestat_get", FileGuest.ROOT, 1, PATH, 4, STAT)
                    : call("fd_filestat_get", fd, STAT);
            assertEquals(Errno.SUCCESS, errno);
            assertEquals(device, guest.memory.readLong(STAT));
            assertEquals(number, guest.memory.readLong(STAT + 8));
            assertEquals(FILE_TYPE_FILE, guest.memory.readByte(STAT + 16));
            assertEquals(2, guest.memory.readInt(STAT + 20));
            assertEquals(5, guest.memory.readLong(STAT + 24));
            assertEquals(accessed, guest.memory.readLong(STAT + 32));
            assertEquals(1_600_000_000_123_456_000L, guest.memory.readLong(STAT + 40));
            assertEquals(guest.memory.readLong(STAT + 40), guest.memory.readLong(STAT + 48));
            assertEquals(UNTOUCHED, guest.memory.readByte(STAT + 56), "nothing is written behind");
        }
        assertEquals(Errno.SUCCESS, call("fd_filestat_get", 1, Guest.PAGE - 56));
        assertEquals(Errno.EFAULT, call("fd_filestat_get", 1, Guest.PAGE - 55));
    }

    @Test
    void positionsAreCountedFromOtherNumbers() {
        int fd = files.open("file", FileGuest.CREATE);
        files.write(fd, "0123456789");
        assertEquals(3, seek(fd, 3, 2), "from the start");
        assertEquals(5, seek(fd, 2, 0), "from where it is");
        assertEquals(8, seek(fd, -2, 1), "from the end");
        assertEquals(8, files.seek(fd, 0, 1), "it is the same descriptor");
        assertEquals(Errno.EINVAL, call("fd_seek", fd, 0L, 3, RESULT));
        assertEquals(Errno.EINVAL, call("fd_seek", fd, 0L, -1, RESULT));
        assertEquals(Errno.EINVAL, call("fd_seek", fd, -1L, 2, RESULT));
    }

    private long seek(int fd, long offset, int whence) {
        assertEquals(Errno.SUCCESS, call("fd_seek", fd, offset, whence, RESULT));
        return guest.memory.readLong(RESULT);
    }

    /** A subscription of a clock begins with an identifier, so that the rest lies 8 bytes on. */
    private void clock(int index, int clock, long timeout, int flags) {
        int at = IN + index * 56;
        guest.memory.writeLong(at, 1000 + index);
        guest.memory.writeByte(at + 8, (byte) 0);
        guest.memory.writeLong(at + 16, 0x7777_7777_7777_7777L);
        guest.memory.writeInt(at + 24, clock);
        guest.memory.writeLong(at + 32, timeout);
        guest.memory.writeLong(at + 40, 0x6666_6666_6666_6666L);
        guest.memory.writeShort(at + 48, (short) flags);
    }

    @Test
    void subscriptionsAreThoseOfSnapshot0() {
        int fd = files.open("file", FileGuest.CREATE);
        files.write(fd, "abc");
        files.seek(fd, 1, 0);
        clock(0, Clocks.REALTIME, 1, 1);
        clock(1, Clocks.MONOTONIC, -1, 0);
        clock(2, 77, 0, 0);
        int at = IN + 3 * 56;
        guest.memory.writeLong(at, 1003);
        guest.memory.writeByte(at + 8, (byte) 1);
        guest.memory.writeInt(at + 16, fd);
        assertEquals(Errno.SUCCESS, call("poll_oneoff", IN, OUT, 4, RESULT));
        assertEquals(3, guest.memory.readInt(RESULT));
        assertEvent(0, 1002, Errno.EINVAL, 0);
        assertEvent(1, 1003, Errno.SUCCESS, 1);
        assertEquals(2, guest.memory.readLong(OUT + 32 + 16), "bytes that can be read");
        assertEvent(2, 1000, Errno.SUCCESS, 0);
        assertEquals(Errno.EFAULT, call("poll_oneoff", Guest.PAGE - 55, OUT, 1, RESULT));
    }

    private void assertEvent(int index, long userdata, Errno errno, int type) {
        int at = OUT + index * 32;
        assertEquals(userdata, guest.memory.readLong(at));
        assertEquals(errno.code(), guest.memory.readShort(at + 8));
        assertEquals(type, guest.memory.readByte(at + 10));
    }

    @Test
    void theSandboxIsTheSame() {
        for (String path : new String[] {"..", "/etc"}) {
            byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
            guest.put(PATH, path);
            assertEquals(
                    Errno.ENOTCAPABLE, call("path_open", FileGuest.ROOT, 1, PATH, bytes.length, 0, 0L, 0L, 0, RESULT));
        }
        assertEquals(Errno.ENOTSOCK, call("sock_shutdown", 0, 3));
        assertEquals(Errno.ENOTSUP, call("sock_recv", 0, IN, 0, 0, RESULT, RESULT));
    }
}
