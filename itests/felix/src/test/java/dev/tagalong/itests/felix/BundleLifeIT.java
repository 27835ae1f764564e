package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.TrapKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Bundles change while a program holds pointers into them. */
class BundleLifeIT extends LinkerScenario {

    @Test
    void updated() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        int oldHandle = driver.open("app.wasm");
        int oldPointer = driver.symbol(oldHandle, "test_func");

        update(bundle, WasmBundle.named("test.app").version("1.1.0").module("app.wasm", Wasm.module("app2.wasm")));

        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(oldPointer, 1), "app.wasm", "stale", "updated");
        assertEquals(0, driver.symbolOrNull(oldHandle, "test_func"));
        assertSays(driver.error(), "app.wasm", "stale", "updated");
        int newHandle = driver.open("app.wasm");
        assertNotEquals(oldHandle, newHandle);
        assertEquals(101, driver.call(driver.symbol(newHandle, "test_func"), 1), "the new code runs");
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(oldPointer, 1), "stale");
        assertEquals(-1, driver.close(oldHandle));
        assertSays(driver.error(), String.valueOf(oldHandle));
        assertEquals(1, info("app.wasm").references(), "closing a stale handle takes nothing from the new library");
    }

    @Test
    void updatedToSomethingElse() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        driver.open("app.wasm");
        update(bundle, WasmBundle.named("test.app").module("other.wasm", Wasm.module("app2.wasm")));
        assertEquals(0, driver.open("app.wasm", 0));
        assertSays(driver.error(), "app.wasm");
        assertEquals(101, driver.openAndCall("other.wasm", "test_func", 1));
    }

    @Test
    void stoppedAndRestarted() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        int pointer = driver.symbol(handle, "test_func");

        bundle.stop();
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "app.wasm", "stale", "stopped");
        assertEquals(0, driver.open("app.wasm", 0));
        assertSays(driver.error(), "app.wasm");

        bundle.start();
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "stale");
        int again = driver.open("app.wasm");
        assertNotEquals(handle, again);
        assertEquals(42, driver.call(driver.symbol(again, "test_func"), 1));
    }

    @Test
    void uninstalled() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        int pointer = driver.symbol(driver.open("app.wasm"), "test_func");
        bundle.uninstall();
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "app.wasm", "stale", "uninstalled");
        assertEquals(0, driver.open("app.wasm", 0));
        assertSays(driver.error(), "app.wasm");
    }

    @Test
    void refreshed() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        int pointer = driver.symbol(handle, "test_func");
        refresh(bundle);
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "app.wasm", "stale");
        int again = driver.open("app.wasm");
        assertNotEquals(handle, again);
        assertEquals(42, driver.call(driver.symbol(again, "test_func"), 1));
    }

    @Test
    void installedButNotStarted() throws Exception {
        Bundle bundle = install(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        assertEquals(0, driver.open("app.wasm", 0));
        bundle.start();
        assertEquals(42, driver.openAndCall("app.wasm", "test_func", 1));
    }

    @Test
    void theProgramsOwnBundleStops() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        driver.open("app.wasm");
        bundle("test.driver").stop();
        assertEquals(0, info("app.wasm").references(), "what the program had open is closed");
        assertTrue(driver.program().instance().closed());
    }

    @Test
    void aLibraryOnTheWayGoes() throws Exception {
        deploy("chain.wasm");
        Bundle app = deploy(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        int relay = driver.symbol(driver.open("chain.wasm"), "relay");
        assertEquals(42, driver.call(relay, 1));
        app.stop();
        assertEquals(-1, driver.call(relay, 1), "the library is told, by null, that there is none");
        app.start();
        assertEquals(42, driver.call(relay, 1));
    }

    @Test
    void brokenWasmInAGoodBundle() throws Exception {
        byte[] whole = Wasm.module("app.wasm");
        Bundle bundle = deploy(WasmBundle.named("test.broken")
                .module("broken.wasm", Arrays.copyOf(whole, whole.length / 2))
                .module("empty.wasm", new byte[0])
                .module("good.wasm", whole)
                .clause("wasm/absent.wasm"));
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertEquals(LibraryInfo.State.BROKEN, info("broken.wasm").state());
        assertSays(info("broken.wasm").error(), "section", "offset 0x");
        assertEquals(0, info("broken.wasm").id(), "what cannot be opened needs no id");
        assertEquals(LibraryInfo.State.BROKEN, info("absent.wasm").state());
        assertSays(info("absent.wasm").error(), "wasm/absent.wasm");

        Driver driver = driver();
        assertEquals(0, driver.open("broken.wasm", 0));
        assertSays(driver.error(), "broken.wasm", "section", "offset 0x");
        assertEquals(0, driver.open("empty.wasm", 0));
        assertSays(driver.error(), "empty.wasm");
        assertEquals(0, driver.open("absent.wasm", 0));
        assertSays(driver.error(), "wasm/absent.wasm");
        assertEquals(42, driver.openAndCall("good.wasm", "test_func", 1));

        update(bundle, WasmBundle.named("test.broken").module("broken.wasm", whole));
        assertEquals(42, driver.openAndCall("broken.wasm", "test_func", 1), "an update repairs it");
    }

    @Test
    void anImportThatNobodyProvides() throws Exception {
        deploy("orphan.wasm");
        Driver driver = driver();
        assertEquals(0, driver.open("orphan.wasm", 0));
        assertSays(driver.error(), "orphan.wasm", "nowhere", "lost", "i32", "f64");
        assertEquals(LibraryInfo.State.OFFERED, info("orphan.wasm").state());
    }

    @Test
    void aStartFunctionThatTraps() throws Exception {
        deploy("badstart.wasm");
        Driver driver = driver();
        assertEquals(0, driver.open("badstart.wasm", 0));
        assertSays(driver.error(), "badstart.wasm", "unreachable");
        assertEquals(0, info("badstart.wasm").references());
        assertEquals(LibraryInfo.State.OFFERED, info("badstart.wasm").state());
        assertEquals(0, driver.open("badstart.wasm", 0), "it fails as often as it is tried");
    }

    @Test
    void aBundleThatIsNotWiredToTheLinkerOffersNothing() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm").withoutRequirement());
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertFalse(linker.libraries().stream().anyMatch(i -> i.bundleId() == bundle.getBundleId()));
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(b -> b.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow();
    }
}
