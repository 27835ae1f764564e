package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TrapKind;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** What has gone is collected, whoever still has a handle of it. */
class LeakTest extends LinkerHarness {

    @Test
    void aClosedLibrarysInstance() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        int pointer = driver.symbol(handle, "test_func");
        assertEquals(42, driver.call(pointer, 1));
        WeakReference<Object> instance = openInstance("app.wasm");
        driver.close(handle);
        awaitCollected(instance);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "app.wasm", "not open");
    }

    @Test
    void aGoneBundlesModuleAndInstance() throws Exception {
        ModuleOffer offer = module(9, "app.wasm", "1", "app.wasm");
        WeakReference<Object> module = new WeakReference<>(offer.module());
        offer(9, java.util.List.of(offer));
        offer = null;
        Driver driver = driver();
        int pointer = driver.symbol(driver.open("app.wasm"), "test_func");
        assertEquals(42, driver.call(pointer, 1));
        Library library = linker.open("app.wasm");
        WeakReference<Object> instance = openInstance("app.wasm");

        stop(9);

        awaitCollected(instance);
        awaitCollected(module);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "app.wasm", "stopped");
        assertFalse(library.open());
        assertEquals("app.wasm", library.name());
    }

    @Test
    void aClosedProgram() throws Exception {
        deploy("app.wasm");
        deploy("main.wasm");
        WeakReference<Object> instance = run();
        awaitCollected(instance);
    }

    @Test
    void anInstanceThatWasCancelled() throws Exception {
        long bundle = deploy("spin.wasm");
        Driver driver = driver();
        int spin = driver.symbol(driver.open("spin.wasm"), "spin");
        WeakReference<Object> instance = openInstance("spin.wasm");
        var call = onThread(() -> driver.call(spin, 1));
        await("it runs", driver.instance::busy);
        stop(bundle);
        await("it is cancelled", call::isDone);
        await("nothing of it is left", () -> libraries.list().stream().noneMatch(i -> i.bundleId() == bundle));
        awaitCollected(instance);
    }

    private WeakReference<Object> openInstance(String name) {
        try (Library library = linker.open(name)) {
            return new WeakReference<>(library.instance());
        }
    }

    private WeakReference<Object> run() {
        try (Program program = linker.load("main.wasm", ProcessEnvironment.EMPTY)) {
            assertEquals(42, program.run());
            return new WeakReference<>(program.instance());
        }
    }

    private static void awaitCollected(WeakReference<Object> reference) throws InterruptedException {
        await("it is collected", () -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
