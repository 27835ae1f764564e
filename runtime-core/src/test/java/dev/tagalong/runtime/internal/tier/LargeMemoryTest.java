package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Memories of up to 4 GiB, which no array holds: from the start, and grown past an array's size while calls that began
 * before are under way.
 */
class LargeMemoryTest {

    private static final int ALL = 65_536;
    private static final int ARRAY = 32_767;
    private static final int HIGH = 0xF000_0000;
    private static final InstanceLimits LARGE = InstanceLimits.DEFAULT.withMemoryPages(ALL);

    private static final byte[] NULLARY = functionType(vector(), vector(I32));
    private static final byte[] UNARY = functionType(vector(I32), vector(I32));

    private static final byte[] GROW = bytes(0x40, 0);
    private static final byte[] SIZE = bytes(0x3F, 0);
    private static final byte[] LOAD = bytes(0x28, 2, 0);
    private static final byte[] STORE = bytes(0x36, 2, 0);
    private static final int ADD = 0x6A;

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static Instance instance(Engine engine, byte[] module, Imports imports, InstanceLimits limits) {
        return engine.instantiate(
                engine.load("large", module),
                imports,
                InstanceOptions.named("large").withLimits(limits));
    }

    private static byte[] memory(int pages) {
        return bytes(0, u32(pages));
    }

    private static byte[] load(int address) {
        return bytes(i32(address), LOAD);
    }

    private static byte[] store(int address, byte[] value) {
        return bytes(i32(address), value, STORE);
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void allOfItFromTheStart(Contender contender) {
        byte[] module = module(
                vectorSection(1, UNARY, functionType(vector(I32, I32), vector())),
                vectorSection(3, 0, 1),
                vectorSection(5, memory(ALL)),
                vectorSection(7, bytes("load", 0, 0), bytes("store", 0, 1), bytes("memory", 2, 0)),
                vectorSection(10, body(vector(), localGet(0), LOAD), body(vector(), localGet(0), localGet(1), STORE)),
                vectorSection(11, bytes(0, i32(-5), END, "close")));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, module, Imports.NONE, LARGE);
            Function load = instance.function("load");
            Function store = instance.function("store");
            assertEquals("clos", new String(bytesOf((int) load.call(-5)), StandardCharsets.UTF_8));
            for (int address : new int[] {0, 0x7FFF_FFFD, 0x8000_0001, HIGH, HIGH + 65_533, -4}) {
                assertEquals(address == -4 ? 0x65736F6C : 0, load.call(address));
                store.call(address, address ^ 0x1234_5678);
                assertEquals(address ^ 0x1234_5678, load.call(address));
                assertEquals(address ^ 0x1234_5678, instance.memory().readInt(Integer.toUnsignedLong(address)));
            }
            for (int address : new int[] {-3, -2, -1}) {
                assertEquals(
                        TrapKind.OUT_OF_BOUNDS_MEMORY,
                        assertThrows(Trap.class, () -> load.call(address)).kind());
                Trap trap = assertThrows(Trap.class, () -> store.call(address, -1));
                assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
                assertEquals(1, trap.backtrace().get(0).functionIndex());
            }
            assertEquals(-4 ^ 0x1234_5678, load.call(-4));
            assertEquals(1L << 32, instance.memory().byteSize());
            assertEquals(-1, instance.memory().grow(1));
        }
    }

    private static byte[] bytesOf(int word) {
        return new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)};
    }

    /** {@code f(n)} writes down n, calls itself until n is 0, then grows, and reads below and above on its way back. */
    private static byte[] recursion(int growBy) {
        byte[] low = bytes(localGet(0), i32(2), 0x74);
        byte[] high = bytes(low, i32(HIGH), ADD);
        return module(
                vectorSection(1, UNARY),
                vectorSection(3, 0),
                vectorSection(5, memory(1)),
                vectorSection(7, bytes("f", 0, 0), bytes("memory", 2, 0)),
                vectorSection(
                        10,
                        body(
                                vector(),
                                bytes(low, localGet(0), STORE),
                                localGet(0),
                                bytes(0x04, I32),
                                // An operand waits for what comes after the growth.
                                bytes(low, LOAD),
                                bytes(localGet(0), i32(1), 0x6B, call(0)),
                                ADD,
                                bytes(high, low, LOAD, STORE),
                                bytes(high, LOAD, ADD),
                                0x05,
                                bytes(i32(growBy), GROW),
                                END)));
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void grownUnderCallsThatAreUnderWay(Contender contender) {
        int depth = 900;
        try (Engine engine = contender.engine()) {
            for (int round = 0; round < 10; round++) {
                Instance instance = instance(engine, recursion(ALL - 1), Imports.NONE, LARGE);
                Function function = instance.function("f");
                // The first call grows and answers 1, the size before; later ones cannot grow, and answer -1.
                assertEquals(depth * (depth + 1) + 1, function.call(depth));
                assertEquals(ALL, instance.memory().pages());
                assertEquals(depth * (depth + 1) - 1, function.call(depth));
                assertEquals(depth, instance.memory().readInt(Integer.toUnsignedLong(HIGH) + depth * 4L));
            }
        }
    }

    /**
     * {@code f(n)} writes and reads n numbers in one loop and grows half-way; from then on it also writes high up. It
     * returns the sum of what it read.
     */
    private static final byte[] LOOP = module(
            vectorSection(1, UNARY),
            vectorSection(3, 0),
            vectorSection(5, memory(1)),
            vectorSection(7, bytes("f", 0, 0), bytes("memory", 2, 0)),
            vectorSection(
                    10,
                    body(
                            vector(locals(3, I32)), // 1: i, 2: sum, 3: where to write
                            loop(VOID),
                            bytes(localGet(1), i32(0xFFC), 0x71, localGet(3), ADD, localGet(1), STORE),
                            bytes(localGet(1), i32(0xFFC), 0x71, localGet(3), ADD, LOAD),
                            bytes(localGet(2), ADD, localSet(2)),
                            bytes(localGet(1), localGet(0), i32(1), 0x76, 0x46, 0x04, VOID),
                            bytes(i32(40_000), GROW, 0x1A, i32(0x9000_0000), localSet(3), END),
                            bytes(localGet(1), i32(1), ADD, localSet(1)),
                            bytes(localGet(1), localGet(0), 0x49, brIf(0)),
                            END,
                            localGet(2))));

    @ParameterizedTest
    @MethodSource("contenders")
    void grownInTheMiddleOfALoop(Contender contender) {
        try (Engine engine = contender.engine()) {
            for (int n : new int[] {10, 1_000, 300_000}) {
                Instance instance = instance(engine, LOOP, Imports.NONE, LARGE);
                int sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += i;
                }
                assertEquals(sum, instance.function("f").call(n));
                assertEquals(40_001, instance.memory().pages());
                int last = n - 1;
                assertEquals(last, instance.memory().readInt(0x9000_0000L + (last & 0xFFC)));
            }
        }
    }

    /** One instance owns the memory and grows it, another imports it and has a call under way meanwhile. */
    @ParameterizedTest
    @MethodSource("contenders")
    void grownByAnotherInstance(Contender contender) {
        byte[] owner = module(
                vectorSection(1, UNARY),
                vectorSection(3, 0, 0),
                vectorSection(5, memory(1)),
                vectorSection(7, bytes("memory", 2, 0), bytes("grow", 0, 0), bytes("read", 0, 1)),
                vectorSection(10, body(vector(), localGet(0), GROW), body(vector(), localGet(0), LOAD)));
        byte[] user = module(
                vectorSection(1, UNARY, NULLARY),
                vectorSection(
                        2,
                        bytes("owner", "memory", 2, memory(1)),
                        bytes("owner", "grow", 0, 0),
                        bytes("owner", "read", 0, 0)),
                vectorSection(3, 1),
                vectorSection(7, bytes("f", 0, 2)),
                vectorSection(
                        10,
                        body(
                                vector(),
                                store(100, i32(7)),
                                load(100),
                                bytes(i32(ALL - 1), call(0)),
                                ADD,
                                store(HIGH, i32(9)),
                                bytes(load(100), ADD),
                                bytes(load(HIGH), ADD),
                                bytes(i32(HIGH), call(1), ADD),
                                SIZE,
                                ADD)));
        try (Engine engine = contender.engine()) {
            for (int round = 0; round < 3; round++) {
                Instance first = instance(engine, owner, Imports.NONE, LARGE);
                Imports imports = Imports.builder().add("owner", first).build();
                Instance second = instance(engine, user, imports, InstanceLimits.DEFAULT);
                assertEquals(7 + 1 + 7 + 9 + 9 + ALL, second.function("f").call());
                assertEquals(7 - 1 + 7 + 9 + 9 + ALL, second.function("f").call());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aHostsMemory(Contender contender) {
        byte[] module = module(
                vectorSection(1, UNARY),
                vectorSection(2, bytes("host", "memory", 2, memory(1))),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, body(vector(), localGet(0), LOAD)));
        try (Engine engine = contender.engine()) {
            MemoryType type = new MemoryType(SizeRange.atLeast(1));
            Memory memory = engine.memory(type, ALL);
            Imports imports = Imports.builder().add("host", "memory", memory).build();
            Instance instance = instance(engine, module, imports, InstanceLimits.DEFAULT);
            memory.writeInt(4, 44);
            assertEquals(44, instance.function("f").call(4));
            assertEquals(1, memory.grow(50_000));
            assertEquals(44, instance.function("f").call(4));
            memory.writeInt(0xC000_0000L, 45);
            assertEquals(45, instance.function("f").call(0xC000_0000));

            assertEquals(-1, engine.memory(type).grow(ARRAY));
            assertEquals(
                    0, engine.memory(new MemoryType(SizeRange.atLeast(ALL))).readLong((1L << 32) - 8));
            assertThrows(IllegalArgumentException.class, () -> engine.memory(type, 0));
            assertThrows(IllegalArgumentException.class, () -> engine.memory(type, ALL + 1));
        }
    }

    /** Bulk instructions over the ends of pages, low and high, and from memory to memory. */
    @ParameterizedTest
    @MethodSource("contenders")
    void bulkInstructionsAndTwoMemories(Contender contender) {
        byte[] module = module(
                vectorSection(1, functionType(vector(I32, I32, I32), vector()), UNARY),
                vectorSection(3, 0, 0, 0, 0, 0, 1),
                vectorSection(5, bytes(1, 1, 1), memory(ALL)),
                vectorSection(
                        7,
                        bytes("init", 0, 0),
                        bytes("fill", 0, 1),
                        bytes("within", 0, 2),
                        bytes("down", 0, 3),
                        bytes("up", 0, 4),
                        bytes("load", 0, 5),
                        bytes("low", 2, 0),
                        bytes("high", 2, 1)),
                section(12, 1),
                vectorSection(
                        10,
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 8, 0, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 11, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 10, 1, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 10, 0, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 10, 1, 0)),
                        body(vector(), localGet(0), bytes(0x28, 0x42, 1, 0))),
                vectorSection(11, bytes(1, "passive")));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, module, Imports.NONE, LARGE);
            Memory high = (Memory) instance.export("high");
            Memory low = (Memory) instance.export("low");
            int edge = 0x8000_0000;
            instance.function("init").call(edge - 3, 0, 7);
            assertEquals("passive", high.readString(edge - 3 & 0xFFFF_FFFFL, 7, StandardCharsets.UTF_8));
            instance.function("within").call(edge - 1, edge - 3, 7);
            assertEquals("papassive", high.readString(edge - 3 & 0xFFFF_FFFFL, 9, StandardCharsets.UTF_8));
            instance.function("down").call(10, edge - 3, 9);
            assertEquals("papassive", low.readCString(10));
            instance.function("up").call(-9, 10, 9);
            assertEquals("papassive", high.readString((1L << 32) - 9, 9, StandardCharsets.UTF_8));
            assertEquals(0x76697373, instance.function("load").call(-5));
            instance.function("fill").call(edge - 70_000, (int) 'x', 140_000);
            assertEquals("x".repeat(140_000), high.readString(0x8000_0000L - 70_000, 140_000, StandardCharsets.UTF_8));
            assertEquals(0, high.readByte(0x8000_0000L - 70_001));
            assertEquals(0, high.readByte(0x8000_0000L + 70_000));
            for (Object[] outside : new Object[][] {{-8, 0, 9}, {-1, 0, 2}, {2, 0, -1}}) {
                assertThrows(Trap.class, () -> instance.function("fill").call(outside));
                assertThrows(Trap.class, () -> instance.function("within").call(outside));
            }
            assertEquals("papassive", high.readString((1L << 32) - 9, 9, StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void limitsHold(Contender contender) {
        byte[] module = module(
                vectorSection(1, UNARY),
                vectorSection(3, 0),
                vectorSection(5, memory(1)),
                vectorSection(7, bytes("grow", 0, 0), bytes("memory", 2, 0)),
                vectorSection(10, body(vector(), localGet(0), GROW)));
        byte[] tooLarge = module(vectorSection(5, memory(40_001)));
        try (Engine engine = contender.engine()) {
            Instance usual = instance(engine, module, Imports.NONE, InstanceLimits.DEFAULT);
            assertEquals(-1, usual.function("grow").call(ARRAY));
            assertEquals(1, usual.memory().pages());
            InstanceLimits limits = InstanceLimits.DEFAULT.withMemoryPages(40_000);
            Instance limited = instance(engine, module, Imports.NONE, limits);
            assertEquals(-1, limited.function("grow").call(40_000));
            assertEquals(-1, limited.function("grow").call(-1));
            assertEquals(1, limited.function("grow").call(39_999));
            assertEquals(-1, limited.function("grow").call(1));
            assertEquals(40_000, limited.function("grow").call(0));
            assertThrows(LinkException.class, () -> instance(engine, tooLarge, Imports.NONE, limits));
            assertEquals(
                    40_001,
                    instance(
                                    engine,
                                    module(vectorSection(5, memory(40_001)), vectorSection(7, bytes("m", 2, 0))),
                                    Imports.NONE,
                                    LARGE)
                            .memory()
                            .pages());
        }
    }

    /** Every width, sign and offset, against a few pages of a plain array, before and after the growth. */
    @ParameterizedTest
    @MethodSource("contenders")
    void everyAccess(Contender contender) {
        try (Engine engine = contender.engine()) {
            AccessModel model = new AccessModel(instance(engine, AccessModel.module(1), Imports.NONE, LARGE));
            Random random = new Random(5);
            model.run(random, 10_000);
            model.grow(ARRAY);
            model.run(random, 10_000);
            model.grow(ALL - ARRAY - 1);
            model.run(random, 40_000);
        }
    }

    /** Instances of one module, some of which have large memories: each has code of its own kind, also on disk. */
    @Test
    void bothKindsOfOneModule(@TempDir Path cache) {
        byte[] module = recursion(ALL - 1);
        for (int round = 0; round < 2; round++) {
            for (Tier tier : new Tier[] {Tier.COMPILE, Tier.TIERED}) {
                EngineOptions options = EngineOptions.DEFAULT.withTier(tier).withCodeCache(cache);
                try (Engine engine = Engine.create(options)) {
                    var loaded = engine.load("both", module);
                    InstanceOptions usual = InstanceOptions.named("usual");
                    for (int i = 0; i < 3; i++) {
                        Instance large = engine.instantiate(loaded, Imports.NONE, usual.withLimits(LARGE));
                        Instance small = engine.instantiate(loaded, Imports.NONE, usual);
                        assertEquals(31, large.function("f").call(5));
                        Trap trap = assertThrows(
                                Trap.class, () -> small.function("f").call(5));
                        assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
                        assertEquals(1, small.memory().pages());
                        assertFalse(trap.backtrace().isEmpty());
                        assertTrue(large.memory().readInt(Integer.toUnsignedLong(HIGH) + 20) == 5);
                    }
                }
            }
        }
    }
}
