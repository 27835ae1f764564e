package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memories whose pages are bytes. */
class CustomPageSizesTest {

    private static final int BYTES = 8;
    private static final int WIDE = 4;
    private static final int LONGEST = 32_767 * 65_536;

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static Instance instance(Engine engine, byte[] module, Imports imports, int pages) {
        InstanceLimits limits = InstanceLimits.DEFAULT.withMemoryPages(pages);
        return engine.instantiate(
                engine.load("bytes", module),
                imports,
                InstanceOptions.named("bytes").withLimits(limits));
    }

    private static TrapKind trap(Function function, Object... arguments) {
        return assertThrows(Trap.class, () -> function.call(arguments)).kind();
    }

    /** A memory of some bytes with {@code get}, {@code put}, {@code grow} and {@code size}. */
    private static byte[] module(boolean wide, int bytes) {
        int address = wide ? I64 : I32;
        return dev.tagalong.runtime.testing.Binary.module(
                vectorSection(
                        1,
                        functionType(vector(address), vector(I32)),
                        functionType(vector(address, I32), vector()),
                        functionType(vector(address), vector(address)),
                        functionType(vector(), vector(address))),
                vectorSection(3, 0, 1, 2, 3),
                vectorSection(5, bytes(BYTES | (wide ? WIDE : 0), u32(bytes), 0)),
                vectorSection(
                        7,
                        bytes("get", 0, 0),
                        bytes("put", 0, 1),
                        bytes("grow", 0, 2),
                        bytes("size", 0, 3),
                        bytes("memory", 2, 0)),
                vectorSection(
                        10,
                        body(vector(), localGet(0), bytes(0x28, 2, 0)),
                        body(vector(), localGet(0), localGet(1), bytes(0x36, 2, 0)),
                        body(vector(), localGet(0), bytes(0x40, 0)),
                        body(vector(), bytes(0x3F, 0))));
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void sizesAreInBytes(Contender contender) {
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, module(false, 13), Imports.NONE, 2);
            Function get = instance.function("get");
            Function grow = instance.function("grow");
            instance.function("put").call(9, 0x1234_5678);
            assertEquals(0x1234_5678, get.call(9));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(get, 10));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("put"), 12, 0));
            assertEquals(13, instance.function("size").call());
            assertEquals(13, grow.call(4));
            assertEquals(0x12, get.call(12));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(get, 14));
            assertEquals(-1, grow.call(2 * 65_536 - 16));
            assertEquals(-1, grow.call(-1));
            assertEquals(17, grow.call(2 * 65_536 - 17));
            assertEquals(0x1234_5678, get.call(9));
            Memory memory = instance.memory();
            assertEquals(2 * 65_536, memory.pages());
            assertEquals(2 * 65_536, memory.byteSize());
            assertEquals("131072 (pagesize 1)", memory.type().toString());
            assertEquals(2 * 65_536, instance.statistics().memoryBytes());
            memory.limit(3);
            assertEquals(2 * 65_536, grow.call(65_536));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void with64BitAddresses(Contender contender) {
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, module(true, 5), Imports.NONE, InstanceLimits.MAX_MEMORY_PAGES);
            assertEquals(5L, instance.function("grow").call(2L));
            assertEquals(7L, instance.function("size").call());
            assertEquals(-1L, instance.function("grow").call((long) LONGEST));
            assertEquals(0, instance.function("get").call(3L));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("get"), 4L));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("get"), 1L << 32));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance.function("get"), -1L));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void limitsAndImports(Contender contender) {
        byte[] user = dev.tagalong.runtime.testing.Binary.module(
                vectorSection(2, bytes("host", "memory", 2, bytes(BYTES, 10, 0))));
        try (Engine engine = contender.engine()) {
            String message = assertThrows(
                            LinkException.class, () -> instance(engine, module(false, 65_537), Imports.NONE, 1))
                    .getMessage();
            assertEquals("bytes: a memory of 65537 pages is wanted, and the limit is 65536", message);
            MemoryType type = new MemoryType(SizeRange.between(10, 100), AddressType.I32, false, 1);
            Memory memory = engine.memory(type);
            memory.writeLong(2, -1);
            assertEquals(-1, memory.grow(91));
            assertEquals(10, memory.grow(90));
            instance(
                    engine,
                    user,
                    Imports.builder().add("host", "memory", memory).build(),
                    1);
            Memory usual = engine.memory(new MemoryType(SizeRange.atLeast(10)));
            Imports wrong = Imports.builder().add("host", "memory", usual).build();
            assertThrows(LinkException.class, () -> instance(engine, user, wrong, 1));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new MemoryType(SizeRange.atLeast(1), AddressType.I32, false, 4_096));
        }
    }
}
