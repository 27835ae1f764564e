package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.testing.Tiers;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A module that is opened, called until it is compiled, and closed leaves nothing behind. The number of rounds is the
 * system property {@code tagalong.unloading.rounds}.
 */
class UnloadingTest {

    private static final int ROUNDS = Integer.getInteger("tagalong.unloading.rounds", 1_000);
    private static final int FIRST_ROUNDS = 100;
    private static final int CALLS = 40;
    private static final int MOST_CLASSES = 60;
    private static final long MOST_BYTES = 4L << 20;
    private static final int MOST_COLLECTIONS = 50;

    /** Calls another function, an import's and through the table, so that every kind of call site is there. */
    private static final byte[] MODULE = module(
            vectorSection(1, functionType(vector(I32), vector(I32))),
            vectorSection(2, bytes("env", "f", 0, 0)),
            vectorSection(3, 0, 0),
            vectorSection(4, bytes(FUNCREF, 0, 1)),
            vectorSection(5, bytes(0, 1)),
            vectorSection(7, bytes("f", 0, 1)),
            vectorSection(9, bytes(0, i32(0), END, vector(2))),
            vectorSection(
                    10,
                    body(vector(), bytes(localGet(0), call(2), call(0)), bytes(i32(0), callIndirect(0))),
                    body(vector(), bytes(localGet(0), i32(1), 0x6A))));

    private static final byte[] CALLEE =
            single(functionType(vector(I32), vector(I32)), vector(), localGet(0), i32(10), 0x6A);

    static List<Tier> tiers() {
        return Tiers.all();
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void nothingStays(Tier tier) throws InterruptedException {
        try (Engine engine = Tiers.engine(tier)) {
            Instance living =
                    engine.instantiate(engine.load("living", CALLEE), Imports.NONE, InstanceOptions.named("living"));
            rounds(engine, living, FIRST_ROUNDS);
            int classes = settledClasses(Integer.MAX_VALUE);
            long heap = usedHeap();
            rounds(engine, living, ROUNDS);
            int classesAfter = settledClasses(classes + MOST_CLASSES);
            long grown = usedHeap() - heap;
            assertTrue(classesAfter <= classes + MOST_CLASSES, () -> classes + " classes became " + classesAfter);
            assertTrue(grown <= MOST_BYTES, () -> "the heap grew by " + grown + " bytes");
        }
    }

    private static void rounds(Engine engine, Instance living, int count) {
        for (int round = 0; round < count; round++) {
            Imports imports = Imports.builder().add("env", living).build();
            Instance instance =
                    engine.instantiate(engine.load("passing", MODULE), imports, InstanceOptions.named("passing"));
            for (int i = 0; i < CALLS; i++) {
                assertEquals(i + 12, instance.function("f").call(i));
            }
            instance.close();
        }
    }

    /** The number of loaded classes once it is at most {@code wanted}, or after many collections. */
    private static int settledClasses(int wanted) throws InterruptedException {
        int count = Integer.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(20);
            int now = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            if (now <= wanted && now >= count) {
                return now;
            }
            count = now;
        }
        return count;
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
