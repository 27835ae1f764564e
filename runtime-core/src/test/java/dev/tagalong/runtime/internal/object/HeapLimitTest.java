package dev.tagalong.runtime.internal.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapLimitTest {

    private static final int LIMIT = 1 << 20;
    private static final int SIZE = 1 << 10;

    private final List<Object> kept = new ArrayList<>();
    private int collections;

    private HeapLimit limit(long bytes) {
        return new HeapLimit(bytes, () -> {
            collections++;
            System.gc();
        });
    }

    private void keep(HeapLimit limit, int count) {
        for (int i = 0; i < count; i++) {
            Object made = new Object();
            kept.add(made);
            limit.made(made, SIZE);
        }
    }

    private static void waste(HeapLimit limit, int count) {
        for (int i = 0; i < count; i++) {
            limit.made(new Object(), SIZE);
        }
    }

    @Test
    void whatIsKeptMayNotBeMoreThanTheLimit() {
        HeapLimit limit = limit(LIMIT);
        keep(limit, 9 * LIMIT / SIZE / 10);
        assertEquals(0, collections);
        Trap trap = assertThrows(Trap.class, () -> keep(limit, LIMIT / SIZE / 5));
        assertEquals(TrapKind.OUT_OF_MEMORY, trap.kind());
        assertEquals("out of memory: structures and arrays of more than 1048576 bytes", trap.getMessage());
        assertTrue(kept.size() <= LIMIT / SIZE + 8, () -> "stopped at " + kept.size());
        assertThrows(Trap.class, () -> keep(limit, 8));
    }

    /** In a JVM of its own: keeps more than Java's heap holds. */
    public static void main(String[] arguments) {
        HeapLimit limit = new HeapLimit(HeapLimit.NONE);
        List<byte[]> kept = new ArrayList<>();
        String message = "";
        try {
            while (true) {
                byte[] made = new byte[SIZE];
                kept.add(made);
                limit.made(made, SIZE);
            }
        } catch (Trap trap) {
            message = trap.getMessage();
        }
        System.out.println(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC"})
    void withoutALimitSomethingIsLeftForOthers(String collector) throws Exception {
        assertEquals(
                "out of memory: Java's heap is full, of which -Xmx sets the size",
                ChildJvm.run(HeapLimitTest.class, "-Xmx64m", collector));
    }

    @Test
    void garbageDoesNotCount() {
        HeapLimit limit = limit(LIMIT);
        keep(limit, LIMIT / SIZE / 2);
        waste(limit, 10 * LIMIT / SIZE);
        assertTrue(collections > 0);
    }

    @Test
    void roomIsThereAgainWhenObjectsGo() {
        HeapLimit limit = limit(LIMIT);
        assertThrows(Trap.class, () -> keep(limit, 2 * LIMIT / SIZE));
        kept.clear();
        System.gc();
        keep(limit, LIMIT / SIZE / 2);
    }

    @Test
    void oneBigObjectIsRefusedAtOnce() {
        HeapLimit limit = limit(LIMIT);
        assertThrows(Trap.class, () -> limit.require(LIMIT + 1));
        assertEquals(0, collections);
        keep(limit, LIMIT / SIZE / 2);
        limit.require(LIMIT / 4);
        assertThrows(Trap.class, () -> limit.require(3 * LIMIT / 4));
        assertEquals(1, collections);
    }

    @Test
    void withoutALimitNothingIsCounted() {
        HeapLimit limit = limit(HeapLimit.NONE);
        limit.require(Long.MAX_VALUE);
        for (int i = 0; i < 10; i++) {
            limit.made(kept, Long.MAX_VALUE / 3);
        }
        assertEquals(0, collections);
    }

    @Test
    void anotherLimitIsForTheSameObjects() {
        HeapLimit limit = limit(LIMIT);
        keep(limit, LIMIT / SIZE / 2);
        HeapLimit higher = limit.next(2L * LIMIT);
        keep(higher, LIMIT / SIZE);
        HeapLimit lower = higher.next(LIMIT);
        assertThrows(Trap.class, () -> keep(lower, 8));
    }

    @Test
    void aLimitOfNothingAdmitsNothing() {
        assertThrows(Trap.class, () -> keep(limit(0), 8));
    }
}
