package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.END;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Threads;
import dev.tagalong.runtime.testing.Tiers;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who uses a processor for longer than it may is stopped, and nobody else. */
@Timeout(60)
class CpuBudgetTest {

    private static final CpuBudget SMALL = new CpuBudget(Duration.ofMillis(20), Duration.ofHours(1));

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static Program program() {
        Program program = new Program();
        program.function("one", ":i", "", i32(1));
        // A microsecond or so: of shorter calls it is mostly Java's side that takes the time.
        program.function(
                "some", ":i", "i", i32(500), SET, 0, LOOP, VOID, get(0), i32(1), I32_SUB, TEE, 0, BR_IF, 0, END,
                get(0));
        program.function("spin", ":", "", LOOP, VOID, BR, 0, END);
        return program;
    }

    private static Instance instance(Engine engine, Program program, Imports imports, InstanceGroup group) {
        InstanceOptions options = InstanceOptions.named(group.name()).withGroup(group);
        return engine.instantiate(engine.load(group.name(), program.binary()), imports, options);
    }

    private static Instance instance(Engine engine, InstanceGroup group) {
        return instance(engine, program(), Imports.NONE, group);
    }

    private static InstanceGroup group(Engine engine, String name, CpuBudget budget) {
        InstanceGroup group = engine.group(name);
        group.budget(budget);
        return group;
    }

    private static Trap assertExhausted(Executable call) {
        Trap trap = assertThrows(Trap.class, call);
        assertEquals(TrapKind.CPU_BUDGET_EXHAUSTED, trap.kind(), trap::describe);
        return trap;
    }

    private static CompletableFuture<Object> inThread(Instance instance, String function) {
        return Threads.call(() -> instance.function(function).call());
    }

    private static void assertExhausted(CompletableFuture<?> call) {
        CompletionException failure = assertThrows(CompletionException.class, call::join);
        assertEquals(TrapKind.CPU_BUDGET_EXHAUSTED, ((Trap) failure.getCause()).kind());
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whoUsesItUpIsStoppedAndRefused(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceGroup greedy = group(engine, "greedy", SMALL);
            Instance instance = instance(engine, greedy);
            Instance other = instance(engine, group(engine, "other", SMALL));
            Trap trap = assertExhausted(() -> instance.function("spin").call());
            assertTrue(
                    trap.getMessage().matches("CPU budget exhausted: greedy has used \\d+ ms and may use 20 ms in .*"),
                    trap.getMessage());
            assertTrue(trap.describe().contains("greedy!spin"), trap.describe());
            assertExhausted(() -> instance.function("one").call());
            assertTrue(greedy.exhausted());
            assertTrue(greedy.cpuTimeInPeriod().compareTo(SMALL.time()) >= 0);
            assertEquals(1, other.function("one").call());
            assertEquals(1, instance.statistics().traps(), "a call that is refused has not run");
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whenThePeriodIsOverItMayRunAgain(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceGroup group = group(engine, "group", new CpuBudget(Duration.ofMillis(10), Duration.ofMillis(200)));
            Instance instance = instance(engine, group);
            for (int i = 0; i < 2; i++) {
                assertExhausted(() -> instance.function("spin").call());
                while (group.exhausted()) {
                    Thread.onSpinWait();
                }
                assertEquals(1, instance.function("one").call());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void anotherBudgetHoldsAtOnce(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceGroup group = group(engine, "group", SMALL);
            Instance instance = instance(engine, group);
            assertExhausted(() -> instance.function("spin").call());
            group.budget(new CpuBudget(Duration.ofMinutes(1), SMALL.period()));
            assertEquals(1, instance.function("one").call());
            assertFalse(group.cpuTimeInPeriod().isZero(), "the period is the same");
            group.budget(SMALL);
            assertExhausted(() -> instance.function("one").call());
            group.budget(null);
            assertEquals(1, instance.function("one").call());
            assertTrue(group.cpuTimeInPeriod().isZero());

            CompletableFuture<Object> call = inThread(instance, "spin");
            while (!instance.busy()) {
                Thread.onSpinWait();
            }
            group.budget(SMALL);
            assertExhausted(call);
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void threadsAndInstancesAreSummedUp(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceGroup group = group(engine, "group", SMALL);
            Instance one = instance(engine, group);
            Instance two = instance(engine, group);
            CompletableFuture<Object> first = inThread(one, "spin");
            CompletableFuture<Object> second = inThread(two, "spin");
            CompletableFuture<Object> waiting = inThread(one, "spin");
            assertExhausted(first);
            assertExhausted(second);
            assertExhausted(waiting);
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void shortCallsAreCounted(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, group(engine, "group", SMALL));
            MethodHandle some = instance.function("some").handle();
            assertExhausted(() -> {
                while (true) {
                    assertEquals(0, (int) some.invokeExact());
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whoCallsItInALoopIsStoppedToo(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance library = instance(engine, group(engine, "library", SMALL));
            Program calling = new Program();
            int one = calling.importFunction("library", "one", ":i");
            calling.function("loop", ":", "", LOOP, VOID, CALL, one, DROP, BR, 0, END);
            calling.function("own", ":i", "", i32(2));
            InstanceGroup group = engine.group("program");
            Instance program = instance(engine, calling, wanted -> library.function(wanted.name()), group);
            assertExhausted(() -> program.function("loop").call());
            assertExhausted(() -> program.function("loop").call());
            assertEquals(2, program.function("own").call(), "what does not need the library goes on");
            assertTrue(group.statistics().cpuTime().compareTo(Duration.ZERO) > 0);
        }
    }

    @Test
    void ranges() {
        assertThrows(IllegalArgumentException.class, () -> new CpuBudget(Duration.ZERO, Duration.ofMillis(1)));
        assertThrows(IllegalArgumentException.class, () -> new CpuBudget(Duration.ofMillis(1), Duration.ZERO));
        Duration endless = Duration.ofMillis(Long.MAX_VALUE);
        assertThrows(IllegalArgumentException.class, () -> new CpuBudget(endless, Duration.ofMillis(1)));
        assertThrows(IllegalArgumentException.class, () -> new CpuBudget(Duration.ofMillis(1), endless));
        assertEquals("20 ms in 3600000 ms", SMALL.toString());
    }
}
