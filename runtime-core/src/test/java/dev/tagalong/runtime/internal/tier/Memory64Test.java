package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memories with 64-bit addresses: in one array, past it, past 4 GiB, and beside one of 32 bits. */
class Memory64Test {

    private static final int WIDE = 4;
    private static final int ARRAY = 32_767;
    private static final int FIVE_GIB = 5 << 14;
    private static final InstanceLimits LARGE = InstanceLimits.DEFAULT.withMemoryPages(InstanceLimits.MAX_MEMORY_PAGES);

    private static final byte[] UNARY = functionType(vector(I64), vector(I64));
    private static final byte[] GROW = bytes(0x40, 0);
    private static final byte[] LOAD = bytes(0x29, 3, 0);
    private static final byte[] STORE = bytes(0x37, 3, 0);

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static Instance instance(Engine engine, byte[] module, Imports imports, InstanceLimits limits) {
        return engine.instantiate(
                engine.load("wide", module),
                imports,
                InstanceOptions.named("wide").withLimits(limits));
    }

    private static TrapKind trap(Function function, Object... arguments) {
        return assertThrows(Trap.class, () -> function.call(arguments)).kind();
    }

    /** Every width, sign and offset, in an array only and past it. */
    @ParameterizedTest
    @MethodSource("contenders")
    void everyAccess(Contender contender) {
        byte[] module = AccessModel.module(1, AddressType.I64);
        try (Engine engine = contender.engine()) {
            Random random = new Random(6);
            AccessModel inArray = new AccessModel(instance(engine, module, Imports.NONE, InstanceLimits.DEFAULT));
            inArray.run(random, 5_000);
            AccessModel large = new AccessModel(instance(engine, module, Imports.NONE, LARGE));
            large.run(random, 5_000);
            large.grow(ARRAY);
            large.run(random, 5_000);
            large.grow(FIVE_GIB);
            large.run(random, 10_000);
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void sixteenGibibytesOfWhichLittleIsUsed(Contender contender) {
        byte[] module = module(
                vectorSection(1, functionType(vector(I64, I64), vector()), UNARY, functionType(vector(), vector(I64))),
                vectorSection(3, 0, 1, 1, 2),
                vectorSection(5, bytes(WIDE, u32(FIVE_GIB))),
                vectorSection(7, bytes("put", 0, 0), bytes("get", 0, 1), bytes("grow", 0, 2), bytes("size", 0, 3)),
                vectorSection(
                        10,
                        body(vector(), localGet(0), localGet(1), STORE),
                        body(vector(), localGet(0), LOAD),
                        body(vector(), localGet(0), GROW),
                        body(vector(), bytes(0x3F, 0))),
                vectorSection(11, bytes(0, i64(0x1_2345_6780L), END, "far away")));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, module, Imports.NONE, LARGE);
            Function put = instance.function("put");
            Function get = instance.function("get");
            assertEquals("far away", instance.memory().readString(0x1_2345_6780L, 8, StandardCharsets.UTF_8));
            assertEquals((long) FIVE_GIB, instance.function("size").call());
            long end = 5L << 30;
            for (long address = 0; address < end; address += (1 << 29) - 8) {
                put.call(address, ~address);
            }
            for (long address = 0; address < end; address += (1 << 29) - 8) {
                assertEquals(~address, get.call(address));
                assertEquals(~address, instance.memory().readLong(address));
            }
            for (long outside : new long[] {end - 7, 1L << 34, 1L << 48, Long.MAX_VALUE, Long.MIN_VALUE, -8, -1}) {
                assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(get, outside));
                assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(put, outside, 1L));
            }
            Function grow = instance.function("grow");
            for (long tooMuch : new long[] {InstanceLimits.MAX_MEMORY_PAGES, 1L << 32, Long.MIN_VALUE, -1}) {
                assertEquals(-1L, grow.call(tooMuch));
            }
            assertEquals((long) FIVE_GIB, grow.call((long) InstanceLimits.MAX_MEMORY_PAGES - FIVE_GIB));
            put.call((16L << 30) - 8, 16L);
            assertEquals(16L, get.call((16L << 30) - 8));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(get, (16L << 30) - 7));
            assertEquals(16L << 30, instance.statistics().memoryBytes());
        }
    }

    /** {@code f(n)} sums n numbers that it writes at an address that a loop moves, beginning at its first argument. */
    private static byte[] summing() {
        return module(
                vectorSection(1, functionType(vector(I64, I64), vector(I64))),
                vectorSection(3, 0),
                vectorSection(5, bytes(WIDE, 1)),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(
                        10,
                        body(
                                vector(locals(1, I64)),
                                loop(VOID),
                                bytes(localGet(0), localGet(1), bytes(0x37, 3, 8)),
                                bytes(localGet(2), localGet(0), bytes(0x29, 3, 8), 0x7C, localSet(2)),
                                bytes(localGet(0), i64(8), 0x7C, localSet(0)),
                                bytes(localGet(1), i64(1), 0x7D, bytes(0x22, 1), i64(0), 0x52, brIf(0)),
                                END,
                                localGet(2))));
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aLoopThatRunsOutOfTheMemory(Contender contender) {
        for (InstanceLimits limits : new InstanceLimits[] {InstanceLimits.DEFAULT, LARGE}) {
            try (Engine engine = contender.engine()) {
                Function f = instance(engine, summing(), Imports.NONE, limits).function("f");
                for (int i = 0; i < 200; i++) {
                    assertEquals(8_191L * 8_192 / 2, f.call(-8L + 8, 8_191L));
                }
                assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(f, 0L, 8_192L));
                assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(f, -8L, 1L));
                assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(f, 1L << 32, 1L));
                assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(f, 1L << 31, 1L));
            }
        }
    }

    /** A 32-bit memory, a 64-bit one, and copies in all directions. */
    @ParameterizedTest
    @MethodSource("contenders")
    void bulkInstructionsBetweenBothKinds(Contender contender) {
        byte[] module = module(
                vectorSection(
                        1,
                        functionType(vector(I64, I32, I32), vector()),
                        functionType(vector(I32, I64, I32), vector()),
                        functionType(vector(I64, I64, I64), vector()),
                        functionType(vector(I64, I32, I64), vector())),
                vectorSection(3, 0, 0, 1, 2, 3),
                vectorSection(5, bytes(0, 1), bytes(WIDE, u32(FIVE_GIB))),
                vectorSection(
                        7,
                        bytes("init", 0, 0),
                        bytes("up", 0, 1),
                        bytes("down", 0, 2),
                        bytes("within", 0, 3),
                        bytes("fill", 0, 4),
                        bytes("low", 2, 0),
                        bytes("high", 2, 1)),
                section(12, 1),
                vectorSection(
                        10,
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 8, 0, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 10, 1, 0)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 10, 0, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 10, 1, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 11, 1))),
                vectorSection(11, bytes(1, "passive")));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, module, Imports.NONE, LARGE);
            Memory low = (Memory) instance.export("low");
            Memory high = (Memory) instance.export("high");
            long edge = 1L << 32;
            instance.function("init").call(edge - 3, 0, 7);
            assertEquals("passive", high.readString(edge - 3, 7, StandardCharsets.UTF_8));
            instance.function("within").call(edge - 1, edge - 3, 7L);
            instance.function("down").call(20, edge - 3, 9);
            assertEquals("papassive", low.readCString(20));
            instance.function("up").call((5L << 30) - 9, 20, 9);
            assertEquals("papassive", high.readString((5L << 30) - 9, 9, StandardCharsets.UTF_8));
            instance.function("fill").call(edge - 70_000, (int) 'x', 140_000L);
            assertEquals('x', high.readByte(edge + 69_999));
            assertEquals(0, high.readByte(edge + 70_000));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("init"), -1L, 0, 1));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("up"), (5L << 30) - 8, 20, 9));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("down"), 65_530, edge, 7));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("within"), 0L, 0L, -1L));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("within"), 0L, 1L << 63, 0L));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("fill"), 5L << 30, 0, 1L));
            assertEquals("papassive", low.readCString(20));
        }
    }

    /** Memory 0 has 32 bits: accesses to the other take their own way. */
    @ParameterizedTest
    @MethodSource("contenders")
    void asASecondMemory(Contender contender) {
        byte[] module = module(
                vectorSection(1, functionType(vector(I64, I32), vector(I32))),
                vectorSection(3, 0),
                vectorSection(5, bytes(0, 1), bytes(WIDE, 1)),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(
                        10,
                        body(
                                vector(),
                                bytes(localGet(0), localGet(1), bytes(0x36, 0x42, 1, 4)),
                                bytes(i32(8), localGet(0), bytes(0x28, 0x42, 1, 4), bytes(0x36, 2, 4)),
                                bytes(i32(12), bytes(0x28, 2, 0)))));
        try (Engine engine = contender.engine()) {
            Function f = instance(engine, module, Imports.NONE, InstanceLimits.DEFAULT)
                    .function("f");
            assertEquals(7, f.call(65_528L, 7));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(f, 65_529L, 7));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(f, 1L << 32, 7));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(f, -4L, 7));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void importsAreOfOneAddressType(Contender contender) {
        byte[] module = module(
                vectorSection(1, UNARY),
                vectorSection(2, bytes("host", "memory", 2, WIDE, 1)),
                vectorSection(3, 0),
                vectorSection(7, bytes("get", 0, 0)),
                vectorSection(10, body(vector(), localGet(0), LOAD)));
        try (Engine engine = contender.engine()) {
            MemoryType type = new MemoryType(SizeRange.atLeast(1), AddressType.I64);
            Memory wide = engine.memory(type, InstanceLimits.MAX_MEMORY_PAGES);
            Imports imports = Imports.builder().add("host", "memory", wide).build();
            Instance instance = instance(engine, module, imports, InstanceLimits.DEFAULT);
            assertEquals(1, wide.grow(FIVE_GIB));
            wide.writeLong(5L << 30, 55);
            assertEquals(55L, instance.function("get").call(5L << 30));

            Memory narrow = engine.memory(new MemoryType(SizeRange.atLeast(1)));
            Imports wrong = Imports.builder().add("host", "memory", narrow).build();
            String message = assertThrows(
                            LinkException.class, () -> instance(engine, module, wrong, InstanceLimits.DEFAULT))
                    .getMessage();
            assertTrue(
                    message.endsWith("incompatible import type: wanted host.memory (memory i64 1), got memory 1"),
                    message);
            assertThrows(
                    IllegalArgumentException.class, () -> engine.memory(type, InstanceLimits.MAX_MEMORY_PAGES + 1));
        }
    }

    /** With an address of 64 bits: an atomic addition, a notification, a vector stored and loaded, one lane of it. */
    private static byte[] atomicsAndVectors(byte[] memory) {
        return module(
                vectorSection(
                        1,
                        functionType(vector(I64, I64), vector(I64)),
                        functionType(vector(I64), vector(I32)),
                        functionType(vector(I64, I64), vector()),
                        UNARY),
                vectorSection(3, 0, 1, 2, 3, 3),
                vectorSection(5, memory),
                vectorSection(
                        7,
                        bytes("add", 0, 0),
                        bytes("notify", 0, 1),
                        bytes("put", 0, 2),
                        bytes("upper", 0, 3),
                        bytes("lane", 0, 4),
                        bytes("memory", 2, 0)),
                vectorSection(
                        10,
                        body(vector(), localGet(0), localGet(1), bytes(0xFE, 0x1F, 3, 8)),
                        body(vector(), localGet(0), i32(1), bytes(0xFE, 0, 2, 8)),
                        body(vector(), localGet(0), localGet(1), bytes(0xFD, 0x12), bytes(0xFD, 11, 4, 8)),
                        body(vector(), localGet(0), bytes(0xFD, 0, 4, 8), bytes(0xFD, 0x1D, 1)),
                        // Loads one lane of two at an address, the other being 9.
                        body(
                                vector(),
                                localGet(0),
                                bytes(i64(9), 0xFD, 0x12),
                                bytes(0xFD, u32(0x57), 3, 8, 1),
                                bytes(0xFD, 0x1D, 1))));
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void atomicInstructionsAndVectors(Contender contender) {
        byte[] usual = bytes(WIDE, 1);
        byte[] shared = bytes(WIDE | 3, 1, 2);
        try (Engine engine = contender.engine()) {
            for (byte[] memory : new byte[][] {usual, shared}) {
                for (InstanceLimits limits : new InstanceLimits[] {InstanceLimits.DEFAULT, LARGE}) {
                    atomicsAndVectors(instance(engine, atomicsAndVectors(memory), Imports.NONE, limits), 0);
                }
            }
            Instance large = instance(engine, atomicsAndVectors(usual), Imports.NONE, LARGE);
            assertEquals(1, large.memory().grow(FIVE_GIB));
            atomicsAndVectors(large, 5L << 30);
        }
    }

    private static void atomicsAndVectors(Instance instance, long base) {
        Memory memory = instance.memory();
        assertEquals(0L, instance.function("add").call(base, 5L));
        assertEquals(5L, instance.function("add").call(base, 6L));
        assertEquals(11, memory.readLong(base + 8));
        assertEquals(0, instance.function("notify").call(base));
        instance.function("put").call(base + 16, -2L);
        assertEquals(-2, memory.readLong(base + 24));
        assertEquals(-2L, instance.function("upper").call(base + 16));
        assertEquals(11L, instance.function("lane").call(base));
        long end = memory.byteSize();
        for (long outside : new long[] {end - 8, 1L << 34, 1L << 32 | end, Long.MIN_VALUE, -8, -16}) {
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("add"), outside, 1L));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("notify"), outside));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("put"), outside, 1L));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("upper"), outside));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("lane"), outside));
        }
        instance.function("put").call(end - 24, 7L);
        assertEquals(7L, instance.function("upper").call(end - 24));
    }

    @Test
    void whatNoLimitAllowsIsRefused() {
        try (Engine engine = Engine.create()) {
            byte[] module = module(vectorSection(5, bytes(WIDE, u64(1L << 48))));
            String message = assertThrows(LinkException.class, () -> instance(engine, module, Imports.NONE, LARGE))
                    .getMessage();
            assertEquals("wide: a memory of 281474976710656 pages is wanted, and the limit is 262144", message);
        }
    }

    @Test
    void addressesAndOffsetsAreOfTheMemorysType() {
        byte[] type = functionType(vector(), vector(I64));
        for (byte[] address : new byte[][] {i32(0), i64(0)}) {
            for (int flags : new int[] {0, WIDE}) {
                byte[] module = module(
                        vectorSection(1, type),
                        vectorSection(3, 0),
                        vectorSection(5, bytes(flags, 1)),
                        vectorSection(10, body(vector(), address, LOAD)),
                        vectorSection(11, bytes(0, address, END, "")));
                boolean fits = address[0] == (flags == WIDE ? 0x42 : 0x41);
                if (fits) {
                    try (Engine engine = Engine.create()) {
                        engine.load("fits", module);
                    }
                } else {
                    assertRefused(Reason.INVALID, "type mismatch", module);
                }
            }
        }
        byte[] farOffset = bytes(0x29, 3, u64(1L << 32));
        assertRefused(
                Reason.INVALID,
                "offset out of range: 4294967296",
                module(
                        vectorSection(1, type),
                        vectorSection(3, 0),
                        vectorSection(5, bytes(0, 1)),
                        vectorSection(10, body(vector(), i32(0), farOffset))));
    }
}
