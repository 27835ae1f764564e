package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What link spaces are made of: instances with a leader, imports of a module's own functions, calls through null entries. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaderTest {

    private static final int CALLS = 20_000;
    private static final byte[] NULLARY = functionType(vector(), vector(I32));

    /** {@code f()} counts in a memory that it imports, by a load and a store; {@code spin()} never ends. */
    private static final byte[] COUNTER = module(
            vectorSection(1, NULLARY),
            vectorSection(2, bytes("env", "memory", 2, 0, 1)),
            vectorSection(3, 0, 0),
            vectorSection(7, bytes("f", 0, 0), bytes("spin", 0, 1)),
            vectorSection(
                    10,
                    body(
                            vector(),
                            bytes(i32(0), i32(0), bytes(0x28, 2, 0), i32(1), 0x6A, bytes(0x36, 2, 0)),
                            bytes(i32(0), bytes(0x28, 2, 0))),
                    body(vector(), loop(VOID), br(0), END, bytes(0x00))));

    /** Imports {@code env.mine} and calls it; exports {@code mine}, which answers 42. */
    private static final byte[] OWN = module(
            vectorSection(1, NULLARY),
            vectorSection(2, bytes("env", "mine", 0, 0)),
            vectorSection(3, 0, 0),
            vectorSection(7, bytes("mine", 0, 1), bytes("ask", 0, 2), bytes("imported", 0, 0)),
            vectorSection(10, body(vector(), i32(42)), body(vector(), call(0))));

    /** Has a table of one null entry and calls through it. */
    private static final byte[] HOLE = module(
            vectorSection(1, NULLARY),
            vectorSection(3, 0),
            vectorSection(4, bytes(FUNCREF, 0, 1)),
            vectorSection(7, bytes("f", 0, 0)),
            vectorSection(10, body(vector(), i32(0), callIndirect(0))));

    private final ExecutorService threads = Executors.newCachedThreadPool();

    static List<Tier> tiers() {
        return Tiers.all();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Instance counter(Engine engine, Memory memory, String name, Instance leader) {
        InstanceOptions options = InstanceOptions.named(name);
        return engine.instantiate(
                engine.load(name, COUNTER),
                Imports.builder().add("env", "memory", memory).build(),
                leader == null ? options : options.withLeader(leader));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theLedOnesRunWithTheirLeader(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Memory memory = engine.memory(new MemoryType(SizeRange.between(1, 1)));
            Instance leader = counter(engine, memory, "leader", null);
            Instance led = counter(engine, memory, "led", leader);
            Instance other = counter(engine, memory, "other", led);
            assertSame(leader, leader.leader());
            assertSame(leader, other.leader(), "the leader's");
            assertSame(leader.attachment(List.class, ArrayList::new), led.attachment(List.class, ArrayList::new));
            List<Future<?>> running = new ArrayList<>();
            for (Instance instance : List.of(leader, led, other, led)) {
                Function f = instance.function("f");
                running.add(threads.submit(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        f.call();
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
            assertEquals(4 * CALLS, memory.readInt(0), "no two ran at the same time");
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void cancellingTheLeaderCancelsAll(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Memory memory = engine.memory(new MemoryType(SizeRange.between(1, 1)));
            Instance leader = counter(engine, memory, "leader", null);
            Instance led = counter(engine, memory, "led", leader);
            Future<Object> spinning = threads.submit(() -> led.function("spin").call());
            while (!leader.busy()) {
                Thread.onSpinWait();
            }
            leader.cancel("enough");
            Throwable cause =
                    assertThrows(ExecutionException.class, spinning::get).getCause();
            assertEquals(TrapKind.CANCELLED, ((Trap) cause).kind());
            leader.close();
            assertThrows(Trap.class, () -> led.function("f").call());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aTaskRunsAsACall(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Memory memory = engine.memory(new MemoryType(SizeRange.between(1, 1)));
            Instance leader = counter(engine, memory, "leader", null);
            Instance led = counter(engine, memory, "led", leader);
            assertEquals(2, (int) led.exclusively(() -> {
                assertTrue(leader.busy());
                return leader.exclusively(() -> {
                    leader.function("f").call();
                    return (Integer) led.function("f").call();
                });
            }));
            assertThrows(
                    IllegalStateException.class,
                    () -> leader.exclusively(() -> {
                        throw new IllegalStateException("goes through");
                    }));
            assertEquals(3, leader.function("f").call());
            led.close();
            assertThrows(Trap.class, () -> led.exclusively(() -> 1));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void anImportOfOnesOwn(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = engine.instantiate(engine.load("own", OWN), own("mine"), InstanceOptions.named("own"));
            assertEquals(42, instance.function("ask").call());
            assertSame(instance.export("mine"), instance.export("imported"));
            LinkException missing = assertThrows(
                    LinkException.class,
                    () -> engine.instantiate(engine.load("own", OWN), own("absent"), InstanceOptions.named("own")));
            assertTrue(missing.getMessage().contains("env.mine"), missing::getMessage);
            assertThrows(
                    LinkException.class,
                    () -> engine.instantiate(engine.load("own", OWN), own("imported"), InstanceOptions.named("own")));
        }
    }

    private static Imports own(String export) {
        Imports nothing = Imports.NONE;
        return nothing.or(new Imports() {
            @Override
            public ExternalValue resolve(ImportType wanted) {
                return null;
            }

            @Override
            public String own(ImportType wanted) {
                return export;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aNullEntryIsAskedFor(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Function answer = engine.function(
                    "answer",
                    HostFunction.of(MethodHandles.dropArguments(MethodHandles.constant(int.class, 7), 0, List.of())));
            Function unfit =
                    engine.function("unfit", HostFunction.of(MethodHandles.empty(MethodType.methodType(void.class))));
            Function[] filled = {null};
            Linkage linkage = new Linkage() {
                @Override
                public Function resolve(int taggedIndex) {
                    throw new AssertionError("no tag was used");
                }

                @Override
                public Function vacant(Table table, int index) {
                    assertNotSame(null, table);
                    return filled[0] == null ? Linkage.super.vacant(table, index) : filled[0];
                }
            };
            Instance instance = engine.instantiate(
                    engine.load("hole", HOLE),
                    Imports.NONE,
                    InstanceOptions.named("hole").withLinkage(linkage));
            Function f = instance.function("f");
            assertEquals(
                    TrapKind.UNINITIALIZED_ELEMENT,
                    assertThrows(Trap.class, f::call).kind());
            filled[0] = answer;
            assertEquals(7, f.call());
            filled[0] = unfit;
            assertEquals(
                    TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                    assertThrows(Trap.class, f::call).kind());
        }
    }
}
