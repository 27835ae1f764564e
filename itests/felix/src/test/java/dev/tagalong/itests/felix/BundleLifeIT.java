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

    /** A driver that has opened the library {@code app.wasm} and knows a function of it. */
    private record Opened(Bundle bundle, Driver driver, int handle, int pointer) {

        /** Calls through a pointer from before the bundle changed. */
        void assertStale(String... words) {
            assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), words);
        }

        /** Opens the library anew: it has another handle, and its function gives this answer to 1. */
        void assertNew(int answer) {
            int again = driver.open("app.wasm");
            assertNotEquals(handle, again);
            assertEquals(answer, driver.call(driver.symbol(again, "test_func"), 1));
        }
    }

    private Opened opened() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        return new Opened(bundle, driver, handle, driver.symbol(handle, "test_func"));
    }

    @Test
    void updated() throws Exception {
        Opened app = opened();
        Driver driver = app.driver;

        update(app.bundle, WasmBundle.named("test.app").version("1.1.0").module("app.wasm", Wasm.module("app2.wasm")));

        app.assertStale("app.wasm", "stale", "updated");
        assertEquals(0, driver.symbolOrNull(app.handle, "test_func"));
        assertSays(driver.error(), "app.wasm", "stale", "updated");
        app.assertNew(101);
        app.assertStale("stale");
        assertEquals(-1, driver.close(app.handle));
        assertSays(driver.error(), String.valueOf(app.handle));
        assertEquals(1, info("app.wasm").references(), "closing a stale handle takes nothing from the new library");
    }

    @Test
    void updatedToSomethingElse() throws Exception {
        Opened app = opened();
        update(app.bundle, WasmBundle.named("test.app").module("other.wasm", Wasm.module("app2.wasm")));
        assertNotOnOffer(app.driver);
        assertEquals(101, app.driver.openAndCall("other.wasm", "test_func", 1));
    }

    @Test
    void stoppedAndRestarted() throws Exception {
        Opened app = opened();

        app.bundle.stop();
        app.assertStale("app.wasm", "stale", "stopped");
        assertNotOnOffer(app.driver);

        app.bundle.start();
        app.assertStale("stale");
        app.assertNew(42);
    }

    @Test
    void uninstalled() throws Exception {
        Opened app = opened();
        app.bundle.uninstall();
        app.assertStale("app.wasm", "stale", "uninstalled");
        assertNotOnOffer(app.driver);
    }

    @Test
    void refreshed() throws Exception {
        Opened app = opened();
        refresh(app.bundle);
        assertEquals(Bundle.ACTIVE, app.bundle.getState());
        app.assertStale("app.wasm", "stale");
        app.assertNew(42);
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

    private static void assertNotOnOffer(Driver driver) {
        assertEquals(0, driver.open("app.wasm", 0));
        assertSays(driver.error(), "app.wasm");
    }
}
