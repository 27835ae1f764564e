package dev.tagalong.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.InstanceInfo;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.TrapReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class MonitorCommandsTest {

    /** Imports {@code env.log}, exports {@code twice}, which calls it. */
    private static final String BINARY = "0061736d01000000" // magic, version
            + "010a0260017f0060017f017f" // types: (i32) -> (), (i32) -> (i32)
            + "020b0103656e76036c6f670000" // import env.log
            + "03020101" // one function of type 1
            + "07090105747769636500" + "01" // export twice = 1
            + "0a0d010b002000100020004102" + "6c0b"; // local.get 0 call 0 local.get 0 i32.const 2 i32.mul

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private final FakeLinker linker = new FakeLinker();
    private final GogoSession gogo = new GogoSession(linker);

    @AfterEach
    void close() {
        gogo.close();
    }

    private static InstanceStatistics usage(long calls, long cpuMillis, TrapReport trap) {
        return new InstanceStatistics(
                1,
                128 * 1024,
                7,
                calls,
                1,
                0,
                Duration.ofMillis(2 * cpuMillis),
                Duration.ofMillis(cpuMillis),
                trap == null ? 0 : 2,
                trap);
    }

    private static ModuleStatistics module(String name, InstanceStatistics usage, CpuBudget budget) {
        TrapReport trap = usage.lastTrap();
        return new ModuleStatistics(
                new LibraryInfo(3, name, new Version(1, 2, 0), 12, "com.example", LibraryInfo.State.OPEN, 1, null),
                Tier.TIERED,
                5,
                2,
                budget,
                Duration.ofMillis(10),
                false,
                usage,
                trap == null ? List.of() : List.of(trap),
                List.of(new InstanceInfo(InstanceInfo.Kind.LIBRARY, null, TIME, false, name + " is idle", usage)));
    }

    private void offer(ModuleStatistics... modules) {
        linker.statistics = List.of(new PluginStatistics(12, "com.example", List.of(modules)));
    }

    @Test
    void tellsAllOfAModule() throws Exception {
        try (Engine engine = Engine.create()) {
            linker.module = engine.load("app.wasm", HexFormat.of().parseHex(BINARY));
        }
        TrapReport trap = new TrapReport(TIME, TrapKind.UNREACHABLE, "unreachable\n    at app.wasm!f (func 1)");
        CpuBudget budget = new CpuBudget(Duration.ofMillis(50), Duration.ofSeconds(1));
        offer(module("app.wasm", usage(1_234, 1_500, trap), budget), module("other.wasm", usage(0, 0, null), null));
        gogo.execute("wasm:info app.wasm");
        assertEquals("""
                app.wasm 1.2.0
                  bundle    com.example [12]
                  state     open, handle 3, 1 reference
                  code      %d B, 5 functions, 2 compiled, run as tiered
                  memory    128 KiB, 7 table entries
                  calls     1234 from Java, 1 under way, 0 waiting
                  time      3 s, 1.5 s of a processor
                  budget    50 ms in 1000 ms, 10 ms used
                  traps     2
                  last trap 2026-01-02T03:04:05Z unreachable
                    at app.wasm!f (func 1)

                INSTANCE  SINCE                 MEMORY   CALLS  TRAPS  ACTIVITY
                library   2026-01-02T03:04:05Z  128 KiB  1234   2      app.wasm is idle

                IMPORT   TYPE
                env.log  func (i32) -> ()
                """.formatted(BINARY.length() / 2), gogo.printed());
        assertFails("no such module: none.wasm", "wasm:info none.wasm");
    }

    @Test
    void tellsOfAModuleThatIsNotOnOffer() throws Exception {
        linker.others = List.of(
                new ModuleStatus(
                        "app.wasm",
                        new Version(1, 2, 0),
                        12,
                        "com.example",
                        null,
                        ModuleStatus.State.UNRESOLVED,
                        0,
                        0,
                        "nobody provides it",
                        "deploy it"),
                new ModuleStatus(
                        "half.wasm",
                        null,
                        ModuleStatus.NO_BUNDLE,
                        null,
                        "/deploy/half.wasm",
                        ModuleStatus.State.REFUSED,
                        0,
                        0,
                        "unexpected end",
                        null));
        gogo.execute("wasm:info app.wasm");
        gogo.execute("wasm:info half.wasm");
        gogo.execute("wasm:list");
        assertEquals("""
                app.wasm 1.2.0
                  bundle    com.example [12]
                  state     unresolved
                  error     nobody provides it
                  advice    deploy it
                half.wasm
                  state     refused
                  file      /deploy/half.wasm
                  error     unexpected end
                ID  NAME       VERSION  STATE       REFS  BUNDLE
                -   app.wasm   1.2.0    unresolved  0     com.example [12]
                -   half.wasm  -        refused     0     -
                app.wasm: nobody provides it; deploy it
                half.wasm: unexpected end
                """, gogo.printed());
    }

    @Test
    void tellsWhyAModuleIsBroken() throws Exception {
        ModuleStatistics good = module("bad.wasm", usage(0, 0, null), null);
        offer(new ModuleStatistics(
                new LibraryInfo(
                        0,
                        "bad.wasm",
                        new Version(1, 2, 0),
                        12,
                        "com.example",
                        LibraryInfo.State.BROKEN,
                        0,
                        "unexpected end in section 1"),
                good.tier(),
                0,
                0,
                null,
                Duration.ZERO,
                false,
                InstanceStatistics.NONE,
                List.of(),
                List.of()));
        gogo.execute("wasm:info bad.wasm");
        assertEquals("""
                bad.wasm 1.2.0
                  bundle    com.example [12]
                  state     broken
                  error     unexpected end in section 1
                """, gogo.printed());
    }

    @Test
    void disassembles() throws Exception {
        try (Engine engine = Engine.create()) {
            linker.module = engine.load("app.wasm", HexFormat.of().parseHex(BINARY));
        }
        gogo.execute("wasm:disassemble app.wasm twice");
        String named = gogo.printed();
        assertTrue(named.startsWith("func[1] twice (i32) -> (i32)\n"), named);
        assertTrue(named.contains("call 0 ;; env.log\n"), named);
        gogo.execute("wasm:disassemble app.wasm 1");
        assertEquals(named, gogo.printed());
        gogo.execute("wasm:disassemble app.wasm 0");
        assertEquals("func[0] env.log (i32) -> () imported\n", gogo.printed());
        assertFails("no function 2 in app.wasm, which has 2", "wasm:disassemble app.wasm 2");
        assertFails("app.wasm has no function thrice", "wasm:disassemble app.wasm thrice");
        assertFails("no such module: none.wasm", "wasm:disassemble none.wasm f");
    }

    @Test
    void showsOnceWhatModulesUse() throws Exception {
        offer(
                module("one.wasm", usage(5, 10, null), null),
                module("two.wasm", usage(7, 20, null), new CpuBudget(Duration.ofMillis(40), Duration.ofSeconds(1))));
        gogo.execute("wasm:top");
        List<String> lines = gogo.printed().lines().toList();
        assertTrue(
                lines.get(0).matches("\\S+  2 modules, 2 instances, 256 KiB, 2 calls under way, 0 traps"),
                lines.get(0));
        assertEquals("""
                CPU%  CALLS/S  CALLS  TIME   TRAPS  MEMORY   INSTANCES  BUDGET    MODULE    BUNDLE
                -     -        7      40 ms  0      128 KiB  1          25% used  two.wasm  com.example [12]
                -     -        5      20 ms  0      128 KiB  1          -         one.wasm  com.example [12]
                """, String.join("\n", lines.subList(1, lines.size())) + "\n");
        gogo.execute("wasm:top -n 2 -d 0.001 -s name");
        lines = gogo.printed().lines().toList();
        assertEquals(8, lines.size());
        assertTrue(lines.get(6).startsWith("0     0 "), lines.get(6));
        assertTrue(lines.get(6).contains("one.wasm"), lines.get(6));
    }

    @Test
    void sharesAreOfTheTimeInBetween() {
        Top top = new Top(TopOptions.Order.CPU);
        top.table(List.of(module("one.wasm", usage(5, 10, null), null)), 0);
        TextTable table = top.table(
                List.of(
                        module("one.wasm", usage(25, 1_010, null), null),
                        module("new.wasm", usage(10, 500, null), null)),
                2_000_000_000L);
        assertEquals(List.of("50", "10", "25"), table.cells(1).subList(0, 3));
        assertEquals(List.of("25", "5", "10"), table.cells(2).subList(0, 3));
        TextTable again = top.table(List.of(module("one.wasm", usage(1, 1, null), null)), 4_000_000_000L);
        assertEquals("0.5", again.cells(1).get(1), "a bundle that began anew");
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        assertFails("unknown option -x; " + TopOptions.USAGE, "wasm:top -x");
        assertFails("'0' is nothing for -n; " + TopOptions.USAGE, "wasm:top -n 0");
        assertFails("'' is nothing for -d; " + TopOptions.USAGE, "wasm:top -d");
        assertFails("'-1' is nothing for -d; " + TopOptions.USAGE, "wasm:top -d -1");
        assertFails("'size' is nothing for --sort; " + TopOptions.USAGE, "wasm:top --sort size");
    }

    @Test
    void quantities() {
        assertEquals("0 B", Quantities.bytes(0));
        assertEquals("1023 B", Quantities.bytes(1023));
        assertEquals("1.5 KiB", Quantities.bytes(1536));
        assertEquals("3 GiB", Quantities.bytes(3L << 30));
        assertEquals("0", Quantities.time(Duration.ZERO));
        assertEquals("999 ns", Quantities.time(Duration.ofNanos(999)));
        assertEquals("1.5 us", Quantities.time(Duration.ofNanos(1_500)));
        assertEquals("12 ms", Quantities.time(Duration.ofMillis(12)));
        assertEquals("59 s", Quantities.time(Duration.ofSeconds(59)));
        assertEquals("61:01 min", Quantities.time(Duration.ofSeconds(3_661)));
    }

    private void assertFails(String text, String line) {
        Exception failure = assertThrows(Exception.class, () -> gogo.execute(line));
        assertEquals(text, failure.toString());
    }
}
