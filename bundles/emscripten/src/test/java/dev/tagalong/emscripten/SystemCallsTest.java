package dev.tagalong.emscripten;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** System calls as emscripten's C library makes them; files are those of a WASI made for the test. */
class SystemCallsTest {

    private static final int AT_FDCWD = -100;
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_TRUNC = 01000;
    private static final int O_DIRECTORY = 0200000;

    private static final int EBADF = 8;
    private static final int EEXIST = 20;
    private static final int EINVAL = 28;
    private static final int ENOENT = 44;
    private static final int ENOSYS = 52;
    private static final int ENOTDIR = 54;
    private static final int ENOTTY = 59;
    private static final int ERANGE = 68;

    private final FakeWasi wasi = new FakeWasi("/data");
    private HostModule present = wasi;
    private final Emscripten emscripten = new Emscripten(() -> present);
    private Engine engine;
    private Instance program;
    private Memory memory;
    private int room;
    private int paths;

    @BeforeEach
    void start() throws IOException {
        engine = Engine.create();
        try (InputStream resource = SystemCallsTest.class.getResourceAsStream("/wasm/files.wasm")) {
            program = engine.instantiate(
                    engine.load("files.wasm", resource.readAllBytes()),
                    Imports.NONE,
                    InstanceOptions.named("files.wasm")
                            .withEnvironment(new ProcessEnvironment(
                                    List.of(),
                                    Map.of("TZ", "Europe/Berlin"),
                                    InputStream.nullInputStream(),
                                    OutputStream.nullOutputStream(),
                                    OutputStream.nullOutputStream())));
        }
        memory = program.memory();
        room = (int) program.function("text").call();
        wasi.files.put("notes.txt", "hello, files".getBytes(StandardCharsets.US_ASCII));
        wasi.files.put("sub", null);
        wasi.files.put("sub/inner.txt", new byte[5]);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Calls a function and sees that nothing but what it is given is changed. */
    private Object call(String name, Object... arguments) {
        byte[] end = new byte[1 << 14];
        long at = memory.byteSize() - end.length;
        memory.fill(at, (byte) 0x5A, end.length);
        List<Object> all = new ArrayList<>(List.of(program));
        all.addAll(List.of(arguments));
        try {
            var function = emscripten.function(name);
            Object result =
                    function.handle().invokeWithArguments(function.takesCaller() ? all : Arrays.asList(arguments));
            memory.read(at, end, 0, end.length);
            for (byte b : end) {
                assertEquals(0x5A, b, "memory that was lent is as it was");
            }
            return result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private int path(String path) {
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.UTF_8);
        int address = room + 4096 + paths++ % 8 * 512;
        memory.write(address, bytes, 0, bytes.length);
        return address;
    }

    private Object open(String path, int flags) {
        return call("__syscall_openat", AT_FDCWD, path(path), flags, 0);
    }

    @Test
    void openAndStatus() {
        int descriptor = (int) open("/data/notes.txt", O_RDONLY);
        assertEquals("notes.txt", wasi.open.get(descriptor));
        assertEquals(List.of("rights of notes.txt: read 1 write 0"), wasi.notes);
        assertEquals(0, call("__syscall_fstat64", descriptor, room));
        assertEquals(0100600, memory.readInt(room + 4));
        assertEquals(12, memory.readLong(room + 24));
        assertEquals(1, memory.readLong(room + 40));
        assertEquals(500_000_000, memory.readInt(room + 48));
        assertEquals(2, memory.readLong(room + 56));
        assertEquals(1, memory.readInt(room + 64));
        assertEquals(77, memory.readLong(room + 88));
        assertEquals(0, call("__syscall_stat64", path("/data/./sub/../sub/"), room));
        assertEquals(0040700, memory.readInt(room + 4));
        assertEquals(0, call("__syscall_newfstatat", descriptor, path(""), room, 0x1000), "AT_EMPTY_PATH");
        assertEquals(12, memory.readLong(room + 24));
        assertEquals(-EBADF, call("__syscall_fstat64", 99, room));
        assertEquals(0, call("__syscall_faccessat", AT_FDCWD, path("/data/notes.txt"), 4, 0));
        assertEquals(-ENOENT, call("__syscall_faccessat", AT_FDCWD, path("/data/none"), 4, 0));
        assertEquals(-EINVAL, call("__syscall_faccessat", AT_FDCWD, path("/data/notes.txt"), 8, 0));
    }

    @Test
    void createAndTruncate() {
        assertEquals(-ENOENT, open("/data/new", O_RDWR));
        int descriptor = (int) open("/data/new", O_RDWR | O_CREAT | O_EXCL);
        assertEquals("rights of new: read 1 write 1", wasi.notes.get(0));
        assertEquals(-EEXIST, open("/data/new", O_RDWR | O_CREAT | O_EXCL));
        assertEquals(0, call("__syscall_ftruncate64", descriptor, 7L));
        assertEquals(7, wasi.files.get("new").length);
        assertEquals(0, call("__syscall_fallocate", descriptor, 0, 5L, 10L));
        assertEquals(15, wasi.files.get("new").length);
        assertEquals(0, call("__syscall_truncate64", path("/data/new"), 3L));
        assertEquals(3, wasi.files.get("new").length);
        assertEquals(1, wasi.open.values().stream().filter("new"::equals).count(), "truncate closes what it opens");
        open("/data/new", O_RDWR | O_TRUNC);
        assertEquals(0, wasi.files.get("new").length);
    }

    @Test
    void directoriesAboveTheOneThatIsThere() {
        assertEquals(0, call("__syscall_stat64", path("/"), room));
        assertEquals(0040700, memory.readInt(room + 4));
        assertEquals(-ENOENT, call("__syscall_stat64", path("/etc/passwd"), room));
        assertEquals(-EEXIST, call("__syscall_mkdirat", AT_FDCWD, path("/"), 0755));
        assertEquals(-ENOENT, open("/datax", O_RDONLY));
    }

    @Test
    void theWorkingDirectory() {
        assertEquals(2, call("__syscall_getcwd", room, 100));
        assertEquals("/", memory.readCString(room));
        assertEquals(0, call("__syscall_chdir", path("/data/sub")));
        assertEquals(10, call("__syscall_getcwd", room, 10));
        assertEquals("/data/sub", memory.readCString(room));
        assertEquals(-ERANGE, call("__syscall_getcwd", room, 9));
        assertEquals(0, call("__syscall_stat64", path("inner.txt"), room));
        assertEquals(0, call("__syscall_stat64", path("../notes.txt"), room));
        assertEquals(-ENOTDIR, call("__syscall_chdir", path("/data/notes.txt")));
        int directory = (int) open("..", O_DIRECTORY);
        assertEquals(0, call("__syscall_newfstatat", directory, path("sub/inner.txt"), room, 0));
        assertEquals(5, memory.readLong(room + 24));
        assertEquals(0, call("__syscall_fchdir", directory));
        assertEquals(0, call("__syscall_stat64", path("notes.txt"), room));
    }

    @Test
    void entriesOfADirectory() {
        int directory = (int) open("/data", O_DIRECTORY);
        List<String> names = new ArrayList<>();
        for (int size = (int) call("__syscall_getdents64", directory, room, 600);
                size > 0;
                size = (int) call("__syscall_getdents64", directory, room, 600)) {
            assertTrue(size <= 560, "two fit");
            for (int at = room; at < room + size; at += 280) {
                assertEquals(280, memory.readShort(at + 16));
                names.add(memory.readCString(at + 19) + " " + memory.readByte(at + 18));
            }
        }
        assertEquals(List.of(". 4", "notes.txt 8", "sub 4", "sub/inner.txt 8"), names);
        assertEquals(-EINVAL, call("__syscall_getdents64", directory, room, 279));
    }

    @Test
    void names() {
        assertEquals(0, call("__syscall_mkdirat", AT_FDCWD, path("/data/d"), 0700));
        assertTrue(wasi.files.containsKey("d"));
        assertEquals(0, call("__syscall_renameat", AT_FDCWD, path("/data/notes.txt"), AT_FDCWD, path("/data/d/n")));
        assertEquals(12, wasi.files.get("d/n").length);
        assertEquals(0, call("__syscall_unlinkat", AT_FDCWD, path("/data/d/n"), 0));
        assertEquals(-ENOENT, call("__syscall_unlinkat", AT_FDCWD, path("/data/d/n"), 0));
        assertEquals(4, call("__syscall_readlinkat", AT_FDCWD, path("/data/x"), room, 4));
        assertEquals("else", memory.readString(room, 4, StandardCharsets.US_ASCII));
        memory.writeLong(room, 3);
        memory.writeInt(room + 8, 5);
        memory.writeInt(room + 24, 0x3FFFFFFF);
        assertEquals(0, call("__syscall_utimensat", AT_FDCWD, path("/data/sub"), room, 0));
        assertEquals(List.of("times of sub: 3000000005 0 9"), wasi.notes);
        assertEquals(0, call("__syscall_chmod", path("/data/sub"), 0777));
        assertEquals(-ENOENT, call("__syscall_chmod", path("/data/none"), 0777));
    }

    @Test
    void descriptors() {
        int descriptor = (int) open("/data/notes.txt", O_RDWR);
        assertEquals(2 | 02000, call("__syscall_fcntl64", descriptor, 3, 0));
        assertEquals(0, call("__syscall_fcntl64", descriptor, 2, 0));
        memory.writeInt(room, room + 16);
        assertEquals(0, call("__syscall_fcntl64", descriptor, 12, room), "no lock is held");
        assertEquals(2, memory.readShort(room + 16));
        assertEquals(-EINVAL, call("__syscall_fcntl64", descriptor, 77, 0));
        assertEquals(-ENOTTY, call("__syscall_ioctl", descriptor, 0x5413, 0));
        memory.writeInt(room, descriptor);
        memory.writeShort(room + 4, (short) 5);
        memory.writeInt(room + 8, 99);
        memory.writeInt(room + 16, -1);
        assertEquals(2, call("__syscall_poll", room, 3, 0));
        assertEquals(5, memory.readShort(room + 6));
        assertEquals(32, memory.readShort(room + 14));
    }

    @Test
    void aMappedFile() {
        int descriptor = (int) open("/data/notes.txt", O_RDWR);
        assertEquals(0, call("_mmap_js", 100, 3, 1, descriptor, 7L, room, room + 4));
        assertEquals(1, memory.readInt(room));
        int address = memory.readInt(room + 4);
        assertEquals(0, address % 65536);
        assertEquals("files", memory.readCString(address));
        memory.write(address, "FILES".getBytes(StandardCharsets.US_ASCII), 0, 5);
        assertEquals(0, call("_munmap_js", address, 5, 3, 1, descriptor, 7L));
        assertArrayEquals("hello, FILES".getBytes(StandardCharsets.US_ASCII), wasi.files.get("notes.txt"));
        assertEquals(-48, call("_mmap_js", 1 << 20, 1, 2, descriptor, 0L, room, room + 4), "no memory");
    }

    @Test
    void anotherNumberForADescriptor() {
        int directory = (int) open("/data/sub", O_RDONLY | O_DIRECTORY);
        int twin = (int) call("__syscall_dup", directory);
        assertEquals("sub", wasi.open.get(twin));
        assertEquals(0, call("__syscall_newfstatat", twin, path("inner.txt"), room, 0), "its path is known");
        memory.writeInt(room, 100);
        assertEquals(100, call("__syscall_fcntl64", directory, 0, room), "F_DUPFD");
        assertEquals(55, call("__syscall_dup3", directory, 55, 0));
        assertEquals("sub", wasi.open.get(55));
        assertEquals(-EINVAL, call("__syscall_dup3", directory, directory, 0));
        assertEquals(directory, call("__syscall_dup2", directory, directory));
        assertEquals(-EBADF, call("__syscall_dup", 99));
        assertEquals(-ENOSYS, call("__syscall_pipe", room), "this WASI has none");
        assertEquals(-EINVAL, call("__syscall_pipe2", room, 1));
    }

    @Test
    void callsByPathAlone() {
        int descriptor = (int) call("__syscall_open", path("/data/notes.txt"), O_RDONLY, 0);
        assertEquals("notes.txt", wasi.open.get(descriptor));
        assertEquals(0, call("__syscall_access", path("/data/notes.txt"), 4));
        assertEquals(-ENOENT, call("__syscall_access", path("/data/none"), 4));
        assertEquals(0, call("__syscall_mkdir", path("/data/new"), 0700));
        assertTrue(wasi.files.containsKey("new"));
        assertEquals(0, call("__syscall_rename", path("/data/notes.txt"), path("/data/moved.txt")));
        assertEquals(0, call("__syscall_chown32", path("/data/moved.txt"), 1, 1));
        assertEquals(0, call("__syscall_fchmodat", AT_FDCWD, path("/data/moved.txt"), 0600, 0));
        assertEquals(9, call("__syscall_readlink", path("/data/link"), room, 100));
        assertEquals(0, call("__syscall_unlink", path("/data/moved.txt")));
        assertEquals(-ENOENT, call("__syscall_unlink", path("/data/moved.txt")));
    }

    @Test
    void devicesThatAreThereWithoutADirectory() {
        assertTrue((int) open("/dev/null", O_RDWR) > 0);
        assertTrue((int) open("/dev/urandom", O_RDONLY) > 0);
        assertTrue((int) open("/dev/../dev/zero", O_RDWR | O_CREAT | O_TRUNC) > 0);
        assertEquals(List.of("device 0", "device 2", "device 1"), wasi.notes);
        assertEquals(-ENOENT, open("/dev/sda", O_RDONLY));
        assertEquals(-ENOTDIR, open("/dev/null", O_RDONLY | O_DIRECTORY));
        assertEquals(-EEXIST, open("/dev/null", O_RDWR | O_CREAT | O_EXCL));
        assertEquals(0, call("__syscall_stat64", path("/dev/null"), room));
        assertEquals(0020600, memory.readInt(room + 4L));
        assertEquals(0, call("__syscall_stat64", path("/dev"), room));
        assertEquals(0040700, memory.readInt(room + 4L));
        assertEquals(-63, call("__syscall_unlinkat", AT_FDCWD, path("/dev/null"), 0));
        assertEquals(-EINVAL, call("__syscall_truncate64", path("/dev/null"), 0L));
    }

    @Test
    void withoutWasi() {
        present = null;
        assertEquals(-ENOSYS, open("/data/notes.txt", O_RDONLY));
        assertEquals(-ENOSYS, call("__syscall_fstat64", 1, room));
        present = wasi;
        assertTrue((int) open("/data/notes.txt", O_RDONLY) > 0);
    }

    @Test
    void whatThereIsNotHere() {
        assertEquals(-5, call("__syscall_socket", 2, 1, 0, 0, 0, 0));
        assertEquals(-57, call("__syscall_connect", 3, 0, 0, 0, 0, 0));
        assertEquals(-4, call("getaddrinfo", 0, 0, 0, 0));
        assertEquals(-ENOSYS, call("_emscripten_system", 0));
        assertEquals(0, call("_setitimer_js", 0, 100.0));
        assertEquals(0022, call("__syscall_umask", 0077));
        assertEquals(0077, call("__syscall_umask", 0));
        int handler = (int) program.function("handler_pointer").call();
        call("__call_sighandler", handler, 15);
        assertEquals(15, program.function("last_signal").call());
    }

    @Test
    void theCalendar() {
        long summer = 1_751_371_200;
        assertEquals(0, call("_gmtime_js", summer, room));
        assertEquals(List.of(0, 0, 12, 1, 6, 125, 2, 181, 0, 0), fields());
        assertEquals(summer, call("_timegm_js", room));
        assertEquals(0, call("_localtime_js", summer, room));
        assertEquals(List.of(0, 0, 14, 1, 6, 125, 2, 181, 1, 7200), fields());
        assertEquals(summer, call("_mktime_js", room));
        // The 32nd of January, 25 o'clock.
        List<Integer> odd = List.of(0, 0, 25, 32, 0, 125, 0, 0, -1, 0);
        for (int i = 0; i < odd.size(); i++) {
            memory.writeInt(room + 4L * i, odd.get(i));
        }
        assertEquals(1_738_454_400L, call("_mktime_js", room));
        assertEquals(List.of(0, 0, 1, 2, 1, 125, 0, 32, 0, 3600), fields());
        assertEquals(61, call("_gmtime_js", Long.MAX_VALUE, room));
        call("_tzset_js", room, room + 4, room + 8, room + 40);
        assertEquals(-3600, memory.readInt(room));
        assertEquals(1, memory.readInt(room + 4));
        assertEquals("CET", memory.readCString(room + 8));
        assertEquals("CEST", memory.readCString(room + 40));
    }

    private List<Integer> fields() {
        List<Integer> fields = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            fields.add(memory.readInt(room + 4L * i));
        }
        return fields;
    }
}
