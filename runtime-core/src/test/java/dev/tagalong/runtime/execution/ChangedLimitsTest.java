package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.END;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that are set while an instance exists. */
@Timeout(60)
class ChangedLimitsTest {

    private static final int MEMORY_GROW = 0x40;
    private static final InstanceLimits TIGHT = new InstanceLimits(2, 3, 50, Duration.ZERO);

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static Instance instance(Engine engine) {
        Program program = new Program();
        program.function("grow", "i:i", "", get(0), MEMORY_GROW, 0);
        program.function("spin", ":", "", LOOP, VOID, BR, 0, END);
        program.function("deep", "i:i", "", get(0), IF, 0x7F, get(0), i32(1), I32_SUB, CALL, 2, ELSE, i32(7), END);
        program.memory(1);
        program.table(1, 0);
        return program.instantiate(engine, Imports.NONE, TIGHT);
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void memory(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine);
            assertEquals(1, instance.function("grow").call(1));
            assertEquals(-1, instance.function("grow").call(1));
            instance.limits(TIGHT.withMemoryPages(4));
            assertEquals(4, instance.limits().memoryPages());
            assertEquals(2, instance.function("grow").call(2));
            assertEquals(-1, instance.function("grow").call(1));
            instance.limits(TIGHT.withMemoryPages(1));
            assertEquals(4, instance.function("grow").call(0), "it does not shrink");
            assertEquals(-1, instance.function("grow").call(1));
            instance.limits(TIGHT.withMemoryPages(65_536));
            assertEquals(-1, instance.function("grow").call(32_764), "it began as one array and stays one");
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void table(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine);
            Table table = (Table) instance.export("table0");
            assertEquals(-1, table.grow(2, null));
            instance.limits(TIGHT.withTableEntries(4));
            assertEquals(2, table.grow(2, null));
            assertEquals(-1, table.grow(1, null));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void callDepth(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine);
            assertEquals(7, instance.function("deep").call(40));
            instance.limits(TIGHT.withCallDepth(30));
            Trap trap = assertThrows(Trap.class, () -> instance.function("deep").call(40));
            assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trap.kind());
            instance.limits(TIGHT.withCallDepth(300));
            assertEquals(7, instance.function("deep").call(200));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void deadline(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine);
            instance.limits(TIGHT.withDeadline(Duration.ofMillis(20)));
            Trap trap = assertThrows(Trap.class, () -> instance.function("spin").call());
            assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aMemoryOfNobody(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Memory memory = engine.memory(new MemoryType(SizeRange.between(1, 5)), 2);
            assertEquals(-1, memory.grow(2));
            memory.limit(10);
            assertEquals(1, memory.grow(4));
            assertEquals(-1, memory.grow(1), "its type allows no more");
        }
    }
}
