package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.InstanceInfo;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** What the linker tells of libraries and programs. */
class StatisticsTest extends LinkerHarness {

    private ModuleStatistics of(String module) {
        return linker.statistics().stream()
                .flatMap(plugin -> plugin.modules().stream())
                .filter(m -> m.module().name().equals(module))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLibraryThatNobodyHasOpened() {
        deploy("app.wasm");
        ModuleStatistics app = of("app.wasm");
        assertEquals(List.of(), app.instances());
        assertEquals(0, app.usage().instances());
        assertEquals(0, app.usage().calls());
        assertTrue(app.functions() > 0);
        assertNull(app.budget());
        assertEquals(engine.tier(), app.tier());
        assertEquals(LibraryInfo.State.OFFERED, app.module().state());
    }

    @Test
    void aLibraryAndPrograms() {
        long bundle = deploy("app.wasm", "driver.wasm");
        Library library = closing(linker.open("app.wasm"));
        library.function("count").call(3);
        library.function("count").call(4);
        Program program = closing(linker.load("app.wasm", ProcessEnvironment.EMPTY));
        program.instance().function("count").call(5);

        ModuleStatistics app = of("app.wasm");
        assertEquals(3, app.usage().calls());
        assertEquals(2, app.usage().instances());
        InstanceInfo first = app.instances().get(0);
        assertEquals(InstanceInfo.Kind.LIBRARY, first.kind());
        assertEquals(2, first.usage().calls());
        assertFalse(first.closing());
        assertEquals("app.wasm is idle", first.activity());
        assertEquals(library.instance().memory().byteSize(), first.usage().memoryBytes());
        InstanceInfo second = app.instances().get(1);
        assertEquals(InstanceInfo.Kind.PROGRAM, second.kind());
        assertEquals(1, second.usage().calls());
        assertNull(second.program());

        PluginStatistics plugin = linker.statistics().get(0);
        assertEquals(bundle, plugin.bundleId());
        assertEquals("bundle1", plugin.bundleName());
        assertEquals(2, plugin.modules().size());
        assertEquals(3, plugin.usage().calls());

        program.close();
        assertEquals(1, of("app.wasm").instances().size());
        assertEquals(3, of("app.wasm").usage().calls(), "what a program did stays");
    }

    @Test
    void callsOfProgramsCountForTheProgramAndTrapsForTheLibrary() throws Exception {
        deploy("spin.wasm");
        Driver driver = driver();
        int spin = driver.symbol(driver.open("spin.wasm"), "spin");
        long before = of("driver.wasm").usage().calls();
        Future<Integer> call = onThread(() -> driver.call(spin, 1));
        await("the library runs", () -> of("spin.wasm").usage().activeCalls() == 1);
        await("the time is seen", () -> !of("spin.wasm").usage().cpuTime().isZero());
        driver.program.cancel("enough");
        assertThrows(ExecutionException.class, call::get);
        assertEquals(before + 1, of("driver.wasm").usage().calls());
        assertEquals(0, of("driver.wasm").usage().traps());
        assertFalse(of("driver.wasm").usage().cpuTime().isZero(), "what a program calls counts for it, too");
        assertEquals(0, of("spin.wasm").usage().calls());
        assertEquals(1, of("spin.wasm").usage().traps());
        assertEquals(
                List.of(of("spin.wasm").usage().lastTrap()), of("spin.wasm").recentTraps());
        assertSays(of("spin.wasm").usage().lastTrap().text(), "enough", "spin.wasm!spin", "driver.wasm!call");
    }

    @Test
    void aLibraryInAProgramsMemory() {
        deploy("side.wasm", "host.wasm");
        Program host = closing(linker.load("host.wasm", ProcessEnvironment.EMPTY));
        Library side = host.open("side.wasm", 0);
        ModuleStatistics statistics = of("side.wasm");
        assertEquals(1, statistics.instances().size());
        InstanceInfo instance = statistics.instances().get(0);
        assertEquals(InstanceInfo.Kind.SHARED, instance.kind());
        assertEquals("host.wasm", instance.program());
        assertEquals(0, instance.usage().memoryBytes(), "the memory is the program's");
        side.close();
        assertEquals(List.of(), of("side.wasm").instances());
    }

    @Test
    void theModuleItself() {
        deploy("app.wasm");
        Module app = linker.module("app.wasm");
        assertTrue(app.functionIndex("count") >= 0);
        List<String> lines = app.disassemble(app.functionIndex("count"));
        assertTrue(lines.get(0).contains(" count (i32) -> (i32)"), lines.get(0));
        assertTrue(lines.get(lines.size() - 1).endsWith("end"), lines.get(lines.size() - 1));
        assertEquals(-1, app.functionIndex("no such"));
        assertThrows(IllegalArgumentException.class, () -> app.disassemble(1_000));
        assertThrows(DlException.class, () -> linker.module("none.wasm"));
    }

    @Test
    void aBrokenModule() {
        offer(
                7,
                List.of(ModuleOffer.broken(new Provider(7, "bundle7", null), "bad.wasm", new Version("1"), "no good")));
        ModuleStatistics bad = of("bad.wasm");
        assertEquals(0, bad.functions());
        assertEquals(LibraryInfo.State.BROKEN, bad.module().state());
    }

    @Test
    void whatIsClosingIsListed() throws Exception {
        grace.grace(Duration.ofMinutes(1));
        long bundle = deploy("spin.wasm");
        Library library = closing(linker.open("spin.wasm"));
        Instance instance = library.instance();
        Future<Object> call = onThread(() -> library.function("spin").call(1));
        await("the library runs", instance::busy);
        stop(bundle);
        ModuleStatistics closing = of("spin.wasm");
        assertTrue(closing.instances().get(0).closing());
        assertEquals(LibraryInfo.State.CLOSING, closing.module().state());
        instance.cancel("enough");
        assertThrows(ExecutionException.class, call::get);
        await("it is gone", () -> linker.statistics().isEmpty());
    }
}
