package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.resolve.Departure;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Bundles go while their modules are in use. */
class LifeCycleTest extends LinkerHarness {

    @Test
    void updated() {
        long bundle = deploy("app.wasm");
        Driver driver = driver();
        int oldHandle = driver.open("app.wasm");
        int oldPointer = driver.symbol(oldHandle, "test_func");

        update(bundle, module(bundle, "app.wasm", "1.1.0", "app2.wasm"));

        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(oldPointer, 1), "stale", "app.wasm 1.0.0", "updated");
        assertEquals(0, driver.symbolOrNull(oldHandle, "test_func"));
        assertSays(driver.error(), "stale", "updated");
        int newHandle = driver.open("app.wasm");
        assertNotEquals(oldHandle, newHandle);
        assertEquals(101, driver.call(driver.symbol(newHandle, "test_func"), 1));
        assertEquals(-1, driver.close(oldHandle));
        assertSays(driver.error(), "handle " + oldHandle + " is stale", "updated");
        assertEquals(1, info("app.wasm").references());
    }

    @Test
    void aStopMayTurnOutToBeMore() {
        long bundle = deploy("app.wasm");
        Driver driver = driver();
        int pointer = driver.symbol(driver.open("app.wasm"), "test_func");
        stop(bundle);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "was stopped");
        libraries.restate(bundle, Departure.UNINSTALLED);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "was uninstalled");
        deploy("app.wasm");
        libraries.restate(bundle, Departure.UPDATED);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "was uninstalled");
    }

    @Test
    void aCallThatReturnsInTimeEndsWell() throws Exception {
        grace.grace(Duration.ofMinutes(1));
        long bundle = deploy("chain.wasm");
        long app = deploy("app.wasm");
        Driver driver = driver();
        int relay = driver.symbol(driver.open("chain.wasm"), "relay");
        stop(bundle);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(relay, 1), "stale");
        assertEquals(0, info("app.wasm").references(), "what it had open is given back at once");
        assertEquals(
                1, libraries.list().stream().filter(i -> i.bundleId() == app).count());
    }

    @Test
    void aCallThatNeverReturnsIsCancelled() throws Exception {
        long bundle = deploy("spin.wasm");
        Driver driver = driver();
        int spin = driver.symbol(driver.open("spin.wasm"), "spin");
        Future<Integer> call = spinning(driver, spin, "spin.wasm");

        stop(bundle);

        Trap trap = assertTrapped(TrapKind.CANCELLED, call);
        assertSays(trap.getMessage(), "library spin.wasm 1.0.0", "was stopped");
        assertSays(trap.describe(), "spin.wasm!spin", "driver.wasm!call");
        await("nothing of it is left", () -> libraries.list().stream().noneMatch(i -> i.bundleId() == bundle));
    }

    @Test
    void whileCallsAreUnderWayItIsClosing() throws Exception {
        grace.grace(Duration.ofMinutes(1));
        long bundle = deploy("spin.wasm");
        Driver driver = driver();
        int spin = driver.symbol(driver.open("spin.wasm"), "spin");
        Future<Integer> call = spinning(driver, spin, "spin.wasm");
        stop(bundle);
        assertEquals(LibraryInfo.State.CLOSING, info("spin.wasm").state());
        assertEquals(0, info("spin.wasm").id());
        driver.program.cancel("enough");
        assertTrapped(TrapKind.CANCELLED, call);
        await("it is gone", () -> libraries.list().stream().noneMatch(i -> i.bundleId() == bundle));
    }

    @Test
    void aCallIntoALibraryThatWasClosedBeforeItsBundleStopped() throws Exception {
        long bundle = deploy("spin.wasm");
        Driver driver = driver();
        int handle = driver.open("spin.wasm");
        int spin = driver.symbol(handle, "spin");
        Library library = linker.open("spin.wasm");
        Instance instance = library.instance();
        Future<Integer> call = onThread(() -> driver.call(spin, 1));
        await("the library runs", instance::busy);
        library.close();
        assertEquals(LibraryInfo.State.OPEN, info("spin.wasm").state());
        driver.program.close();
        assertEquals(LibraryInfo.State.OFFERED, info("spin.wasm").state());
        Library again = closing(linker.open("spin.wasm"));
        assertEquals(3, again.function("quick").call(3), "the old instance is not in the way");
        stop(bundle);
        assertTrapped(TrapKind.CANCELLED, call);
    }

    @Test
    void aStartFunctionThatNeverReturnsIsCancelled() throws Exception {
        long bundle = deploy("hang.wasm");
        Driver driver = driver();
        Future<Integer> open = onThread(() -> driver.open("hang.wasm", 0));
        Future<Library> waiting = onThread(() -> linker.open("hang.wasm"));
        await("the program is in dlopen", driver.instance::busy);
        stop(bundle);
        assertEquals(0, open.get());
        assertSays(driver.error(), "hang.wasm");
        Throwable failure = assertThrows(ExecutionException.class, waiting::get).getCause();
        assertSays(assertInstanceOf(DlException.class, failure).getMessage(), "hang.wasm");
    }

    @Test
    void aProgramThatIsCancelledInAStartFunctionDoesNotGoOn() throws Exception {
        deploy("hang.wasm");
        Driver driver = driver();
        Future<Integer> open = onThread(() -> driver.open("hang.wasm", 0));
        await("the program is in dlopen", driver.instance::busy);
        await("it is cancelled", () -> {
            driver.program.cancel("enough");
            return open.isDone();
        });
        assertTrapped(TrapKind.CANCELLED, open);
        assertEquals(LibraryInfo.State.OFFERED, info("hang.wasm").state());
    }

    @Test
    void aProgramThatIsCancelledWhileItWaitsForAnother() throws Exception {
        long bundle = deploy("hang.wasm");
        Driver first = driver();
        Driver second = driver();
        Future<Integer> open = onThread(() -> first.open("hang.wasm", 0));
        await(
                "the first program makes the instance",
                () -> linker.statistics().stream()
                        .flatMap(plugin -> plugin.modules().stream())
                        .anyMatch(module -> module.module().name().equals("hang.wasm")
                                && !module.instances().isEmpty()));
        Future<Integer> waiting = onThread(() -> second.open("hang.wasm", 0));
        await("the second program is in dlopen", second.instance::busy);
        await("it is cancelled", () -> {
            second.program.cancel("enough");
            return waiting.isDone();
        });
        assertTrapped(TrapKind.CANCELLED, waiting);
        assertFalse(open.isDone());
        stop(bundle);
        assertEquals(0, open.get());
    }

    @Test
    void theProgramsOwnBundleStops() throws Exception {
        deploy("app.wasm");
        deploy("spin.wasm");
        long bundle = deploy("driver.wasm");
        Driver driver = driver();
        driver.open("app.wasm");
        int spin = driver.symbol(driver.open("spin.wasm"), "spin");
        Future<Integer> call = spinning(driver, spin, "spin.wasm");
        stop(bundle);
        assertEquals(0, info("app.wasm").references());
        assertTrue(driver.instance.closed());
        Trap trap = assertTrapped(TrapKind.CANCELLED, call);
        assertSays(trap.getMessage(), "driver.wasm");
        assertEquals(LibraryInfo.State.OFFERED, info("spin.wasm").state());
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(spin, 1), "driver.wasm", "closed");
    }

    @Test
    void aProgramThatIsClosedWhileItRuns() throws Exception {
        deploy("spin.wasm");
        Driver driver = driver();
        int spin = driver.symbol(driver.open("spin.wasm"), "spin");
        Future<Integer> call = spinning(driver, spin, "spin.wasm");
        driver.close();
        driver.close();
        assertTrapped(TrapKind.CANCELLED, call);
    }

    @Test
    void theLinkerStops() throws Exception {
        deploy("spin.wasm");
        Driver driver = driver();
        Library library = linker.open("spin.wasm");
        Function quick = library.function("quick");
        int spin = driver.symbol(driver.open("spin.wasm"), "spin");
        Future<Integer> call = onThread(() -> driver.call(spin, 1));
        await("the library runs", library.instance()::busy);

        libraries.stop();
        assertThrows(Trap.class, () -> quick.call(1));
        grace.close();

        assertTrue(call.isDone(), "close waits for the calls under way");
        assertTrapped(TrapKind.CANCELLED, call);
        assertEquals(List.of(), libraries.list());
        assertSays(
                assertThrows(DlException.class, () -> linker.open("spin.wasm")).getMessage(), "stopped");
        assertThrows(DlException.class, () -> linker.load("spin.wasm", ProcessEnvironment.EMPTY));
        assertFalse(library.open());
        library.close();
        deploy("app.wasm");
        assertEquals(List.of(), libraries.list());
    }

    @Test
    void theUsingBundleGivesTheServiceBack() {
        deploy("app.wasm");
        deploy("main.wasm");
        LinkerService user = new LinkerService(libraries, statuses, snapshots, binder::limits);
        Library library = user.open("app.wasm");
        Program program = user.load("main.wasm", ProcessEnvironment.EMPTY);
        Library other = closing(linker.open("app.wasm"));
        user.close();
        assertFalse(library.open());
        assertTrue(program.instance().closed());
        assertEquals(1, info("app.wasm").references());
        assertTrue(other.open());
        Library late = user.open("app.wasm");
        assertFalse(late.open(), "nothing is left open");
    }

    private Future<Integer> spinning(Driver driver, int spin, String name) throws Exception {
        Library library = linker.open(name);
        Instance instance = library.instance();
        library.close();
        Future<Integer> call = onThread(() -> driver.call(spin, 1));
        await(name + " runs", instance::busy);
        return call;
    }

    private static Trap assertTrapped(TrapKind kind, Future<?> call) {
        ExecutionException failure = assertThrows(ExecutionException.class, call::get);
        Trap trap = assertInstanceOf(Trap.class, failure.getCause());
        assertEquals(kind, trap.kind(), trap::describe);
        return trap;
    }
}
