package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tagalong.dl.Library;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Several threads, calls that do not return, and bundles that go meanwhile. */
class ThreadsIT extends LinkerScenario {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Nobody has to wait for long for a call to be cancelled. */
    @BeforeEach
    void shortenTheGracePeriod() throws Exception {
        closing(new LinkerConfiguration(context)).set(Map.of("stop.grace.ms", 100L));
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void twoInstancesCallEachOtherFromTwoThreads() throws Exception {
        deploy("ping.wasm", "pong.wasm");
        Library ping = closing(linker.open("ping.wasm"));
        Library pong = closing(linker.open("pong.wasm"));
        CyclicBarrier together = new CyclicBarrier(2);
        Future<?> one = threads.submit(bouncing(ping, together));
        Future<?> other = threads.submit(bouncing(pong, together));
        one.get();
        other.get();
    }

    private static Callable<Void> bouncing(Library library, CyclicBarrier together) {
        Function bounce = library.function("bounce");
        return () -> {
            together.await();
            for (int i = 0; i < 2_000; i++) {
                assertEquals(i % 20, bounce.call(i % 20));
            }
            return null;
        };
    }

    @Test
    void manyThreadsOpenOneLibraryAtOnce() throws Exception {
        deploy("begin.wasm");
        int count = 8;
        CyclicBarrier together = new CyclicBarrier(count);
        Callable<Integer> opener = () -> {
            together.await();
            try (Library library = linker.open("begin.wasm")) {
                together.await();
                return (Integer) library.function("count").call(0);
            }
        };
        Future<?>[] results = new Future<?>[count];
        for (int i = 0; i < count; i++) {
            results[i] = threads.submit(opener);
        }
        for (Future<?> result : results) {
            assertEquals(110, result.get(), "started once, for all");
        }
        assertEquals(0, info("begin.wasm").references());
    }

    /** A call into a library that never returns, under way. */
    private Future<Integer> spinning(Driver driver) throws Exception {
        Instance library = closing(linker.open("faults.wasm")).instance();
        int spin = driver.symbol(driver.open("faults.wasm"), "spin");
        Future<Integer> call = threads.submit(() -> driver.call(spin, 1));
        Await.until("the library runs", library::busy);
        return call;
    }

    @Test
    void aLibraryThatNeverReturnsIsCancelledWhenItsBundleStops() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("faults.wasm"));
        Driver driver = driver();
        Future<Integer> call = spinning(driver);

        bundle.stop();

        Trap trap = assertTrapped(TrapKind.CANCELLED, call);
        assertSays(trap.getMessage(), "faults.wasm", "stopped");
        assertSays(trap.describe(), "faults.wasm!spin", "driver.wasm!call");
        bundle.start();
        assertEquals(100, driver.openAndCall("faults.wasm", "divide", 10), "program and bundle are as good as new");
    }

    @Test
    void aLibraryThatNeverReturnsIsCancelledWhenItsBundleIsUpdated() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("faults.wasm"));
        Driver driver = driver();
        Future<Integer> call = spinning(driver);

        update(bundle, WasmBundle.of("faults.wasm"));

        assertEquals(
                100,
                closing(linker.open("faults.wasm")).function("divide").call(10),
                "the new one does not wait for it");
        assertTrapped(TrapKind.CANCELLED, call);
    }

    @Test
    void aStartFunctionThatNeverReturnsIsCancelledWhenItsBundleStops() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("hang.wasm"));
        Driver driver = driver();
        Future<Integer> open = threads.submit(() -> driver.open("hang.wasm", 0));
        Await.until("the program is in dlopen", driver.program().instance()::busy);
        bundle.stop();
        assertEquals(0, open.get());
        assertSays(driver.error(), "hang.wasm");
    }

    @Test
    void aProgramIsCancelled() throws Exception {
        deploy("faults.wasm");
        Driver driver = driver();
        Future<Integer> call = spinning(driver);
        driver.program().cancel("enough of it");
        Trap trap = assertTrapped(TrapKind.CANCELLED, call);
        assertSays(trap.getMessage(), "enough of it");
        assertEquals(
                100,
                closing(linker.open("faults.wasm")).function("divide").call(10),
                "the library is as good as before");
    }

    private static Trap assertTrapped(TrapKind kind, Future<?> call) {
        ExecutionException failure = Assertions.assertThrows(ExecutionException.class, call::get);
        Trap trap = assertInstanceOf(Trap.class, failure.getCause());
        assertEquals(kind, trap.kind(), trap::describe);
        return trap;
    }
}
