package dev.tagalong.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.LinkEvent;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class WasmCommandsTest {

    private static final FunctionType INCREMENT = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));

    private final FakeLinker linker = new FakeLinker();
    private final GogoSession gogo = new GogoSession(linker);

    @AfterEach
    void close() {
        gogo.close();
        assertEquals(0, linker.references, "references that were not given back");
        assertTrue(gogo.whiteboard.listeners.isEmpty(), "listeners that were left behind");
    }

    @Test
    void listsLibrariesAndWhyOneIsBroken() throws Exception {
        linker.infos = List.of(
                info(1, "app.wasm", LibraryInfo.State.OPEN, 2, null),
                info(0, "bad.wasm", LibraryInfo.State.BROKEN, 0, "unexpected end in section 1 at 0x10"));
        gogo.execute("wasm:list");
        assertEquals("""
                ID  NAME      VERSION  STATE   REFS  BUNDLE
                1   app.wasm  1.2.0    open    2     com.example [12]
                -   bad.wasm  1.2.0    broken  0     com.example [12]
                bad.wasm: unexpected end in section 1 at 0x10
                """, gogo.printed());
    }

    private static LibraryInfo info(int id, String name, LibraryInfo.State state, int references, String error) {
        return new LibraryInfo(id, name, new Version(1, 2, 0), 12, "com.example", state, references, error);
    }

    @Test
    void listsSymbolsWithTheirTaggedIndices() throws Exception {
        linker.symbols = List.of(
                new Symbol("test_func", new ExternalType.Func(INCREMENT), 0x00010003),
                new Symbol("closed", new ExternalType.Func(FunctionType.of(List.of(), List.of())), 0));
        gogo.execute("wasm:symbols app.wasm");
        assertEquals("""
                SYMBOL     INDEX       TYPE
                test_func  0x00010003  func (i32) -> (i32)
                closed     -           func () -> ()
                """, gogo.printed());
    }

    @Test
    void listsWhatAModuleNeeds() throws Exception {
        LibraryInfo base = new LibraryInfo(
                0, "base.wasm", new Version(1, 5, 0), 12, "com.example", LibraryInfo.State.OFFERED, 0, null);
        linker.needs = List.of(
                new LibraryNeed("app.wasm", "base.wasm", base, null),
                new LibraryNeed("base.wasm", "none.wasm", null, "no bundle offers it"));
        gogo.execute("wasm:needs app.wasm");
        assertEquals("""
                NAME       NEEDED BY  VERSION  BUNDLE
                base.wasm  app.wasm   1.5.0    com.example [12]
                none.wasm  base.wasm  -        missing
                none.wasm: no bundle offers it
                """, gogo.printed());
        assertFails("no such module: nope.wasm", "wasm:needs nope.wasm");
    }

    @Test
    void callsAFunctionWithArgumentsOfItsType() throws Exception {
        define("test_func", INCREMENT, arguments -> (int) arguments[0] + 41);
        gogo.execute("wasm:call app.wasm test_func 1");
        assertEquals("42\n", gogo.printed());
        gogo.execute("wasm:call app.wasm test_func -42");
        assertEquals("-1\n", gogo.printed());
        gogo.execute("wasm:call app.wasm test_func 0xffffffff");
        assertEquals("40\n", gogo.printed());
    }

    @Test
    void callsAFunctionOfEveryTypeOfNumber() throws Exception {
        List<ValueType> all = List.of(ValueType.I64, ValueType.F32, ValueType.F64, ValueType.EXTERNREF);
        define("echo", FunctionType.of(all, all), arguments -> arguments);
        gogo.execute("wasm:call app.wasm echo -9223372036854775808 1.5 -inf null");
        assertEquals("-9223372036854775808 1.5 -Infinity null\n", gogo.printed());
    }

    @Test
    void printsNothingForAFunctionWithoutResults() throws Exception {
        define("nothing", FunctionType.of(List.of(), List.of()), arguments -> null);
        gogo.execute("wasm:call app.wasm nothing");
        assertEquals("", gogo.printed());
    }

    @Test
    void refusesArgumentsThatDoNotFit() {
        define("test_func", INCREMENT, arguments -> 0);
        assertFails("wrong number of arguments: (i32) -> (i32) takes 1, not 2", "wasm:call app.wasm test_func 1 2");
        assertFails("argument 1 is not an i32: one", "wasm:call app.wasm test_func one");
        assertFails("argument 1 is not an i32: 4294967296", "wasm:call app.wasm test_func 4294967296");
    }

    @Test
    void saysWhatTheLinkerSays() {
        assertFails("no such module: nope.wasm", "wasm:call nope.wasm f");
        assertFails("no such module: nope.wasm", "wasm:symbols nope.wasm");
        assertFails("no such module: nope.wasm", "wasm:run nope.wasm");
        assertFails("no such module: nope.wasm", "wasm:open nope.wasm");
        assertFails("undefined symbol: f", "wasm:call app.wasm f");
    }

    @Test
    void namesTheModuleThatWasMeant() {
        linker.infos = List.of(
                info(0, "app.wasm", LibraryInfo.State.OFFERED, 0, null),
                info(0, "main.wasm", LibraryInfo.State.OFFERED, 0, null));
        for (String command : List.of("symbols", "needs", "open", "limits", "run")) {
            assertFails("no such module: ap.wasm; did you mean app.wasm?", "wasm:" + command + " ap.wasm");
        }
        assertFails("no such module: App; did you mean app.wasm?", "wasm:call App f");
        assertFails("no such module: mian.wasm; did you mean main.wasm?", "wasm:disassemble mian.wasm f");
        assertFails("no such module: man.wasm; did you mean main.wasm?", "wasm:info man.wasm");
        assertFails("no such module: other.wasm", "wasm:open other.wasm");
        assertFails("undefined symbol: f", "wasm:call app.wasm f");
    }

    @Test
    void showsATrapWithItsBacktrace() {
        define("f", FunctionType.of(List.of(), List.of()), arguments -> {
            Trap trap = new Trap(TrapKind.UNREACHABLE);
            trap.addFrame(new Trap.Frame("app.wasm", 3, "f", 0x5c));
            throw trap;
        });
        assertFails(
                "unreachable" + System.lineSeparator() + "    at app.wasm!f (func 3, offset 0x5c)",
                "wasm:call app.wasm f");
    }

    private void assertFails(String text, String line) {
        Exception e = assertThrows(Exception.class, () -> gogo.execute(line));
        assertEquals(text, e.toString());
    }

    @Test
    void keepsALibraryOpenUntilItIsClosed() throws Exception {
        gogo.execute("wasm:open app.wasm; wasm:open app.wasm");
        assertEquals("7\n7\n", gogo.printed());
        assertEquals(2, linker.references);
        gogo.execute("wasm:close app.wasm");
        assertEquals(1, linker.references);
        gogo.execute("wasm:close 7");
        assertEquals(0, linker.references);
        assertFails("the shell has not opened app.wasm", "wasm:close app.wasm");
    }

    @Test
    void givesBackWhatIsOpenWhenItStops() throws Exception {
        gogo.execute("wasm:open app.wasm");
        gogo.commands.stop();
        assertEquals(0, linker.references);
    }

    @Test
    void runsAProgramOnTheSessionsStreams() throws Exception {
        AtomicReference<ProcessEnvironment> seen = new AtomicReference<>();
        linker.program = environment -> {
            seen.set(environment);
            copy(environment);
            return 3;
        };
        gogo.reading("hello").execute("wasm:run -e LANG=C main.wasm -t 'two words'");
        assertEquals("hello", gogo.printed());
        assertEquals("main.wasm: exit status 3\n", gogo.complained());
        assertEquals(List.of("main.wasm", "-t", "two words"), seen.get().arguments());
        assertEquals(Map.of("LANG", "C"), seen.get().variables());
    }

    @Test
    void aProgramMayUseTheDirectoriesThatItIsGiven(@TempDir Path folder) throws Exception {
        AtomicReference<ProcessEnvironment> seen = new AtomicReference<>();
        linker.program = environment -> {
            seen.set(environment);
            return 0;
        };
        gogo.execute("wasm:run -q -d " + folder + ":/data:ro --dir " + folder + ":/more -d " + folder + " main.wasm");
        assertEquals(
                List.of(
                        new Preopen("/data", folder, true),
                        new Preopen("/more", folder, false),
                        new Preopen(folder.toString(), folder, false)),
                seen.get().preopens());
        assertFails(
                "-d needs a directory, and '/no/such' is none; " + RunOptions.USAGE,
                "wasm:run -d /no/such:/data main.wasm");
        assertFails(
                "two directories have the path /a for the program",
                "wasm:run -d " + folder + ":/a -d " + folder + ":/a main.wasm");
    }

    @Test
    void aProgramIsToldWhichStreamsAreTerminals() throws Exception {
        AtomicReference<ProcessEnvironment> seen = new AtomicReference<>();
        linker.program = environment -> {
            seen.set(environment);
            return 0;
        };
        gogo.execute("wasm:run -q main.wasm");
        assertEquals(Set.of(), terminals(seen.get()), "a session of somebody's");
        gogo.executeAt(() -> {}, "wasm:run -q main.wasm");
        assertEquals(EnumSet.allOf(StandardStream.class), terminals(seen.get()), "one with a terminal");
        gogo.executeAt(() -> {}, "wasm:run -q main.wasm | wasm:list");
        assertEquals(Set.of(StandardStream.INPUT, StandardStream.ERROR), terminals(seen.get()), "with a pipe");
        gogo.executeAtStart("wasm:run -q main.wasm");
        assertEquals(Set.of(StandardStream.OUTPUT, StandardStream.ERROR), terminals(seen.get()), "the process's own");
    }

    private static Set<StandardStream> terminals(ProcessEnvironment environment) {
        Set<StandardStream> found = EnumSet.allOf(StandardStream.class);
        found.removeIf(stream -> !environment.isTerminal(stream));
        return found;
    }

    private static void copy(ProcessEnvironment environment) {
        try (OutputStream out = environment.output()) {
            environment.input().transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void passesArgumentsAsTheyWereTyped() throws Exception {
        AtomicReference<ProcessEnvironment> seen = new AtomicReference<>();
        linker.program = environment -> {
            seen.set(environment);
            return 0;
        };
        gogo.execute("wasm:run -q main.wasm 007 1.50 0x10 true ''  'it'\\''s' \"a  b\"");
        assertEquals(
                List.of("main.wasm", "007", "1.50", "0x10", "true", "", "it's", "a  b"),
                seen.get().arguments());
        gogo.execute("wasm:run -q main.wasm null");
        assertEquals(List.of("main.wasm", "null"), seen.get().arguments());
    }

    @Test
    void tracesWhatTheProgramAsksOfTheLinker() throws Exception {
        linker.program = environment -> {
            gogo.whiteboard.report(new LinkEvent.Opened("main.wasm", "app.wasm", 0, 1));
            reportFromAnotherThread(new LinkEvent.Closed("other.wasm", 1));
            return 42;
        };
        gogo.execute("wasm:run --trace main.wasm");
        assertEquals("""
                main.wasm: dlopen("app.wasm", 0) = 1
                main.wasm: exit status 42
                """, gogo.complained());
    }

    private void reportFromAnotherThread(LinkEvent event) {
        Thread thread = new Thread(() -> gogo.whiteboard.report(event));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theProgramsStatusIsTheCommands() {
        linker.program = environment -> 42;
        assertEquals(42, gogo.executeAtStart("wasm:run -q main.wasm"));
        assertEquals("", gogo.complained());
    }

    @Test
    void theLastCommandsStatusCounts() {
        linker.program = environment -> environment.arguments().size() - 1;
        assertEquals(0, gogo.executeAtStart("wasm:run -q main.wasm 1; wasm:run -q main.wasm"));
        assertEquals(2, gogo.executeAtStart("wasm:run -q main.wasm; wasm:run -q main.wasm 1 2"));
    }

    @Test
    void aFailureAtStartIsAStatusAndAText() {
        assertEquals(1, gogo.executeAtStart("wasm:run -q nope.wasm"));
        assertEquals("no such module: nope.wasm\n", gogo.complained());
    }

    @Test
    void refusesOptionsItDoesNotKnow() {
        assertFails("unknown option --what; " + RunOptions.USAGE, "wasm:run --what main.wasm");
        assertFails(RunOptions.USAGE, "wasm:run");
        assertFails(RunOptions.USAGE, "wasm:run --trace");
        assertFails("-e needs NAME=VALUE; " + RunOptions.USAGE, "wasm:run -e main.wasm");
        assertFails("-e needs NAME=VALUE; " + RunOptions.USAGE, "wasm:run -e");
    }

    @Test
    void whatAProgramFlushesIsSeenAtOnce() throws Exception {
        AtomicInteger flushed = new AtomicInteger();
        linker.program = environment -> {
            try {
                environment.output().write("your name: ".getBytes(UTF_8));
                int before = flushed.get();
                environment.output().flush();
                return flushed.get() - before;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        gogo.executeAt(flushed::incrementAndGet, "wasm:run main.wasm");
        assertEquals("your name: ", gogo.printed());
        assertEquals("main.wasm: exit status 1\n", gogo.complained());
    }

    @Test
    void anInterruptCancelsTheProgram() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        linker.program = environment -> {
            running.countDown();
            while (true) {
                Engine.checkpoint();
                Thread.onSpinWait();
            }
        };
        AtomicReference<Exception> thrown = new AtomicReference<>();
        Thread user = new Thread(
                () -> thrown.set(assertThrows(CommandFailure.class, () -> gogo.commands.run("-q", "main.wasm"))));
        user.start();
        running.await();
        user.interrupt();
        user.join();
        assertEquals("cancelled: interrupted", thrown.get().getMessage());
    }

    @Test
    void showsWhatHoldsForAModule() throws Exception {
        linker.settings = new PluginSettings(
                new InstanceLimits(16, 20, 30, Duration.ofMillis(40))
                        .withGcBytes(3 << 20)
                        .withThreads(2),
                new CpuBudget(Duration.ofMillis(50), Duration.ofSeconds(1)),
                Tier.COMPILE,
                List.of("demo.*"),
                List.of(new Preopen("/data", Path.of("work"), true)),
                Map.of("MODE", "fast"),
                List.of("-v"),
                List.of("dev.tagalong.plugin~app"));
        gogo.execute("wasm:limits app.wasm");
        assertEquals("""
                SETTING        VALUE
                memory         16 pages (1 MiB) a memory
                table          20 entries a table
                call depth     30 calls
                deadline       40 ms a call from Java
                gc             3 MiB
                threads        2 a program
                cpu            50 ms in 1000 ms
                tier           compile
                import         demo.*
                directory      work as /data, read-only
                variable       MODE=fast
                argument       -v
                configured by  dev.tagalong.plugin~app
                """, gogo.printed());
        assertFails("no such module: nope.wasm", "wasm:limits nope.wasm");
    }

    @Test
    void takesAndRemovesSnapshots() throws Exception {
        gogo.execute("wasm:snapshot main.wasm prepare");
        assertEquals(
                "main.wasm: 4 KiB, after prepare, made in 1.9 s at 1970-01-01T00:00:00Z" + System.lineSeparator(),
                gogo.printed());
        gogo.execute("wasm:snapshot main.wasm");
        assertEquals(SnapshotInfo.START, linker.snapshot.function());
        gogo.printed();
        gogo.execute("wasm:snapshot --remove main.wasm");
        gogo.execute("wasm:snapshot -r main.wasm");
        assertEquals("main.wasm starts the usual way\nmain.wasm has no snapshot\n", gogo.printed());
        for (String bad : List.of("", "-x main.wasm", "main.wasm a b", "-r", "-r main.wasm a")) {
            assertFails("usage: snapshot [-r|--remove] MODULE [FUNCTION]", "wasm:snapshot " + bad);
        }
        assertFails("no such module: nope.wasm", "wasm:snapshot nope.wasm");
    }

    @Test
    void showsTheLimits() throws Exception {
        linker.limits = new InstanceLimits(1024, 500, 10_000, Duration.ofSeconds(3));
        gogo.execute("wasm:limits");
        assertEquals("""
                LIMIT       VALUE
                memory      1024 pages (64 MiB) a memory
                table       500 entries a table
                call depth  10000 calls
                deadline    3000 ms a call from Java
                gc          no limit
                threads     any number
                vectors     two 64-bit numbers each
                """, gogo.printed());
    }

    @Test
    void everyCommandIsDescribed() {
        Stream.of(WasmCommands.class, MonitorCommands.class)
                .flatMap(commands -> Arrays.stream(commands.getDeclaredMethods()))
                .filter(m -> Modifier.isPublic(m.getModifiers()))
                .forEach(m -> assertTrue(m.isAnnotationPresent(Descriptor.class), m::toString));
    }

    private void define(String name, FunctionType type, FakeFunction.Body body) {
        linker.functions.put(name, new FakeFunction(name, type, body));
    }
}
