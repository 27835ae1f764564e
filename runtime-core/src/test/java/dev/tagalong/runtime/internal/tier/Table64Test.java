package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables with 64-bit indices. */
class Table64Test {

    private static final int WIDE = 4;
    private static final byte[] NULLARY = functionType(vector(), vector(I32));

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static TrapKind trap(Function function, Object... arguments) {
        return assertThrows(Trap.class, () -> function.call(arguments)).kind();
    }

    /** Calls and tail calls through tables of 70,000 entries: table 0 has 64-bit indices, table 1 has 32-bit ones. */
    private static byte[] calling() {
        return module(
                vectorSection(
                        1, NULLARY, functionType(vector(I64), vector(I32)), functionType(vector(I32), vector(I32))),
                vectorSection(3, 0, 1, 1, 2, 1),
                vectorSection(4, bytes(FUNCREF, WIDE, u32(70_000)), bytes(FUNCREF, 0, 1)),
                vectorSection(
                        7,
                        bytes("call", 0, 1),
                        bytes("tail", 0, 2),
                        bytes("narrow", 0, 3),
                        bytes("added", 0, 4),
                        bytes("table", 1, 0)),
                vectorSection(9, bytes(0, i64(7), END, vector(0)), bytes(2, 1, i32(0), END, 0, vector(0))),
                vectorSection(
                        10,
                        body(vector(), i32(41)),
                        body(vector(), localGet(0), bytes(0x11, 0, 0), i32(1), 0x6A),
                        body(vector(), localGet(0), bytes(0x13, 0, 0)),
                        body(vector(), localGet(0), bytes(0x11, 0, 1)),
                        // The callee's index is the last of what is on the stack.
                        body(vector(), i32(1), localGet(0), i64(3), 0x7C, bytes(0x11, 0, 0), 0x6A)));
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void indirectCalls(Contender contender) {
        try (Engine engine = contender.engine()) {
            Function[] other = new Function[1];
            Instance instance = engine.instantiate(
                    engine.load("calls", calling()),
                    Imports.NONE,
                    InstanceOptions.named("calls").withLinkage(tagged -> other[0]));
            other[0] = ((Function) ((Table) instance.export("table")).get(7));
            for (int i = 0; i < 3; i++) {
                assertEquals(42, instance.function("call").call(7L));
                assertEquals(41, instance.function("tail").call(7L));
                assertEquals(42, instance.function("added").call(4L));
                assertEquals(41, instance.function("narrow").call(TaggedIndex.pack(3, 5)));
                // A 64-bit index past the end is nobody's tagged one.
                for (long outside : new long[] {70_000, TaggedIndex.pack(3, 5), 1L << 32 | 7, 1L << 63 | 7, -1}) {
                    assertEquals(TrapKind.UNDEFINED_ELEMENT, trap(instance.function("call"), outside));
                    assertEquals(TrapKind.UNDEFINED_ELEMENT, trap(instance.function("tail"), outside));
                }
                assertEquals(TrapKind.UNINITIALIZED_ELEMENT, trap(instance.function("call"), 8L));
            }
            assertEquals(41, instance.callee(7).call());
            assertEquals(
                    TrapKind.UNDEFINED_ELEMENT,
                    assertThrows(Trap.class, () -> instance.callee(TaggedIndex.pack(3, 5)))
                            .kind());
        }
    }

    /** {@code externref} tables: 0 has 64-bit indices, 1 has 32-bit ones. */
    private static byte[] entries() {
        byte[] copy = functionType(vector(I64, I64, I64), vector());
        return module(
                vectorSection(
                        1,
                        functionType(vector(I64), vector(EXTERNREF)),
                        functionType(vector(I64, EXTERNREF), vector()),
                        functionType(vector(), vector(I64)),
                        functionType(vector(EXTERNREF, I64), vector(I64)),
                        functionType(vector(I64, EXTERNREF, I64), vector()),
                        copy,
                        functionType(vector(I64, I32, I32), vector()),
                        functionType(vector(I32, I64, I32), vector())),
                vectorSection(3, 0, 1, 2, 3, 4, 5, 6, 7, 6),
                vectorSection(4, bytes(EXTERNREF, WIDE, 3), bytes(EXTERNREF, 0, 3)),
                vectorSection(
                        7,
                        bytes("get", 0, 0),
                        bytes("set", 0, 1),
                        bytes("size", 0, 2),
                        bytes("grow", 0, 3),
                        bytes("fill", 0, 4),
                        bytes("copy", 0, 5),
                        bytes("up", 0, 6),
                        bytes("down", 0, 7),
                        bytes("init", 0, 8),
                        bytes("narrow", 1, 1)),
                vectorSection(9, bytes(5, EXTERNREF, vector(bytes(0xD0, EXTERNREF, END)))),
                vectorSection(
                        10,
                        body(vector(), localGet(0), bytes(0x25, 0)),
                        body(vector(), localGet(0), localGet(1), bytes(0x26, 0)),
                        body(vector(), bytes(0xFC, 16, 0)),
                        body(vector(), localGet(0), localGet(1), bytes(0xFC, 15, 0)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 17, 0)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 14, 0, 0)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 14, 0, 1)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 14, 1, 0)),
                        body(vector(), localGet(0), localGet(1), localGet(2), bytes(0xFC, 12, 0, 0))));
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void entriesAsWholesAndOneByOne(Contender contender) {
        try (Engine engine = contender.engine()) {
            Instance instance = engine.instantiate(
                    engine.load("entries", entries()), Imports.NONE, InstanceOptions.named("entries"));
            Function get = instance.function("get");
            instance.function("set").call(1L, "one");
            assertEquals("one", get.call(1L));
            assertEquals(3L, instance.function("grow").call("more", 4L));
            assertEquals(-1L, instance.function("grow").call("more", 1L << 32));
            assertEquals(-1L, instance.function("grow").call("more", -1L));
            assertEquals(7L, instance.function("size").call());
            instance.function("fill").call(2L, "two", 3L);
            instance.function("copy").call(3L, 1L, 3L);
            assertEquals("one", get.call(3L));
            assertEquals("two", get.call(5L));
            assertEquals("more", get.call(6L));
            instance.function("down").call(1, 3L, 2);
            assertEquals("one", ((Table) instance.export("narrow")).get(1));
            instance.function("up").call(0L, 1, 2);
            assertEquals("two", get.call(1L));
            instance.function("init").call(1L, 0, 1);
            assertEquals(null, get.call(1L));
            for (long outside : new long[] {7, 1L << 32, -1, Long.MIN_VALUE}) {
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(get, outside));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("set"), outside, "x"));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("fill"), outside, "x", 1L));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("copy"), outside, 0L, 1L));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("copy"), 0L, outside, 1L));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("copy"), 0L, 0L, outside | 8));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("up"), outside, 0, 1));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("down"), 0, outside, 1));
                assertEquals(TrapKind.OUT_OF_BOUNDS_TABLE, trap(instance.function("init"), outside, 0, 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void importsAreOfOneAddressType(Contender contender) {
        byte[] module = module(vectorSection(2, bytes("host", "table", 1, FUNCREF, WIDE, 1)));
        try (Engine engine = contender.engine()) {
            Table wide = engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.atLeast(1), AddressType.I64));
            Table narrow = engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.atLeast(1)));
            InstanceOptions options = InstanceOptions.named("user");
            engine.instantiate(
                    engine.load("user", module),
                    Imports.builder().add("host", "table", wide).build(),
                    options);
            assertSame(AddressType.I64, wide.type().addressType());
            assertThrows(
                    LinkException.class,
                    () -> engine.instantiate(
                            engine.load("user", module),
                            Imports.builder().add("host", "table", narrow).build(),
                            options));
        }
    }
}
