package dev.tagalong.emscripten;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.emscripten.internal.service.LegalisedWasiComponent;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types that functions had in other versions of emscripten, and in AssemblyScript. */
class FormsTest {

    /** The first of July 2025, 12 o'clock; and a time that needs more than 32 bits. */
    private static final long SUMMER = 1_751_371_200L;

    private static final long LATE = 4_500_000_000L;

    private final FakeWasi wasi = new FakeWasi("/data");
    private final Emscripten emscripten = new Emscripten(() -> wasi);
    private static final byte[] PATTERN =
            "%c|%x %R %r|%a %A %h %B|%C %y %e %j|%G-%V %U %W %u %w|%z%Z %Ey%%%q\0".getBytes(StandardCharsets.US_ASCII);

    private Engine engine;
    private Instance program;
    private Memory memory;
    private int room;

    @BeforeEach
    void start() throws IOException {
        engine = Engine.create();
        try (InputStream resource = FormsTest.class.getResourceAsStream("/wasm/files.wasm")) {
            program = engine.instantiate(
                    engine.load("files.wasm", resource.readAllBytes()),
                    Imports.NONE,
                    InstanceOptions.named("files.wasm")
                            .withEnvironment(ProcessEnvironment.builder()
                                    .variable("TZ", "Europe/Berlin")
                                    .build()));
        }
        memory = program.memory();
        room = (int) program.function("text").call();
        wasi.files.put("notes.txt", "hello, files".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** A type as tables of emscripten write it: the letters v, i, j, d, the result's first. */
    private static FunctionType type(String signature) {
        List<ValueType> all = new ArrayList<>();
        for (char letter : signature.toCharArray()) {
            all.add(
                    switch (letter) {
                        case 'i' -> ValueType.I32;
                        case 'j' -> ValueType.I64;
                        default -> ValueType.F64;
                    });
        }
        List<ValueType> parameters = all.subList(1, all.size());
        return FunctionType.of(parameters, signature.charAt(0) == 'v' ? List.of() : all.subList(0, 1));
    }

    private Object call(HostModule module, String name, String signature, Object... arguments) {
        FunctionType wanted = type(signature);
        HostFunction function = module.function(name, wanted);
        assertSame(wanted, function.type(), name);
        List<Object> all = new ArrayList<>(List.of(program));
        all.addAll(List.of(arguments));
        try {
            return function.handle().invokeWithArguments(function.takesCaller() ? all : Arrays.asList(arguments));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private Object call(String name, String signature, Object... arguments) {
        return call(emscripten, name, signature, arguments);
    }

    /** The forms that programs of npm import, from emscripten 2 to 5. */
    @ParameterizedTest
    @CsvSource({
        "_localtime_js, iji",
        "_localtime_js, vji",
        "_localtime_js, viii",
        "_localtime_js, iiii",
        "_localtime_js, vii",
        "_localtime_js, iii",
        "_gmtime_js, iji",
        "_gmtime_js, vji",
        "_gmtime_js, viii",
        "_gmtime_js, vii",
        "_mktime_js, ji",
        "_mktime_js, ii",
        "_timegm_js, ji",
        "_timegm_js, ii",
        "_tzset_js, viiii",
        "_tzset_js, viii",
        "_mmap_js, iiiiijii",
        "_mmap_js, iiiiiiiii",
        "_mmap_js, iiiiiiii",
        "_mmap_js, iiiiiii",
        "_munmap_js, iiiiiij",
        "_munmap_js, iiiiiiii",
        "_munmap_js, iiiiiii",
        "_msync_js, iiiiiij",
        "_msync_js, iiiiiiii",
        "_msync_js, iiiiiii",
        "__syscall_ftruncate64, iij",
        "__syscall_ftruncate64, iiii",
        "__syscall_truncate64, iij",
        "__syscall_truncate64, iiii",
        "__syscall_fallocate, iiijj",
        "__syscall_fallocate, iiiiiii",
        "__syscall_fadvise64, iijji",
        "__syscall_fadvise64, iiiiiii",
        "emscripten_memcpy_big, viii",
        "emscripten_memcpy_big, iiii",
        "abort, v",
        "abort, vi",
        "abort, vii",
        "abort, viii",
        "abort, viiii",
        "setTempRet0, vi",
        "getTempRet0, i"
    })
    void everyFormIsThere(String name, String signature) {
        assertSame(type(signature), emscripten.function(name, type(signature)).type());
    }

    /** There is no event loop that would go on. */
    @Test
    void aProgramThatLeavesTheRestToEventsEnds() {
        for (String name : List.of("emscripten_exit_with_live_runtime", "emscripten_unwind_to_js_event_loop")) {
            assertEquals(0, assertThrows(WasmExit.class, () -> call(name, "v")).status());
        }
    }

    @Test
    void sleepingTakesItsTimeAndEndsWithTheThread() {
        long start = System.nanoTime();
        call("emscripten_sleep", "vi", 25);
        assertTrue(System.nanoTime() - start >= 25_000_000, "shorter than asked for");
        Thread.currentThread().interrupt();
        Trap trap = assertThrows(Trap.class, () -> call("emscripten_thread_sleep", "vd", 1e9));
        assertTrue(Thread.interrupted());
        assertTrue(trap.getMessage().contains("slept"), trap::getMessage);
    }

    @Test
    void whatFitsNoFormKeepsItsOwn() {
        assertSame(
                type("iji"), emscripten.function("_localtime_js", type("vdd")).type());
        assertSame(type("v"), emscripten.function("abort", type("viiiii")).type());
        assertNull(emscripten.function("nothing", type("v")));
    }

    @ParameterizedTest
    @CsvSource({"iji", "vji", "viii", "vii"})
    void aTimeInEachForm(String signature) {
        memory.writeLong(room + 100L, LATE);
        Object[] arguments = switch (signature) {
            case "viii" -> new Object[] {(int) LATE, (int) (LATE >>> 32), room};
            case "vii" -> new Object[] {room + 100, room};
            default -> new Object[] {LATE, room};
        };
        if (signature.equals("vii")) {
            // Of the forms with an address only the near ones can be told.
            memory.writeLong(room + 100L, SUMMER);
            call("_gmtime_js", signature, arguments);
            assertEquals(125, memory.readInt(room + 20L));
        } else {
            call("_gmtime_js", signature, arguments);
            assertEquals(2112 - 1900, memory.readInt(room + 20L));
        }
    }

    @Test
    void aTimeOf32BitsWithAnythingAfterIt() {
        memory.writeInt(room + 100L, (int) SUMMER);
        memory.writeInt(room + 104L, 0x12345678);
        call("_localtime_js", "vii", room + 100, room);
        assertEquals(125, memory.readInt(room + 20L));
        assertEquals(14, memory.readInt(room + 8L));
        memory.writeLong(room + 100L, -86_400);
        call("_gmtime_js", "vii", room + 100, room);
        assertEquals(69, memory.readInt(room + 20L));
    }

    @Test
    void aResultInHalves() {
        call("_gmtime_js", "iji", LATE, room);
        assertEquals((int) LATE, call("_timegm_js", "ii", room));
        assertEquals(1, call("getTempRet0", "i"));
        call("setTempRet0", "vi", 7);
        assertEquals(7, call("getTempRet0", "i"));
    }

    @Test
    void namesOfATimeZoneThatTheProgramPointsTo() {
        call("_tzset_js", "viii", room, room + 4, room + 8);
        assertEquals(-3600, memory.readInt(room));
        assertEquals(1, memory.readInt(room + 4L));
        int first = memory.readInt(room + 8L);
        assertEquals("CET", memory.readCString(first));
        assertEquals("CEST", memory.readCString(memory.readInt(room + 12L)));
        call("_tzset_js", "viii", room, room + 4, room + 8);
        assertEquals(first, memory.readInt(room + 8L), "memory is taken once");
    }

    @Test
    void mappingsThatAnswerTheirAddress() {
        byte[] path = "/data/notes.txt\0".getBytes(StandardCharsets.US_ASCII);
        memory.write(room + 200L, path, 0, path.length);
        int file = (int) call("__syscall_openat", "iiiii", -100, room + 200, 2, 0);
        int six = (int) call("_mmap_js", "iiiiiii", 100, 3, 1, file, 7, room);
        assertEquals("files", memory.readCString(six));
        assertEquals(0, call("_munmap_js", "iiiiiii", six, 5, 3, 2, file, 7));
        int withAddress = (int) call("_mmap_js", "iiiiiiii", 0, 100, 3, 1, file, 7, room);
        assertEquals("files", memory.readCString(withAddress));
        assertEquals(0, call("_mmap_js", "iiiiiiii", 100, 3, 1, file, 7, room, room + 4));
        assertEquals("files", memory.readCString(memory.readInt(room + 4L)));
        assertEquals(-28, call("_mmap_js", "iiiiiii", 0, 3, 1, file, 7, room), "none is empty");
        assertEquals(0, call("__syscall_ftruncate64", "iiii", file, 5, 0));
        assertArrayEquals("hello".getBytes(StandardCharsets.US_ASCII), wasi.files.get("notes.txt"));
    }

    @Test
    void wasisFunctionsInHalves() {
        HostModule legalised = new LegalisedWasiComponent(wasi);
        assertEquals("wasi_snapshot_preview1", legalised.name());
        assertNull(legalised.function("fd_pread"), "by name they are those of WASI");
        byte[] path = "/data/notes.txt\0".getBytes(StandardCharsets.US_ASCII);
        memory.write(room + 200L, path, 0, path.length);
        int file = (int) call("__syscall_openat", "iiiii", -100, room + 200, 2, 0);
        memory.writeInt(room, room + 100);
        memory.writeInt(room + 4L, 3);
        assertEquals(0, call(legalised, "fd_pread", "iiiiiii", file, room, 1, 7, 0, room + 8));
        assertEquals("fil", memory.readString(room + 100L, 3, StandardCharsets.US_ASCII));
        assertNull(legalised.function("fd_pread", type("ii")));
    }

    @Test
    void whatAssemblyScriptSaysWhenItAborts() {
        int message = text(room, "no \u00e4pfel");
        int file = text(room + 200, "assembly/index.ts");
        Trap trap = assertThrows(Trap.class, () -> call("abort", "viiii", message, file, 12, 3));
        assertEquals("the program called abort(): no \u00e4pfel, at assembly/index.ts:12:3", message(trap));
        trap = assertThrows(Trap.class, () -> call("abort", "viiii", 0, file, 12, 3));
        assertEquals("the program called abort(), at assembly/index.ts:12:3", message(trap));
        trap = assertThrows(Trap.class, () -> call("abort", "vi", message));
        assertEquals("the program called abort(): no \u00e4pfel", message(trap));
        memory.writeInt(room + 396L, -2);
        memory.write(room + 400L, "of C\0".getBytes(StandardCharsets.US_ASCII), 0, 5);
        trap = assertThrows(Trap.class, () -> call("abort", "vi", room + 400));
        assertEquals("the program called abort(): of C", message(trap));
        assertThrows(Trap.class, () -> call("abort", "viiii", -1, -3, -1, -1));
        assertThrows(Trap.class, () -> call("abort", "v"));
    }

    /** Writes a string as AssemblyScript has it. */
    private int text(int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        memory.writeInt(at, bytes.length);
        memory.write(at + 4L, bytes, 0, bytes.length);
        return at + 4;
    }

    private static String message(Trap trap) {
        return trap.getMessage().replaceFirst("^host function failed: ", "");
    }

    /** What emscripten 3.1.6's C library leaves to JavaScript, with 32 bits for a time. */
    @Test
    void olderClocks() {
        int now = (int) (System.currentTimeMillis() / 1000);
        assertEquals(0, call("clock_gettime", "iii", 0, room));
        assertEquals(0, memory.readInt(room) - now, 100);
        assertEquals(0, (int) call("time", "ii", room + 8) - now, 100);
        assertEquals(0, memory.readInt(room + 8) - now, 100);
        assertEquals(0, call("gettimeofday", "iii", room, 0));
        assertTrue(memory.readInt(room + 4) < 1_000_000);
        assertEquals(0, call("__clock_gettime", "iii", 1, room));
        assertTrue(memory.readInt(room + 4) < 1_000_000_000);
        assertEquals(0, call("clock_getres", "iii", 1, room));
        assertEquals(1, memory.readInt(room + 4));
        assertEquals(-1, call("clock_gettime", "iii", 99, room));
        assertEquals(-3.0, call("difftime", "dii", 2, 5));
    }

    @Test
    void olderTimesAsText() {
        int[] time = {5, 4, 13, 9, 10, 126, 1, 312, 0, 3600, 0};
        for (int i = 0; i < time.length; i++) {
            memory.writeInt(room + 4L * i, time[i]);
        }
        memory.write(room + 100, PATTERN, 0, PATTERN.length);
        int length = (int) call("strftime_l", "iiiiii", room + 300, 200, room + 100, room, 0);
        assertEquals(
                "Mon Nov  9 13:04:05 2026|11/09/26 13:04 01:04:05 PM|Mon Monday Nov November|20 26  9 313|2026-46 45 45 1 1|+0100 26%%q",
                memory.readString(room + 300, length, StandardCharsets.US_ASCII));
        assertEquals(
                0, call("strftime", "iiiii", room + 300, length, room + 100, room), "there is no room for the zero");
    }

    @Test
    void olderTimesHaveTheDigitsOfTheLocaleC() {
        memory.write(room + 100, PATTERN, 0, PATTERN.length);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            int length = (int) call("strftime", "iiiii", room + 300, 200, room + 100, room);
            assertTrue(length > 0);
            String text = memory.readString(room + 300, length, StandardCharsets.UTF_8);
            assertTrue(text.chars().allMatch(c -> c < 128), text);
        } finally {
            Locale.setDefault(before);
        }
    }
}
