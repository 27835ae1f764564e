package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories that are larger than the Java heap; in a JVM with a small one. */
class SmallHeapTest {

    private static final int ALL = 65_536;
    private static final String HEAP = "-Xmx96m";
    private static final int MORE_THAN_THE_HEAP = 256 << 20;

    /** Exports load, store, fill, grow and memory. */
    private static byte[] module(int pages) {
        return dev.tagalong.runtime.testing.Binary.module(
                vectorSection(
                        1,
                        functionType(vector(I32), vector(I32)),
                        functionType(vector(I32, I32), vector()),
                        functionType(vector(I32, I32, I32), vector())),
                vectorSection(3, 0, 1, 2, 0),
                vectorSection(5, bytes(0, u32(pages))),
                vectorSection(
                        7,
                        bytes("load", 0, 0),
                        bytes("store", 0, 1),
                        bytes("fill", 0, 2),
                        bytes("grow", 0, 3),
                        bytes("memory", 2, 0)),
                vectorSection(
                        10,
                        body(vector(), localGet(0), bytes(0x28, 2, 0)),
                        body(vector(), localGet(0), localGet(1), bytes(0x36, 2, 0)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 11, 0)),
                        body(vector(), localGet(0), bytes(0x40, 0))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC"})
    void aJvmWithASmallHeap(String collector) throws IOException, InterruptedException {
        assertEquals("ok", ChildJvm.run(SmallHeapTest.class, HEAP, collector));
    }

    public static void main(String[] arguments) {
        for (Tier tier : Tier.values()) {
            try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(tier))) {
                aLargeMemoryCostsWhatIsUsed(engine);
                aMemoryThatDoesNotFitDoesNotGrow(engine);
                whoKeepsMuchLeavesRoomForOthers(engine);
                if (tier != Tier.TIERED) {
                    // Where a thread compiles meanwhile, it may be that one that finds the heap full.
                    aFullHeapIsATrap(engine);
                }
            }
        }
        System.out.println("ok");
    }

    private static Instance instance(Engine engine, int pages, int limit) {
        return engine.instantiate(
                engine.load("heap", module(pages)),
                Imports.NONE,
                InstanceOptions.named("heap").withLimits(InstanceLimits.DEFAULT.withMemoryPages(limit)));
    }

    private static void aLargeMemoryCostsWhatIsUsed(Engine engine) {
        Instance instance = instance(engine, ALL, ALL);
        for (int i = 0; i < 256; i++) {
            instance.function("store").call(i << 24, i + 1);
        }
        for (int i = 0; i < 256; i++) {
            assertEquals(i + 1, instance.function("load").call(i << 24));
        }
        // All of its zeros are there.
        instance.function("fill").call(1, 0, -1);
        assertEquals(1, instance.function("load").call(0));
        assertEquals(0, instance.function("load").call(255 << 24));
    }

    private static void aMemoryThatDoesNotFitDoesNotGrow(Engine engine) {
        Instance instance = instance(engine, 1, 32_767);
        instance.function("store").call(65_532, 17);
        assertEquals(-1, instance.function("grow").call(20_000));
        assertEquals(-1, instance.function("grow").call(32_766));
        assertEquals(1, instance.memory().pages());
        assertEquals(1, instance.function("grow").call(1));
        assertEquals(17, instance.function("load").call(65_532));
        assertThrows(LinkException.class, () -> instance(engine, 20_000, 32_767));
    }

    private static void aFullHeapIsATrap(Engine engine) {
        Instance instance = instance(engine, 1, ALL);
        instance.function("store").call(65_532, 17);
        assertEquals(1, instance.function("grow").call(ALL - 1));
        Trap trap = assertThrows(Trap.class, () -> instance.function("fill").call(65_536, 1, MORE_THAN_THE_HEAP));
        assertEquals(TrapKind.OUT_OF_MEMORY, trap.kind());
        assertEquals(17, instance.function("load").call(65_532));
        instance.function("fill").call(65_536, 0, MORE_THAN_THE_HEAP);
        instance.function("store").call(65_536, 18);
        assertEquals(18, instance.function("load").call(65_536));
    }

    /** Keeps more and more: a list of arrays. */
    private static byte[] keeper() {
        byte[] list = bytes(0x5F, vector(bytes(0x63, 2, 0), bytes(0x63, 1, 0)));
        byte[] numbers = bytes(0x5E, I64, 1);
        byte[] types = vector(functionType(vector(), vector()), numbers, list);
        byte[] make = bytes(0x23, 0, i32(200), 0xFB, 7, 1, 0xFB, 0, 2, 0x24, 0);
        return dev.tagalong.runtime.testing.Binary.module(
                section(1, types),
                vectorSection(3, 0),
                vectorSection(6, bytes(0x63, 2, 1, 0xD0, 2, END)),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, body(vector(), loop(VOID), make, 0x0C, 0, END)));
    }

    /** Four that keep all they can, with limits that are more than the Java heap together or none, and Java code beside them. */
    private static void whoKeepsMuchLeavesRoomForOthers(Engine engine) {
        long[] limits = {60 << 20, InstanceLimits.DEFAULT.gcBytes(), 60 << 20, InstanceLimits.DEFAULT.gcBytes()};
        List<Instance> instances = new ArrayList<>();
        List<FutureTask<TrapKind>> calls = new ArrayList<>();
        for (long limit : limits) {
            Instance instance = engine.instantiate(
                    engine.load("keeper", keeper()),
                    Imports.NONE,
                    InstanceOptions.named("keeper").withLimits(InstanceLimits.DEFAULT.withGcBytes(limit)));
            instances.add(instance);
            calls.add(new FutureTask<>(
                    () -> assertThrows(Trap.class, () -> instance.function("f").call())
                            .kind()));
        }
        calls.forEach(call -> new Thread(call).start());
        int made = 0;
        while (!calls.stream().allMatch(FutureTask::isDone)) {
            made += new byte[1 << 20].length >> 20;
        }
        assertTrue(made > 0);
        for (FutureTask<TrapKind> call : calls) {
            try {
                assertEquals(TrapKind.OUT_OF_MEMORY, call.get());
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }
        instances.forEach(Instance::close);
    }
}
