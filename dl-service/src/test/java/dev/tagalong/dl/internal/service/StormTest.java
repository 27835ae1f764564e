package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.internal.resolve.Departure;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Programs and Java call libraries on four threads while their bundles come and go: each call ends with the right answer
 * or with a named reason, and in the end the books are balanced.
 */
class StormTest extends LinkerHarness {

    private static final int ROUNDS = 2_000;
    private static final int CALLERS = 4;
    private static final Set<TrapKind> FAIR = Set.of(TrapKind.UNDEFINED_ELEMENT, TrapKind.CANCELLED);

    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Map<TrapKind, Integer> traps = new EnumMap<>(TrapKind.class);

    @Test
    void callersAndChanges() throws Exception {
        deploy("driver.wasm");
        offer(50, List.of(module(50, "app.wasm", "1", "app.wasm")));
        offer(51, List.of(module(51, "chain.wasm", "1", "chain.wasm")));
        AtomicInteger running = new AtomicInteger(CALLERS);
        List<Future<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            long seed = i;
            Callable<Void> caller = i == 0 ? this::javaCaller : () -> program(new Random(seed));
            callers.add(onThread(() -> {
                try {
                    return caller.call();
                } finally {
                    running.decrementAndGet();
                }
            }));
        }
        Random random = new Random(4711);
        while (running.get() > 0) {
            change(random);
            Thread.sleep(0, 200_000);
        }
        for (Future<Void> caller : callers) {
            caller.get();
        }
        assertTrue(answers.get() > 0, "no call was answered: " + refusals + " refusals, " + traps);
        for (LibraryInfo info : linker.libraries()) {
            if (!info.name().equals("driver.wasm")) {
                assertEquals(0, info.references(), info::toString);
            }
        }
    }

    private void change(Random random) {
        long bundle = 50 + random.nextInt(2);
        String name = bundle == 50 ? "app.wasm" : "chain.wasm";
        String file = bundle == 50 && random.nextBoolean() ? "app2.wasm" : name;
        libraries.remove(bundle, Departure.STOPPED);
        if (random.nextInt(3) > 0) {
            libraries.restate(bundle, Departure.UPDATED);
        }
        offer(bundle, List.of(module(bundle, name, "1", file)));
    }

    private Void javaCaller() {
        for (int i = 0; i < ROUNDS; i++) {
            try (Library library = linker.open("app.wasm")) {
                right((int) library.function("test_func").call(1));
            } catch (DlException e) {
                refusals.incrementAndGet();
                assertSays(e.getMessage(), "app.wasm");
            } catch (Trap trap) {
                fair(trap);
            }
        }
        return null;
    }

    private Void program(Random random) {
        for (int i = 0; i < ROUNDS / 20; i++) {
            try (Driver driver = new Driver(linker.load("driver.wasm", ProcessEnvironment.EMPTY))) {
                for (int j = 0; j < 20; j++) {
                    step(driver, random);
                }
            }
        }
        return null;
    }

    private void step(Driver driver, Random random) {
        boolean direct = random.nextBoolean();
        int handle = driver.open(direct ? "app.wasm" : "chain.wasm", 0);
        if (handle == 0) {
            refusals.incrementAndGet();
            assertSays(driver.error(), ".wasm");
            return;
        }
        try {
            int pointer = driver.symbolOrNull(handle, direct ? "test_func" : "relay");
            if (pointer == 0) {
                refusals.incrementAndGet();
                assertSays(driver.error(), ".wasm", "was");
                return;
            }
            int answer = driver.call(pointer, 1);
            if (direct || answer != -1) {
                right(answer);
            }
        } catch (Trap trap) {
            fair(trap);
        } finally {
            if (random.nextInt(4) > 0) {
                driver.close(handle);
            }
        }
    }

    private void right(int answer) {
        assertTrue(answer == 42 || answer == 101, "a wrong answer: " + answer);
        answers.incrementAndGet();
    }

    private void fair(Trap trap) {
        assertTrue(FAIR.contains(trap.kind()), trap::describe);
        synchronized (traps) {
            traps.merge(trap.kind(), 1, Integer::sum);
        }
    }
}
