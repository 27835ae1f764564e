package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.control.Defaults;
import dev.tagalong.dl.internal.control.FeatureSwitches;
import dev.tagalong.dl.internal.control.ImportPolicy;
import dev.tagalong.dl.internal.control.PluginRule;
import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is configured for a module holds for its instances: limits at once, the rest for those to come. */
class PluginSettingsTest extends LinkerHarness {

    private static final CpuBudget SMALL = new CpuBudget(Duration.ofMillis(20), Duration.ofHours(1));

    @TempDir
    Path directory;

    private static PluginRule rule(
            String bundle,
            Integer callDepth,
            CpuBudget budget,
            Tier tier,
            List<String> imports,
            List<Preopen> preopens,
            Map<String, String> variables,
            List<String> arguments) {
        return new PluginRule(
                "test~" + bundle,
                0,
                bundle,
                "*",
                null,
                null,
                callDepth,
                null,
                null,
                null,
                budget == null ? null : budget.time(),
                budget == null ? null : budget.period(),
                tier,
                FeatureSwitches.NONE,
                imports == null ? null : new ImportPolicy(imports),
                preopens,
                variables,
                arguments,
                null);
    }

    private static PluginRule limits(String bundle, Integer callDepth, CpuBudget budget) {
        return rule(bundle, callDepth, budget, null, null, List.of(), Map.of(), null);
    }

    private static PluginRule world(List<Preopen> preopens, Map<String, String> variables, List<String> arguments) {
        return rule("bundle1", null, null, null, null, preopens, variables, arguments);
    }

    @Test
    void aLimitHoldsAtOnceAndForOneBundle() {
        deploy("app.wasm");
        deploy("spin.wasm");
        Library app = closing(linker.open("app.wasm"));
        Library spin = closing(linker.open("spin.wasm"));
        PluginRule rule = limits("bundle1", 7, null);
        controls.add(rule);
        assertEquals(7, app.instance().limits().callDepth());
        assertEquals(10_000, spin.instance().limits().callDepth());
        assertEquals(7, linker.settings("app.wasm").limits().callDepth());
        Program program = closing(linker.load("app.wasm", ProcessEnvironment.EMPTY));
        assertEquals(7, program.instance().limits().callDepth());
        controls.defaults(new Defaults(InstanceLimits.DEFAULT.withCallDepth(99), new ImportPolicy(List.of())));
        assertEquals(7, app.instance().limits().callDepth());
        assertEquals(99, spin.instance().limits().callDepth());
        controls.remove(rule);
        assertEquals(99, app.instance().limits().callDepth());
        assertEquals(99, program.instance().limits().callDepth());
    }

    @Test
    void aBudgetStopsWhoRunsAndNobodyElse() throws Exception {
        deploy("spin.wasm");
        deploy("app.wasm");
        Library spin = closing(linker.open("spin.wasm"));
        Library app = closing(linker.open("app.wasm"));
        Future<Object> call = onThread(() -> spin.function("spin").call(1));
        await("the library runs", () -> spin.instance().busy());
        PluginRule rule = limits("bundle1", null, SMALL);
        controls.add(rule);
        ExecutionException stopped = assertThrows(ExecutionException.class, call::get);
        Trap trap = (Trap) stopped.getCause();
        assertEquals(TrapKind.CPU_BUDGET_EXHAUSTED, trap.kind());
        assertSays(trap.getMessage(), "spin.wasm 1.0.0 (bundle bundle1) has used", "may use 20 ms in 3600000 ms");
        assertThrows(Trap.class, () -> spin.function("spin").call(1));
        app.function("test_func").call(1);
        assertEquals(SMALL, linker.statistics().get(0).modules().get(0).budget());
        controls.remove(rule);
        assertEquals(null, linker.statistics().get(0).modules().get(0).budget());
    }

    @Test
    void aBudgetThatWasThereBefore() {
        controls.add(limits("bundle1", null, SMALL));
        deploy("spin.wasm");
        Library spin = closing(linker.open("spin.wasm"));
        assertEquals(
                TrapKind.CPU_BUDGET_EXHAUSTED,
                assertThrows(Trap.class, () -> spin.function("spin").call(1)).kind());
    }

    @Test
    void tierAndGrantsForInstancesToCome() {
        deploy("hosted.wasm");
        assertSays(
                assertThrows(DlException.class, () -> linker.open("hosted.wasm"))
                        .getMessage(),
                "in a configuration dev.tagalong.plugin for it");
        controls.add(rule("bundle1", null, null, Tier.INTERPRET, List.of("demo.*"), List.of(), Map.of(), null));
        assertEquals(List.of("demo.*"), linker.settings("hosted.wasm").imports());
        assertEquals(Tier.INTERPRET, linker.statistics().get(0).modules().get(0).tier());
        String missing = assertThrows(DlException.class, () -> linker.open("hosted.wasm"))
                .getMessage();
        assertSays(missing, "no service provides it");
        assertEquals(-1, missing.indexOf("granted"), missing);
    }

    @Test
    void aLibrarysWorld() {
        deploy("app.wasm");
        controls.add(world(List.of(new Preopen("/data", directory, true)), Map.of("MODE", "fast"), List.of("-v")));
        ProcessEnvironment world = closing(linker.open("app.wasm")).instance().environment();
        assertEquals(List.of("app.wasm", "-v"), world.arguments());
        assertEquals(Map.of("MODE", "fast"), world.variables());
        assertEquals(List.of(new Preopen("/data", directory, true)), world.preopens());
    }

    @Test
    void whatAProgramIsGivenStays() {
        deploy("app.wasm");
        controls.add(world(
                List.of(new Preopen("/data", directory, true), new Preopen("/more", directory, true)),
                Map.of("MODE", "fast", "LEVEL", "1"),
                List.of("-v")));
        ProcessEnvironment given = ProcessEnvironment.builder()
                .arguments(List.of("app", "file"))
                .variable("MODE", "slow")
                .preopen("/data", directory, false)
                .build();
        ProcessEnvironment world =
                closing(linker.load("app.wasm", given)).instance().environment();
        assertEquals(List.of("app", "file"), world.arguments());
        assertEquals(Map.of("MODE", "slow", "LEVEL", "1"), world.variables());
        assertEquals(
                List.of(new Preopen("/data", directory, false), new Preopen("/more", directory, true)),
                world.preopens());
    }

    @Test
    void aDirectoryThatIsNotThere() {
        deploy("app.wasm");
        controls.add(world(List.of(new Preopen("/data", directory.resolve("none"), true)), Map.of(), null));
        assertSays(
                assertThrows(DlException.class, () -> linker.open("app.wasm")).getMessage(),
                "cannot start app.wasm 1.0.0 (bundle bundle1): ",
                "none, which it is to have as /data, is no directory (preopens in test~bundle1)");
    }
}
