package dev.tagalong.itests.felix.storm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Callers on four threads while bundles are installed, updated and uninstalled at random. Each call ends with the right
 * answer or a trap that names the library, nothing hangs, and of bundles that are gone nothing is left.
 *
 * <p>The system property {@code storm.seconds} says how long it blows, {@code storm.tiers} on which of the engine's tiers,
 * with commas between, and {@code storm.seed} repeats the seed that an earlier run printed; threads make each run different all the same.
 */
class StormIT extends LinkerScenario {

    private static final int CALLERS = 4;
    private static final int LIBRARIES = 6;
    private static final Duration BREEZE = Duration.ofSeconds(1);
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(2);

    private final Duration length = Duration.ofSeconds(Integer.getInteger("storm.seconds", 10));
    private final long seed = seed();
    private Bundle programs;

    static List<String> tiers() {
        return List.of(
                System.getProperty("storm.tiers", "interpret,compile,tiered").split(","));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    @Timeout(3600)
    void callersAndBundlesInAStorm(String tier) throws Exception {
        System.out.println("[storm] tier " + tier + ", seed " + seed + ", " + length.toSeconds() + " s");
        closing(new LinkerConfiguration(context)).set(Map.of("stop.grace.ms", 100L, "tier", tier));
        restartLinker();
        programs = deploy(WasmBundle.of(Driver.MODULE));

        Set<String> kinds = kinds();

        // A breeze first, so that the JDK has spun the classes that it keeps.
        awaitGone(blow(BREEZE, new Random(~seed)));
        Map<String, Long> objects = Census.count(kinds);
        int classes = Census.classes();

        Watcher storm = blow(length, new Random(seed));
        awaitGone(storm);
        // What the breeze left for a while may have gone meanwhile, so there may be fewer.
        Await.until(
                "no more objects than before: " + objects,
                () -> Census.count(kinds).entrySet().stream()
                        .allMatch(now -> now.getValue() <= objects.getOrDefault(now.getKey(), 0L)),
                () -> ", but " + Census.count(kinds));
        int more = Census.classes() - classes;
        System.out.println("[storm] " + storm.seen() + " objects watched, all gone; " + more + " classes more");
        assertTrue(more < 200 + storm.seen() / 20, () -> more + " classes more than before the storm");
    }

    /** A tier holds from the linker's next start. */
    private void restartLinker() throws Exception {
        Bundle bundle = FrameworkUtil.getBundle(Linker.class);
        bundle.stop();
        bundle.start();
        Await.until("the linker is back", () -> linker() != null);
        linker = linker();
    }

    /** The engine's classes that there are objects of for each instance. */
    private Set<String> kinds() {
        try (Driver driver = new Driver(linker)) {
            Instance instance = driver.program().instance();
            return Stream.of(instance, instance.module(), instance.memory(), instance.function("call"))
                    .map(part -> part.getClass().getName())
                    .collect(Collectors.toSet());
        }
    }

    private Watcher blow(Duration duration, Random random) throws Exception {
        AtomicBoolean blowing = new AtomicBoolean(true);
        Tally tally = new Tally();
        Shelf shelf = new Shelf(LIBRARIES);
        Weather weather = new Weather(plots(shelf), programs, new Random(random.nextLong()), this::refresh);
        Watcher watcher = new Watcher(linker, shelf, tally, new Random(random.nextLong()), blowing::get);
        Map<Thread, Sailor> sailors = new LinkedHashMap<>();
        sailors.put(new Thread(watcher, "storm-watcher"), watcher);
        for (int i = 0; i < CALLERS; i++) {
            Caller caller = new Caller(linker, shelf, tally, new Random(random.nextLong()), blowing::get);
            sailors.put(new Thread(caller, "storm-caller-" + i), caller);
        }
        sailors.keySet().forEach(Thread::start);
        try {
            blow(duration, weather, () -> tally.answers() > 0);
        } finally {
            blowing.set(false);
        }
        weather.calm();
        for (Thread thread : sailors.keySet()) {
            Await.until(
                    thread.getName() + " returns, seed " + seed, () -> !thread.isAlive(), () -> Inquest.of(sailors));
        }
        System.out.println("[storm] " + duration.toSeconds() + " s: " + shelf.revisions() + " revisions, " + weather
                + "; " + tally);
        tally.check("seed " + seed);
        assertTrue(tally.answers() > 0, "nobody was answered");
        return watcher;
    }

    /** For so long, and on a busy machine longer, until something has come of it. */
    private static void blow(Duration duration, Weather weather, BooleanSupplier enough) throws Exception {
        long begin = System.nanoTime();
        for (long past = 0;
                past < duration.toNanos() || !enough.getAsBoolean() && past < MOST_PATIENCE.toNanos();
                past = System.nanoTime() - begin) {
            weather.gust();
        }
    }

    private List<Plot> plots(Shelf shelf) {
        List<Plot> plots = new ArrayList<>();
        for (int i = 0; i < shelf.size(); i++) {
            int library = i;
            plots.add(new Plot(
                    context,
                    "storm:" + i,
                    () -> WasmBundle.named("storm.lib" + library)
                            .module(Shelf.name(library), Wasm.stamped(shelf.announce(library))),
                    () -> shelf.settle(library)));
        }
        for (String other : List.of(Caller.MUTUAL.get(0), Caller.MUTUAL.get(1), Caller.ENDLESS)) {
            plots.add(new Plot(context, "storm:" + other, () -> WasmBundle.of(other), () -> {}));
        }
        return plots;
    }

    private void awaitGone(Watcher watcher) throws InterruptedException {
        Await.until(
                "only the driver is on offer",
                () -> linker.libraries().stream().map(LibraryInfo::name).allMatch(Driver.MODULE::equals));
        Await.until("instances, modules and memories of gone bundles are collected", () -> {
            System.gc();
            return watcher.alive() == 0;
        });
    }

    static long seed() {
        long given = Long.getLong("storm.seed", 0);
        return given != 0 ? given : new Random().nextLong();
    }
}
