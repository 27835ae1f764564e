package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.END;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Threads;
import dev.tagalong.runtime.testing.Tiers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What instances are seen to do. */
@Timeout(60)
class StatisticsTest {

    private static final int PAGE = 65_536;

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static Program program() {
        Program program = new Program();
        program.function("one", ":i", "", i32(1));
        program.function("fail", ":", "", UNREACHABLE);
        program.function("spin", ":", "", LOOP, VOID, BR, 0, END);
        program.memory(3);
        program.table(2, 0);
        return program;
    }

    private static Instance instance(Engine engine, Program program, Imports imports, InstanceOptions options) {
        return engine.instantiate(engine.load(options.name(), program.binary()), imports, options);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static CompletableFuture<Object> spinning(Instance instance) {
        return Threads.call(() -> instance.function("spin").call());
    }

    private static void assertTraps(TrapKind kind, CompletableFuture<?> call) {
        CompletionException failure = assertThrows(CompletionException.class, call::join);
        assertEquals(kind, ((Trap) failure.getCause()).kind());
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void calls(Tier tier) throws Throwable {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program().instantiate(engine);
            assertEquals(0, instance.statistics().calls());
            MethodHandle one = instance.function("one").handle();
            for (int i = 0; i < 5; i++) {
                assertEquals(1, (int) one.invokeExact());
            }
            instance.function("one").call();
            instance.exclusively(() -> instance.function("one").call());
            assertEquals(7, instance.statistics().calls());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void sizes(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program().instantiate(engine);
            InstanceStatistics fresh = instance.statistics();
            assertEquals(3 * PAGE, fresh.memoryBytes());
            assertEquals(3, fresh.tableEntries());
            assertEquals(1, fresh.instances());
            instance.memory().grow(2);
            assertEquals(5 * PAGE, instance.statistics().memoryBytes());
            assertSame(tier, instance.tier());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void trapsCountWhereTheyAreRaised(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance inner = instance(engine, program(), Imports.NONE, InstanceOptions.named("inner"));
            Program calling = new Program();
            int fail = calling.importFunction("inner", "fail", ":");
            calling.function("through", ":", "", CALL, fail);
            calling.function("own", ":", "", UNREACHABLE);
            Instance outer =
                    instance(engine, calling, wanted -> inner.function(wanted.name()), InstanceOptions.named("outer"));
            assertThrows(Trap.class, () -> outer.function("through").call());
            assertThrows(Trap.class, () -> outer.function("through").handle().invoke());
            assertEquals(2, inner.statistics().traps());
            assertEquals(0, outer.statistics().traps());
            assertThrows(Trap.class, () -> outer.function("own").call());
            assertEquals(1, outer.statistics().traps());
            assertEquals(TrapKind.UNREACHABLE, outer.statistics().lastTrap().kind());
            assertEquals("unreachable", outer.statistics().lastTrap().message());
            assertTrue(
                    inner.statistics().lastTrap().text().contains("outer!through"),
                    inner.statistics().lastTrap().text());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aTrapThatPassesThroughJavaCountsOnce(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Instance inner = instance(engine, program(), Imports.NONE, InstanceOptions.named("inner"));
            Callable<Object> host = () -> inner.function("fail").call();
            HostFunction callBack = HostFunction.of(MethodHandles.lookup()
                    .findVirtual(Callable.class, "call", MethodType.methodType(Object.class))
                    .bindTo(host)
                    .asType(MethodType.methodType(void.class)));
            Program calling = new Program();
            calling.function("through", ":", "", CALL, calling.importFunction("host", "call", ":"));
            Instance outer = instance(
                    engine, calling, wanted -> engine.function("call", callBack), InstanceOptions.named("outer"));
            assertThrows(Trap.class, () -> outer.function("through").call());
            assertThrows(Trap.class, () -> outer.function("through").call());
            assertEquals(2, inner.statistics().traps());
            assertEquals(0, outer.statistics().traps());
            assertEquals(2, inner.statistics().calls());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void timeOfCallsUnderWay(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program().instantiate(engine);
            CompletableFuture<Object> call = spinning(instance);
            until(() -> instance.statistics().cpuTime().compareTo(Duration.ofMillis(20)) > 0);
            InstanceStatistics seen = instance.statistics();
            assertTrue(seen.callTime().compareTo(Duration.ofMillis(4)) > 0, seen.toString());
            assertEquals(1, seen.activeCalls());
            CompletableFuture<Object> second = spinning(instance);
            until(() -> instance.statistics().waitingCalls() == 1);
            instance.cancel("enough");
            assertTraps(TrapKind.CANCELLED, call);
            until(() -> instance.statistics().waitingCalls() == 0 && instance.busy());
            instance.cancel("enough");
            assertTraps(TrapKind.CANCELLED, second);
            assertEquals(0, instance.statistics().activeCalls());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void shortCallsTakeTime(Tier tier) throws Throwable {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program().instantiate(engine);
            MethodHandle one = instance.function("one").handle();
            while (instance.statistics().callTime().isZero()) {
                assertEquals(1, (int) one.invokeExact());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void groupsAreSums(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceGroup group = engine.group("both");
            InstanceOptions options = InstanceOptions.named("one").withGroup(group);
            Instance one = instance(engine, program(), Imports.NONE, options);
            Instance two = instance(engine, program(), Imports.NONE, options);
            one.function("one").call();
            two.function("one").call();
            assertThrows(Trap.class, () -> two.function("fail").call());
            InstanceStatistics sum = group.statistics();
            assertEquals(2, sum.instances());
            assertEquals(3, sum.calls());
            assertEquals(1, sum.traps());
            assertEquals(List.of(sum.lastTrap()), group.recentTraps());
            assertEquals(6 * PAGE, sum.memoryBytes());
            assertEquals(List.of(one, two), group.instances());
            two.close();
            assertEquals(List.of(one), group.instances());
            assertEquals(3 * PAGE, group.statistics().memoryBytes());
            assertEquals(3, group.statistics().calls());
            assertSame(group, one.group());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theLastTrapsAreKept(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceGroup group = engine.group("many");
            InstanceOptions options = InstanceOptions.named("one").withGroup(group);
            Instance one = instance(engine, program(), Imports.NONE, options);
            for (int i = 0; i < InstanceGroup.RECENT_TRAPS + 3; i++) {
                assertThrows(Trap.class, () -> one.function("fail").call());
            }
            List<TrapReport> traps = group.recentTraps();
            assertEquals(InstanceGroup.RECENT_TRAPS, traps.size());
            assertEquals(group.statistics().lastTrap(), traps.get(traps.size() - 1));
            assertFalse(traps.get(0).time().isAfter(traps.get(1).time()));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whatIsCollectedStaysInTheSum(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceGroup group = engine.group("short-lived");
            for (int i = 0; i < 10; i++) {
                Instance instance = instance(
                        engine,
                        program(),
                        Imports.NONE,
                        InstanceOptions.named("m").withGroup(group));
                instance.function("one").call();
                instance.close();
            }
            for (int i = 0; i < 10; i++) {
                System.gc();
                assertEquals(10, group.statistics().calls());
                assertEquals(0, group.statistics().instances());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void compiledFunctions(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program().instantiate(engine);
            assertEquals(3, instance.module().functionCount());
            assertEquals(0, instance.module().compiledFunctions());
            until(() -> {
                instance.function("one").call();
                return tier == Tier.INTERPRET || instance.module().compiledFunctions() > 0;
            });
            assertEquals(tier == Tier.INTERPRET ? 0 : 1, instance.module().compiledFunctions());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void anInstanceMayHaveItsOwnTier(Tier tier) {
        try (Engine engine = Tiers.engine(Tier.COMPILE)) {
            Program program = program();
            Instance compiled = program.instantiate(engine);
            Instance other = engine.instantiate(
                    compiled.module(),
                    Imports.NONE,
                    InstanceOptions.named("other").withTier(tier));
            assertSame(tier, other.tier());
            assertEquals(1, other.function("one").call());
            assertEquals(
                    tier == Tier.COMPILE ? 1 : 0,
                    compiled.module().compiledFunctions(),
                    "code is shared within a tier");
            assertEquals(1, compiled.function("one").call());
            assertNull(compiled.statistics().lastTrap());
        }
    }
}
