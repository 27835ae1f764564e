package dev.tagalong.itests.felix.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callers on four threads while bundles are installed, updated and uninstalled at random. Each call ends with the right
 * answer or a trap that names the library, nothing hangs, and of bundles that are gone nothing is left.
 *
 * <p>The system property {@code storm.seconds} says how long it blows, {@code storm.seed} repeats the seed that an
 * earlier run printed; threads make each run different all the same.
 */
class StormIT extends LinkerScenario {

    private static final int CALLERS = 4;
    private static final int LIBRARIES = 6;
    private static final Duration BREEZE = Duration.ofSeconds(1);

    private final Duration length = Duration.ofSeconds(Integer.getInteger("storm.seconds", 20));
    private final long seed = seed();

    @Test
    @Timeout(3600)
    void callersAndBundlesInAStorm() throws Exception {
        System.out.println("[storm] seed " + seed + ", " + length.toSeconds() + " s");
        deploy(Driver.MODULE);

        // A breeze first, so that the JDK has spun the classes that it keeps, and the census knows what to count.
        Watcher before = blow(BREEZE, new Random(~seed));
        awaitGone(before);
        Map<String, Long> objects = Census.count(before.classes());
        int classes = Census.classes();

        Watcher storm = blow(length, new Random(seed));
        awaitGone(storm);
        assertEquals(objects, Census.count(before.classes()), "objects of gone bundles are left");
        int more = Census.classes() - classes;
        System.out.println("[storm] " + storm.seen() + " objects watched, all gone; " + more + " classes more");
        assertTrue(more < 200 + storm.seen() / 20, () -> more + " classes more than before the storm");
    }

    private Watcher blow(Duration duration, Random random) throws Exception {
        AtomicBoolean blowing = new AtomicBoolean(true);
        Tally tally = new Tally();
        Shelf shelf = new Shelf(LIBRARIES);
        Weather weather =
                new Weather(context, shelf, new Random(random.nextLong()), bundles -> refresh(context, bundles));
        Watcher watcher = new Watcher(linker, shelf, tally, new Random(random.nextLong()), blowing::get);
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(watcher, "storm-watcher"));
        for (int i = 0; i < CALLERS; i++) {
            Caller caller = new Caller(linker, shelf, tally, new Random(random.nextLong()), blowing::get);
            threads.add(new Thread(caller, "storm-caller-" + i));
        }
        threads.forEach(Thread::start);
        try {
            long end = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() < end) {
                weather.gust();
            }
        } finally {
            blowing.set(false);
        }
        for (Thread thread : threads) {
            Await.until(thread.getName() + " returns", () -> !thread.isAlive());
        }
        weather.calm();
        System.out.println("[storm] " + duration.toSeconds() + " s: " + shelf.revisions() + " revisions, " + weather
                + "; " + tally);
        tally.check("seed " + seed);
        assertTrue(tally.answers() > 0, "nobody was answered");
        return watcher;
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

    private static long seed() {
        long given = Long.getLong("storm.seed", 0);
        return given != 0 ? given : new Random().nextLong();
    }
}
