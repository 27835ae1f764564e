package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleProblem;
import dev.tagalong.dl.internal.control.Controls;
import dev.tagalong.dl.internal.control.Defaults;
import dev.tagalong.dl.internal.control.ImportPolicy;
import dev.tagalong.dl.internal.handle.HandleTable;
import dev.tagalong.dl.internal.host.HostBinder;
import dev.tagalong.dl.internal.host.HostFunctions;
import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.dl.internal.natives.DlNatives;
import dev.tagalong.dl.internal.resolve.Departure;
import dev.tagalong.dl.internal.resolve.GracePeriod;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots;
import dev.tagalong.dl.internal.status.ModuleStatuses;
import dev.tagalong.dl.internal.trace.LinkTrace;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;
import org.osgi.framework.Version;

/** The linker as it is put together in a framework, but without one: what bundles would do, tests do by hand. */
abstract class LinkerHarness {

    /** A service, as its reference orders it. */
    record Service(int ranking, long id) implements Comparable<Object> {
        @Override
        public int compareTo(Object other) {
            Service that = (Service) other;
            return ranking != that.ranking ? Integer.compare(ranking, that.ranking) : Long.compare(that.id, id);
        }
    }

    private static final long PATIENCE_SECONDS = 30;

    /** The build runs these tests with each tier. */
    private static final Tier TIER = Tier.valueOf(System.getProperty("tagalong.tier", "COMPILE"));

    final Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(TIER));
    final HostFunctions hosts = new HostFunctions(engine);
    final LinkTrace trace = new LinkTrace(engine);
    final Controls controls = new Controls(settings());
    final HostBinder binder = new HostBinder(engine, hosts, controls);
    /** A test in which much runs at an end asks for more. */
    final GracePeriod grace = new GracePeriod(Duration.ofSeconds(1));

    final Libraries libraries = new Libraries(binder, grace, trace, new HandleTable(bound -> 0));
    final List<ModuleProblem> problems = new ArrayList<>();
    final ModuleStatuses statuses = new ModuleStatuses(libraries, known -> List.of(), () -> problems);
    final ModuleSnapshots snapshots =
            new ModuleSnapshots(engine, "test", binder::settings, new SnapshotMaker(libraries), null);
    final LinkerService linker = new LinkerService(libraries, statuses, snapshots, binder::limits);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private long nextBundle = 1;

    LinkerHarness() {
        controls.whenChanged(libraries::configured);
        libraries.initialStates(snapshots);
        Map<ImportName, HostFunction> natives = new HashMap<>();
        new DlNatives(trace).functions().forEach((name, host) -> natives.put(new ImportName("env", name), host));
        hosts.put(new Service(0, 0), "dev.tagalong.dl", natives);
    }

    static Defaults settings(String... patterns) {
        return new Defaults(InstanceLimits.DEFAULT, new ImportPolicy(List.of(patterns)));
    }

    @AfterEach
    final void stop() throws Exception {
        try {
            while (!opened.isEmpty()) {
                opened.pop().close();
            }
            linker.close();
        } finally {
            snapshots.close();
            libraries.stop();
            grace.close();
            engine.close();
            threads.shutdownNow();
        }
        assertTrue(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS), "a thread did not end");
        assertEquals(List.of(), libraries.list(), "something is left in the books");
    }

    /** A bundle of version 1.0.0 with these files, each offered under its name. */
    final long deploy(String... files) {
        long bundle = nextBundle++;
        offer(
                bundle,
                List.of(files).stream().map(f -> module(bundle, f, "1.0.0", f)).toList());
        return bundle;
    }

    /** A module that tests name by its file. */
    byte[] binary(String file) {
        return Wasm.binary(file);
    }

    final void offer(long bundle, List<ModuleOffer> offers) {
        libraries.add(bundle, offers, () -> true);
    }

    final ModuleOffer module(long bundle, String name, String version, String file) {
        return ModuleOffer.of(
                new Provider(bundle, "bundle" + bundle, null),
                name,
                Version.valueOf(version),
                engine.load(name, binary(file)));
    }

    /** Replaces what a bundle offers, as an update does. */
    final void update(long bundle, ModuleOffer... offers) {
        libraries.remove(bundle, Departure.STOPPED);
        libraries.restate(bundle, Departure.UPDATED);
        libraries.add(bundle, List.of(offers), () -> true);
    }

    final void stop(long bundle) {
        libraries.remove(bundle, Departure.STOPPED);
    }

    final Driver driver() {
        return driver("driver.wasm");
    }

    final Driver driver(String file) {
        if (libraries.list().stream().noneMatch(i -> i.name().equals(file))) {
            deploy(file);
        }
        return closing(new Driver(linker.load(file, ProcessEnvironment.EMPTY)));
    }

    final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    final <T> Future<T> onThread(Callable<T> task) {
        return threads.submit(task);
    }

    final LibraryInfo info(String name) {
        return info(linker, name);
    }

    private static LibraryInfo info(Linker linker, String name) {
        List<LibraryInfo> all =
                linker.libraries().stream().filter(i -> i.name().equals(name)).toList();
        assertEquals(1, all.size(), () -> "modules named " + name + ": " + all);
        return all.get(0);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, "never: " + what);
            Thread.sleep(2);
        }
    }

    static Trap assertTraps(TrapKind kind, Executable call, String... words) {
        Trap trap = assertThrows(Trap.class, call);
        assertEquals(kind, trap.kind(), trap::describe);
        assertSays(trap.getMessage(), words);
        return trap;
    }

    static void assertSays(String text, String... words) {
        assertNotNull(text, "no text at all");
        for (String word : words) {
            assertTrue(text.contains(word), () -> "'" + text + "' does not say '" + word + "'");
        }
    }
}
