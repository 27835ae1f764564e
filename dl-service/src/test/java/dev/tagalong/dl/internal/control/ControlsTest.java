package dev.tagalong.dl.internal.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.PluginSettings;
import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What configurations say, and which of them holds. */
class ControlsTest {

    private static final Defaults DEFAULTS = new Defaults(
            InstanceLimits.DEFAULT.withCallDepth(77), new ImportPolicy(List.of("demo.log", "other:secret.*")));

    private final List<String> problems = new ArrayList<>();
    private final Controls controls = new Controls(DEFAULTS);

    private PluginRule rule(String pid, Object... properties) {
        Map<String, Object> map = new TreeMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put((String) properties[i], properties[i + 1]);
        }
        PluginRule rule = RuleReader.read(pid, map, problems::add);
        controls.add(rule);
        return rule;
    }

    @Test
    void withoutAny() {
        PluginSettings settings = controls.of("b", "m.wasm");
        assertEquals(
                new PluginSettings(
                        DEFAULTS.limits(), null, null, List.of("demo.log"), List.of(), Map.of(), List.of(), List.of()),
                settings);
    }

    @Test
    void allThatOneMaySay() {
        rule(
                "p",
                "bundle",
                "b",
                "memory.pages",
                "10",
                "table.entries",
                20L,
                "call.depth",
                30,
                "deadline.ms",
                "40",
                "gc.bytes",
                "50",
                "threads.max",
                "3",
                "cpu.ms",
                50,
                "cpu.period.ms",
                200,
                "tier",
                "Interpret",
                "imports.allowed",
                "x.y, z.*",
                "preopens",
                new String[] {"/a:/data:ro", "/b"},
                "env",
                List.of("A=1", "B=2,3"),
                "args",
                "-v,--fast");
        assertEquals(List.of(), problems);
        PluginSettings settings = controls.of("b", "m.wasm");
        assertEquals(
                new InstanceLimits(10, 20, 30, Duration.ofMillis(40))
                        .withGcBytes(50)
                        .withThreads(3),
                settings.limits());
        assertEquals(new CpuBudget(Duration.ofMillis(50), Duration.ofMillis(200)), settings.budget());
        assertEquals(Tier.INTERPRET, settings.tier());
        assertEquals(List.of("demo.log", "x.y", "z.*"), settings.imports());
        assertEquals(
                List.of(new Preopen("/data", Path.of("/a"), true), new Preopen("/b", Path.of("/b"), false)),
                settings.preopens());
        assertEquals(Map.of("A", "1", "B", "2,3"), settings.variables());
        assertEquals(List.of("-v", "--fast"), settings.arguments());
        assertEquals(List.of("p"), settings.configurations());
        assertTrue(controls.grants("b", "m.wasm", "z.anything"));
        assertFalse(controls.grants("c", "m.wasm", "z.anything"));
        assertEquals(DEFAULTS.limits(), controls.of("c", "m.wasm").limits());
    }

    @Test
    void theMostSpecificThatSaysSomething() {
        rule(
                "all",
                "memory.pages",
                1,
                "table.entries",
                1,
                "call.depth",
                1,
                "deadline.ms",
                1,
                "gc.bytes",
                0,
                "env",
                "A=all,B=all");
        rule("module", "module", "m.wasm", "memory.pages", 2, "table.entries", 2, "call.depth", 2);
        rule("bundle", "bundle", "b", "memory.pages", 3, "table.entries", 3, "preopens", "/x:/data");
        rule("both", "bundle", "b", "module", "m.wasm", "memory.pages", 4, "preopens", "/y:/data", "env", "B=both");
        PluginSettings settings = controls.of("b", "m.wasm");
        assertEquals(new InstanceLimits(4, 3, 2, Duration.ofMillis(1)), settings.limits());
        assertEquals(List.of(new Preopen("/data", Path.of("/y"), false)), settings.preopens());
        assertEquals(Map.of("A", "all", "B", "both"), settings.variables());
        assertEquals(List.of("both", "bundle", "module", "all"), settings.configurations());
        assertEquals(List.of("module", "all"), controls.of("c", "m.wasm").configurations());
    }

    @Test
    void featuresOneByOne() {
        Defaults defaults = new Defaults(
                InstanceLimits.DEFAULT,
                null,
                new ImportPolicy(List.of()),
                FeatureSwitches.parse(List.of("-memory64", "-tail calls"), problems::add));
        controls.defaults(defaults);
        rule("all", "features", "-multi-value, +tail calls");
        rule("module", "module", "m.wasm", "features", new String[] {"+multi-value", "-bulk memory"});
        assertEquals(
                Set.of("memory64", "multi-value"), controls.of("b", "x.wasm").withoutFeatures());
        assertEquals(
                Set.of("memory64", "bulk memory"), controls.of("b", "m.wasm").withoutFeatures());
        assertEquals(List.of(), problems);
        rule("bad", "features", "memory64, -nonsense, -multiple memories");
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(
                problems.get(1).startsWith("Configuration bad: property features: '-nonsense' is not used: it must be"),
                problems::toString);
        assertTrue(controls.of("b", "x.wasm").withoutFeatures().contains("multiple memories"));
    }

    @Test
    void amongEquals() {
        rule("b", "bundle", "x*", "call.depth", 2);
        rule("a", "bundle", "*y", "call.depth", 1);
        assertEquals(1, controls.of("xy", "m").limits().callDepth(), "by PID");
        rule("c", "bundle", "*", "call.depth", 3, "ranking", 1);
        assertEquals(3, controls.of("xy", "m").limits().callDepth(), "by ranking");
    }

    @Test
    void timeAndPeriodOneByOne() {
        rule("all", "cpu.ms", 100);
        rule("period", "bundle", "b", "cpu.period.ms", 500);
        rule("none", "bundle", "c", "cpu.ms", 0);
        assertEquals(
                new CpuBudget(Duration.ofMillis(100), Duration.ofMillis(500)),
                controls.of("b", "m").budget());
        assertNull(controls.of("c", "m").budget());
        assertEquals(Duration.ofSeconds(1), controls.of("d", "m").budget().period());
    }

    @Test
    void aBadValueIsReportedAndLeavesTheOthers() {
        rule(
                "p",
                "memory.pages",
                270_000,
                "table.entries",
                "many",
                "call.depth",
                5,
                "deadline.ms",
                -1,
                "gc.bytes",
                -1,
                "cpu.period.ms",
                0,
                "tier",
                "fast",
                "imports.allowed",
                "nothing",
                "preopens",
                ":/data",
                "env",
                "A",
                "ranking",
                1.5,
                "args",
                "");
        assertEquals(DEFAULTS.limits().withCallDepth(5), controls.of("b", "m").limits());
        assertEquals(10, problems.size(), problems::toString);
        problems.forEach(p -> assertTrue(p.startsWith("Configuration p: property "), p));
        assertEquals(
                "Configuration p: property memory.pages is not used: memoryPages must be from 0 to 262144: 270000",
                problems.get(1));
    }

    @Test
    void whoCannotTellForWhomItIsGrantsNothing() {
        rule("bundles", "bundle", new String[] {"a", "b"}, "call.depth", 1, "imports.allowed", "x.y", "preopens", "/x");
        rule("modules", "module", List.of("m"), "call.depth", 2, "imports.allowed", "x.y");
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("Configuration bundles: property bundle is not used: "), problems.get(0));
        PluginSettings settings = controls.of("a", "m");
        assertEquals(77, settings.limits().callDepth());
        assertEquals(List.of(), settings.preopens());
        assertEquals(List.of(), settings.configurations());
        assertFalse(controls.grants("a", "m", "x.y"));
        rule("blank", "bundle", " ", "call.depth", 3);
        assertEquals(3, controls.of("a", "m").limits().callDepth(), "left out");
    }

    @Test
    void aTimeThatNoClockCounts() {
        long most = Long.MAX_VALUE;
        rule("p", "deadline.ms", most, "cpu.ms", most, "cpu.period.ms", Long.toString(most));
        assertEquals(3, problems.size(), problems::toString);
        problems.forEach(p -> assertTrue(p.contains("more than 292 years"), p));
        PluginSettings settings = controls.of("b", "m");
        assertEquals(Duration.ZERO, settings.limits().deadline());
        assertNull(settings.budget());
    }

    @Test
    void comeChangeAndGo() {
        int[] changes = {0};
        controls.whenChanged(() -> changes[0]++);
        PluginRule first = rule("p", "call.depth", 1);
        PluginRule second = RuleReader.read("p", Map.of("call.depth", 2), problems::add);
        controls.replace(first, second);
        assertEquals(2, controls.of("b", "m").limits().callDepth());
        controls.remove(second);
        assertEquals(77, controls.of("b", "m").limits().callDepth());
        controls.defaults(new Defaults(InstanceLimits.DEFAULT, new ImportPolicy(List.of())));
        assertEquals(10_000, controls.of("b", "m").limits().callDepth());
        assertEquals(4, changes[0]);
    }
}
