package dev.tagalong.dl.internal.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.HandleTable;
import dev.tagalong.dl.internal.space.OwnImports;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.type.FunctionType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Opening where the instance is made by a binder that the test holds up. */
class OpenerTest {

    private static final PluginSettings SETTINGS = new PluginSettings(
            InstanceLimits.DEFAULT, null, null, List.of(), List.of(), Map.of(), List.of(), List.of());

    /** An empty module. */
    private static final byte[] EMPTY = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final Engine engine = Engine.create();
    private final GracePeriod grace = new GracePeriod(Duration.ofMillis(10));
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void close() {
        grace.close();
        engine.close();
    }

    private Libraries libraries(ModuleBinder binder, long patienceMillis) {
        Libraries libraries =
                new Libraries(binder, grace, CallObserver.NONE, new HandleTable(bound -> 0), patienceMillis);
        Provider provider = new Provider(1, "bundle", null);
        libraries.add(
                1, List.of(ModuleOffer.of(provider, "a", Version.valueOf("1"), engine.load("a", EMPTY))), () -> true);
        return libraries;
    }

    private ModuleBinder holding(Runnable end) {
        return new ModuleBinder() {
            @Override
            public Instance instantiate(ModuleOffer offer, OwnImports own, InstanceOptions options) {
                if (made.incrementAndGet() == 1) {
                    entered.countDown();
                    awaitQuietly(released);
                    end.run();
                }
                return engine.instantiate(offer.module(), Imports.NONE, options);
            }

            @Override
            public Instance prepare(ModuleOffer offer, OwnImports own, InstanceOptions options, Snapshot snapshot) {
                throw new AssertionError("there are no snapshots");
            }

            @Override
            public InstanceOptions options(ModuleOffer offer) {
                return InstanceOptions.named(offer.name());
            }

            @Override
            public PluginSettings settings(ModuleOffer offer) {
                return SETTINGS;
            }

            @Override
            public Engine engine() {
                return engine;
            }

            @Override
            public Function host(ModuleOffer offer, String module, String name, FunctionType type) {
                return null;
            }

            @Override
            public String lacks(ModuleOffer offer) {
                return null;
            }

            @Override
            public InstanceLimits limits() {
                return InstanceLimits.DEFAULT;
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private FutureTask<Handle> opening(Libraries libraries) {
        FutureTask<Handle> open = new FutureTask<>(() -> libraries.open("a", OpenFlags.RTLD_NOW));
        new Thread(open).start();
        return open;
    }

    @Test
    void theSecondGetsWhatTheFirstMakes() throws Exception {
        Libraries libraries = libraries(holding(() -> {}), 30_000);
        FutureTask<Handle> first = opening(libraries);
        entered.await();
        FutureTask<Handle> second = opening(libraries);
        released.countDown();
        assertEquals(first.get(), second.get());
        assertEquals(1, made.get());
        assertEquals(2, libraries.list().get(0).references());
        libraries.stop();
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        Libraries libraries = libraries(holding(() -> {}), 10);
        FutureTask<Handle> first = opening(libraries);
        entered.await();
        DlException late = assertThrows(DlException.class, () -> libraries.open("a", 0));
        assertTrue(late.getMessage().contains("another thread"), late::getMessage);
        released.countDown();
        assertEquals(1, first.get().id());
        assertEquals(1, libraries.list().get(0).references());
        libraries.stop();
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        Libraries libraries = libraries(holding(() -> {}), 30_000);
        FutureTask<Handle> first = opening(libraries);
        entered.await();
        Thread.currentThread().interrupt();
        DlException interrupted = assertThrows(DlException.class, () -> libraries.open("a", 0));
        assertTrue(Thread.interrupted());
        assertTrue(interrupted.getMessage().contains("interrupted"), interrupted::getMessage);
        released.countDown();
        first.get();
        libraries.stop();
    }

    @Test
    void aFailureIsEverybodys() throws Exception {
        Libraries libraries = libraries(
                holding(() -> {
                    throw new DlException("no luck");
                }),
                30_000);
        FutureTask<Handle> first = opening(libraries);
        entered.await();
        FutureTask<Handle> second = new FutureTask<>(() -> libraries.open("a", 0));
        Thread waiter = new Thread(second);
        waiter.start();
        awaitWaiting(waiter);
        released.countDown();
        assertEquals(
                "no luck",
                assertThrows(ExecutionException.class, first::get).getCause().getMessage());
        assertEquals(
                "no luck",
                assertThrows(ExecutionException.class, second::get).getCause().getMessage());
        assertEquals(1, libraries.open("a", 0).id(), "a later open tries again");
        libraries.stop();
    }

    @Test
    void afterAnErrorAnotherThreadTries() throws Exception {
        Libraries libraries = libraries(
                holding(() -> {
                    throw new AssertionError("a defect");
                }),
                30_000);
        FutureTask<Handle> first = opening(libraries);
        entered.await();
        FutureTask<Handle> second = opening(libraries);
        released.countDown();
        assertThrows(ExecutionException.class, first::get);
        assertEquals(1, second.get().id());
        assertEquals(1, libraries.list().get(0).references());
        libraries.stop();
    }

    @Test
    void theBundleGoesMeanwhile() throws Exception {
        Libraries libraries = libraries(holding(() -> {}), 30_000);
        FutureTask<Handle> first = opening(libraries);
        entered.await();
        libraries.remove(1, Departure.UNINSTALLED);
        assertEquals(List.of(), libraries.list());
        released.countDown();
        String text =
                assertThrows(ExecutionException.class, first::get).getCause().getMessage();
        assertEquals("library a 1.0.0 (bundle bundle) was uninstalled", text);
        libraries.stop();
    }

    @Test
    void whatALibraryOpensWhileItIsOpenedStaysOpen() throws Exception {
        ModuleBinder engineOnly = holding(() -> {});
        made.set(1);
        ModuleBinder binder = new ModuleBinder() {
            @Override
            public Instance instantiate(ModuleOffer offer, OwnImports own, InstanceOptions options) {
                if (offer.name().equals("a")) {
                    ((LinkedInstance) options.linkage()).open("b", 0);
                    entered.countDown();
                    awaitQuietly(released);
                }
                return engineOnly.instantiate(offer, own, options);
            }

            @Override
            public Instance prepare(ModuleOffer offer, OwnImports own, InstanceOptions options, Snapshot snapshot) {
                throw new AssertionError("there are no snapshots");
            }

            @Override
            public InstanceOptions options(ModuleOffer offer) {
                return engineOnly.options(offer);
            }

            @Override
            public PluginSettings settings(ModuleOffer offer) {
                return SETTINGS;
            }

            @Override
            public Engine engine() {
                return engine;
            }

            @Override
            public Function host(ModuleOffer offer, String module, String name, FunctionType type) {
                return null;
            }

            @Override
            public String lacks(ModuleOffer offer) {
                return null;
            }

            @Override
            public InstanceLimits limits() {
                return InstanceLimits.DEFAULT;
            }
        };
        Libraries libraries = libraries(binder, 30_000);
        libraries.add(
                2,
                List.of(ModuleOffer.of(
                        new Provider(2, "other", null), "b", Version.valueOf("1"), engine.load("b", EMPTY))),
                () -> true);
        FutureTask<Handle> first = opening(libraries);
        entered.await();
        libraries.release(libraries.open("b", 0));
        assertEquals(LibraryInfo.State.OPEN, libraries.list().get(1).state());
        released.countDown();
        libraries.release(first.get());
        assertEquals(LibraryInfo.State.OFFERED, libraries.list().get(1).state());
        libraries.stop();
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
    }
}
