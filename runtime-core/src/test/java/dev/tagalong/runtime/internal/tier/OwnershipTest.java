package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One thread at a time runs an instance, all that want to get their turn, and nobody waits in a circle. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnershipTest {

    private static final int THREADS = 4;
    private static final int CALLS = 100_000;
    private static final byte[] NULLARY = functionType(vector(), vector(I32));
    private static final byte[] UNARY = functionType(vector(I32), vector(I32));

    /** {@code f()} counts in memory, by a load and a store. */
    private static final byte[] COUNTER = single(
            NULLARY,
            vector(),
            bytes(i32(0), i32(0), bytes(0x28, 2, 0), i32(1), 0x6A, bytes(0x36, 2, 0)),
            bytes(i32(0), bytes(0x28, 2, 0)));

    private final ExecutorService threads = Executors.newCachedThreadPool();

    static List<Tier> tiers() {
        return Tiers.all();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Instance instance(Engine engine, String name, byte[] module, Imports imports) {
        return engine.instantiate(engine.load(name, module), imports, InstanceOptions.named(name));
    }

    private List<Future<Object>> start(int count, Callable<Object> task) {
        List<Future<Object>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(threads.submit(task));
        }
        return started;
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void callsOfManyThreadsDoNotMix(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Instance counter = instance(engine, "counter", COUNTER, Imports.NONE);
            Function count = counter.function("f");
            for (Future<Object> done : start(THREADS, () -> {
                for (int i = 0; i < CALLS; i++) {
                    count.call();
                }
                return null;
            })) {
                done.get();
            }
            assertEquals(THREADS * CALLS + 1, count.call());
        }
    }

    /** {@code f(n)} is {@code n} plus the other's {@code f(n - 1)}, so both are entered in turns. */
    private static byte[] mutual() {
        return module(
                vectorSection(1, UNARY),
                vectorSection(2, bytes("env", "table", 1, FUNCREF, 0, 2), bytes("env", "other", 3, I32, 0)),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(
                        10,
                        body(
                                vector(),
                                localGet(0),
                                bytes(0x04, I32),
                                localGet(0),
                                bytes(localGet(0), i32(1), 0x6B),
                                bytes(0x23, 0),
                                callIndirect(0),
                                0x6A,
                                0x05,
                                i32(0),
                                END)));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void twoInstancesThatCallEachOtherFromTwoThreads(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Table table = engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.atLeast(2)));
            List<Function> functions = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                var other = engine.global(
                        new dev.tagalong.runtime.type.GlobalType(dev.tagalong.runtime.type.ValueType.I32, false),
                        1 - i);
                Imports imports = Imports.builder()
                        .add("env", "table", table)
                        .add("env", "other", other)
                        .build();
                functions.add(instance(engine, "side" + i, mutual(), imports).function("f"));
                table.set(i, functions.get(i));
            }
            List<Future<Object>> all = new ArrayList<>();
            for (Function function : functions) {
                all.addAll(start(2, () -> {
                    for (int i = 0; i < 3_000; i++) {
                        assertEquals(210, function.call(20));
                    }
                    return null;
                }));
            }
            for (Future<Object> done : all) {
                done.get();
            }
        }
    }

    /** A host function that waits, inside the instance, until the test lets it go on. */
    public static final class Gate {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);

        public int pass() throws InterruptedException {
            entered.countDown();
            open.await();
            return 7;
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aCallThatWaitsForAnInstanceCanBeCancelled(Tier tier) throws Exception {
        Gate gate = new Gate();
        try (Engine engine = Tiers.engine(tier)) {
            Function pass = engine.function("pass", HostFunction.of(MethodHandles.lookup(), gate, "pass"));
            byte[] forwarding = module(
                    vectorSection(1, NULLARY),
                    vectorSection(2, bytes("env", "pass", 0, 0)),
                    vectorSection(3, 0),
                    vectorSection(7, bytes("f", 0, 1)),
                    vectorSection(10, body(vector(), call(0))));
            Instance library = instance(
                    engine,
                    "library",
                    forwarding,
                    Imports.builder().add("env", "pass", pass).build());
            Instance waiting = instance(
                    engine,
                    "waiting",
                    forwarding,
                    Imports.builder().add("env", "pass", library.function("f")).build());
            Future<Object> inside = threads.submit(() -> library.function("f").call());
            gate.entered.await();
            Future<Trap> stopped = threads.submit(
                    () -> assertThrows(Trap.class, () -> waiting.function("f").call()));
            // The call may not have begun when it is cancelled; then the cancellation does not mean it.
            while (!stopped.isDone()) {
                waiting.cancel("no more");
                Thread.sleep(1);
            }
            assertEquals(TrapKind.CANCELLED, stopped.get().kind());
            gate.open.countDown();
            assertEquals(7, inside.get());
            assertEquals(7, waiting.function("f").call());
        }
    }

    /** A program that never ends calls a library now and then; others that call the library are served. */
    @ParameterizedTest
    @MethodSource("tiers")
    void aLongRunningProgramLeavesALibraryToOthers(Tier tier) throws Exception {
        byte[] endless = module(
                vectorSection(1, NULLARY),
                vectorSection(2, bytes("env", "f", 0, 0)),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 1)),
                vectorSection(10, body(vector(), call(0), 0x1A, loop(VOID), br(0), END, 0x00)));
        try (Engine engine = Tiers.engine(tier)) {
            Instance library = instance(engine, "library", COUNTER, Imports.NONE);
            Instance program = instance(
                    engine,
                    "program",
                    endless,
                    Imports.builder().add("env", library).build());
            Future<Trap> running = threads.submit(
                    () -> assertThrows(Trap.class, () -> program.function("f").call()));
            Function count = library.function("f");
            Future<Integer> last = threads.submit(() -> {
                int value = 0;
                for (int i = 0; i < 1_000 || !program.busy(); i++) {
                    value = (int) count.call();
                }
                return value;
            });
            assertTrue(last.get() >= 1_000);
            while (!running.isDone()) {
                program.cancel("enough");
                Thread.sleep(1);
            }
            assertEquals(TrapKind.CANCELLED, running.get().kind());
            int before = (int) count.call();
            assertEquals(before + 1, count.call());
        }
    }
}
