package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Programs open, call and close libraries while the bundles of these come, change and go. */
class SharedStormTest extends LinkerHarness {

    private static final int ROUNDS = 400;
    private static final int PROGRAMS = 3;

    /** A library, a function of it, and what that makes of 10. */
    private record Ship(String library, String function, int result) {}

    private static final List<Ship> SHIPS = List.of(
            new Ship("side.wasm", "twice", 20),
            new Ship("base.wasm", "base_add", 11),
            new Ship("left.wasm", "left_add", 12),
            new Ship("right.wasm", "right_add", 12),
            new Ship("top.wasm", "top_add", 13));

    private static final List<Integer> FLAGS = List.of(
            OpenFlags.RTLD_NOW,
            OpenFlags.RTLD_LAZY,
            OpenFlags.RTLD_NOW | OpenFlags.RTLD_GLOBAL,
            OpenFlags.RTLD_LAZY | OpenFlags.RTLD_DEEPBIND,
            OpenFlags.RTLD_NOW | OpenFlags.RTLD_NOLOAD);

    @Test
    void librariesComeChangeAndGo() throws Exception {
        deploy("host.wasm");
        List<Long> bundles = new ArrayList<>();
        for (Ship ship : SHIPS) {
            bundles.add(deploy(ship.library()));
        }
        AtomicBoolean over = new AtomicBoolean();
        List<SharingHost> hosts = new ArrayList<>();
        List<Future<Integer>> programs = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            SharingHost host = closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
            hosts.add(host);
            Random random = new Random(i);
            programs.add(onThread(() -> sail(host, random)));
        }
        Future<Integer> weather = onThread(() -> blow(bundles, over));
        int voyages = 0;
        try {
            for (Future<Integer> program : programs) {
                voyages += program.get();
            }
        } finally {
            over.set(true);
        }
        assertTrue(weather.get() > 0);
        assertTrue(voyages > 0, "nothing could ever be opened");
        for (int i = 0; i < SHIPS.size(); i++) {
            Ship ship = SHIPS.get(i);
            update(bundles.get(i), module(bundles.get(i), ship.library(), "9", ship.library()));
        }
        for (SharingHost host : hosts) {
            host.refused("none.wasm", OpenFlags.RTLD_NOW);
            for (Ship ship : SHIPS) {
                int handle = host.open(ship.library());
                assertEquals(ship.result(), host.call(handle, ship.function(), 10));
                assertEquals(0, host.close(handle));
            }
            assertEquals(1, host.step("live_blocks"), "the text of an error is left, and nothing else");
        }
        assertEquals(
                SHIPS.size() + 1L,
                linker.libraries().stream()
                        .filter(info -> info.state() == LibraryInfo.State.OFFERED && info.references() == 0)
                        .count(),
                () -> linker.libraries().toString());
    }

    /** What a program does: how often it could open something. */
    private static int sail(SharingHost host, Random random) {
        record Open(int handle, Ship ship, int pointer) {}
        Deque<Open> open = new ArrayDeque<>();
        int voyages = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Ship ship = SHIPS.get(random.nextInt(SHIPS.size()));
            int handle = host.tryOpen(ship.library(), FLAGS.get(random.nextInt(FLAGS.size())));
            if (handle != 0) {
                voyages++;
                int pointer = host.symbol(handle, ship.function());
                open.add(new Open(handle, ship, pointer));
            } else {
                assertTrue(host.error() != null);
            }
            open.forEach(o -> assertEquals(o.ship().result(), host.callPointer(o.pointer(), 10), o.ship()::library));
            while (open.size() > random.nextInt(6)) {
                assertEquals(0, host.close(open.remove().handle()));
            }
        }
        open.forEach(o -> assertEquals(0, host.close(o.handle())));
        return voyages;
    }

    /** Stops, starts and updates bundles: how often. */
    private int blow(List<Long> bundles, AtomicBoolean over) throws InterruptedException {
        Random random = new Random(99);
        int changes = 0;
        while (!over.get()) {
            int i = random.nextInt(SHIPS.size());
            String library = SHIPS.get(i).library();
            if (random.nextInt(4) == 0) {
                stop(bundles.get(i));
            }
            Thread.sleep(1);
            update(bundles.get(i), module(bundles.get(i), library, "1." + changes, library));
            changes++;
        }
        return changes;
    }
}
