package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static java.lang.invoke.MethodType.methodType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors between functions, Java, globals, memories and exceptions. */
class VectorsTest {

    private static final int VECTORS = 0xFD;
    private static final byte[] ADD = bytes(VECTORS, u32(0xAE));
    private static final byte[] LOAD = bytes(VECTORS, 0);
    private static final byte[] STORE = bytes(VECTORS, 11);
    private static final byte[] SPLAT = bytes(VECTORS, 0x11);
    private static final V128 ONE = V128.ofInts(1, 2, 3, 4);
    private static final V128 OTHER = V128.ofInts(-1, 10, 20, 0x7FFF_FFFF);

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static byte[] constant(V128 vector) {
        return bytes(VECTORS, 12, vector.toBytes());
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void typedHandlesTakeAndGiveVectors(Contender contender) throws Throwable {
        Program program = new Program();
        program.function("mixed", "lvfvi:v", "", get(1), get(3), ADD, get(4), SPLAT, ADD);
        program.function("pair", "vi:iv", "", get(1), get(0));
        try (Engine engine = contender.engine()) {
            Instance instance = program.instantiate(engine);
            MethodHandle mixed = instance.function("mixed").handle();
            assertEquals(
                    methodType(V128.class, long.class, V128.class, float.class, V128.class, int.class), mixed.type());
            V128 sum = (V128) mixed.invokeExact(5L, ONE, 1f, OTHER, 100);
            assertEquals(V128.ofInts(100, 112, 123, Integer.MIN_VALUE + 103), sum);
            Object[] pair = (Object[]) instance.function("pair").handle().invokeExact(OTHER, 7);
            assertArrayEquals(new Object[] {7, OTHER}, pair);
            assertThrows(IllegalArgumentException.class, () -> {
                V128 none = (V128) mixed.invokeExact(5L, (V128) null, 1f, OTHER, 100);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void boxedCallsTakeVectorsOnly(Contender contender) {
        Program program = new Program();
        program.function("add", "vv:v", "", get(0), get(1), ADD);
        try (Engine engine = contender.engine()) {
            Function add = program.instantiate(engine).function("add");
            assertEquals(V128.ofInts(0, 12, 23, Integer.MIN_VALUE + 3), add.call(ONE, OTHER));
            for (Object wrong : new Object[] {null, 1L, "vector"}) {
                assertThrows(IllegalArgumentException.class, () -> add.call(ONE, wrong));
            }
        }
    }

    private final List<Object> seen = new java.util.ArrayList<>();

    V128 withCaller(Instance caller, V128 one, int number, V128 other) {
        seen.add(caller.name());
        return new V128(one.low() + number, other.high());
    }

    V128 nothing() {
        return null;
    }

    private static HostFunction host(Object target, String name) {
        return HostFunction.of(MethodHandles.lookup(), target, name);
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void hostFunctionsTakeAndGiveVectors(Contender contender) {
        Program program = new Program();
        int imported = program.importFunction("host", "vectors", "viv:v");
        int nothing = program.importFunction("host", "nothing", ":v");
        program.function("direct", "vv:v", "", get(0), i32(3), get(1), CALL, imported, get(0), ADD);
        program.function("tail", "vv:v", "", get(0), i32(3), get(1), RETURN_CALL, imported);
        program.function("none", ":v", "", CALL, nothing);
        program.table(0, imported);
        int type = program.type("viv:v");
        program.function("indirect", "vv:v", "", get(0), i32(3), get(1), i32(0), CALL_INDIRECT, type, 0);
        try (Engine engine = contender.engine()) {
            Function host = engine.function("vectors", host(this, "withCaller"));
            Imports imports = Imports.builder()
                    .add("host", "vectors", host)
                    .add("host", "nothing", engine.function("nothing", host(this, "nothing")))
                    .build();
            Instance instance = program.instantiate(engine, imports, InstanceLimits.DEFAULT);
            V128 expected = new V128(ONE.low() + 3, OTHER.high());
            assertEquals(
                    V128.ofInts(5, 4, 23, Integer.MIN_VALUE + 3),
                    instance.function("direct").call(ONE, OTHER));
            assertEquals(expected, instance.function("tail").call(ONE, OTHER));
            assertEquals(expected, instance.function("indirect").call(ONE, OTHER));
            assertEquals(List.of("test.wasm", "test.wasm", "test.wasm"), seen);
            Trap trap = assertThrows(Trap.class, () -> instance.function("none").call());
            assertEquals(TrapKind.HOST_ERROR, trap.kind());
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void globalsHoldVectors(Contender contender) {
        byte[] module = module(
                vectorSection(1, functionType(vector(V128_CODE), vector(V128_CODE))),
                vectorSection(2, bytes("host", "shared", 3, V128_CODE, 1)),
                vectorSection(3, 0),
                vectorSection(6, bytes(V128_CODE, 0, constant(ONE), END)),
                vectorSection(7, bytes("swap", 0, 0), bytes("one", 3, 1)),
                vectorSection(10, body(vector(), GLOBAL_GET, 0, get(0), GLOBAL_SET, 0, GLOBAL_GET, 1, ADD)));
        try (Engine engine = contender.engine()) {
            Global shared = engine.global(new GlobalType(ValueType.V128, true), OTHER);
            Imports imports = Imports.builder().add("host", "shared", shared).build();
            Instance instance =
                    engine.instantiate(engine.load("globals", module), imports, InstanceOptions.named("globals"));
            assertEquals(ONE, ((Global) instance.export("one")).get());
            assertEquals(
                    V128.ofInts(0, 12, 23, Integer.MIN_VALUE + 3),
                    instance.function("swap").call(ONE));
            assertEquals(ONE, shared.get());
            shared.set(OTHER);
            assertEquals(OTHER, shared.get());
            assertThrows(IllegalArgumentException.class, () -> shared.set(1L));
            assertEquals(OTHER, shared.get());
        }
    }

    /** {@code load OFFSET} and {@code store OFFSET} of two memories. */
    private static Program accesses(int... offsets) {
        Program program = new Program().memory(1).memory(1);
        for (int memory = 0; memory < 2; memory++) {
            for (int offset : offsets) {
                byte[] argument = bytes(0x40, memory, u32(offset));
                program.function("load" + memory + " " + offset, "i:v", "", get(0), LOAD, argument);
                program.function("store" + memory + " " + offset, "iv:", "", get(0), get(1), STORE, argument);
            }
        }
        return program;
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void memoriesHoldVectorsAndWriteAllOrNothing(Contender contender) {
        int[] offsets = {0, 5, 0x7FFF_FFF8, 0x7FFF_FFFF, -16};
        try (Engine engine = contender.engine()) {
            Instance instance = accesses(offsets).instantiate(engine);
            for (int memory = 0; memory < 2; memory++) {
                for (int offset : offsets) {
                    Function load = instance.function("load" + memory + " " + offset);
                    Function store = instance.function("store" + memory + " " + offset);
                    if (offset >= 0 && offset < 8) {
                        store.call(65536 - 16 - offset, OTHER);
                        assertEquals(OTHER, load.call(65536 - 16 - offset));
                    }
                    for (int address : new int[] {65536 - 15 - offset, 65536 - 8 - offset, 65535 - offset, -1, -16}) {
                        refused(() -> load.call(address));
                        refused(() -> store.call(address, ONE));
                    }
                    if (offset < 8 && offset >= 0) {
                        assertEquals(OTHER, load.call(65536 - 16 - offset), "nothing was written");
                    }
                }
            }
            assertEquals(V128.ZERO, instance.function("load0 0").call(0));
        }
    }

    private static void refused(org.junit.jupiter.api.function.Executable access) {
        assertEquals(
                TrapKind.OUT_OF_BOUNDS_MEMORY, assertThrows(Trap.class, access).kind());
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void exceptionsCarryVectors(Contender contender) {
        byte[] type = functionType(vector(I32, V128_CODE, I64), vector());
        byte[] module = module(
                vectorSection(
                        1,
                        type,
                        functionType(vector(V128_CODE), vector(V128_CODE)),
                        functionType(vector(), vector(I32, V128_CODE, I64))),
                vectorSection(2, bytes("host", "tag", 4, 0, 0)),
                vectorSection(3, 1, 1),
                vectorSection(7, bytes("throws", 0, 0), bytes("catches", 0, 1)),
                vectorSection(
                        10,
                        body(vector(), i32(5), get(0), i64(6), 0x08, 0, UNREACHABLE),
                        body(
                                vector(locals(1, V128_CODE), locals(1, I64)),
                                bytes(BLOCK, 2, 0x1F, VOID, 1, 0, 0, 0, get(0), CALL, 0, DROP, END, UNREACHABLE, END),
                                bytes(SET, 2, SET, 1, DROP, get(1), get(0), ADD))));
        try (Engine engine = contender.engine()) {
            Tag tag = engine.tag(FunctionType.of(List.of(ValueType.I32, ValueType.V128, ValueType.I64), List.of()));
            Imports imports = Imports.builder().add("host", "tag", tag).build();
            Instance instance =
                    engine.instantiate(engine.load("throws", module), imports, InstanceOptions.named("throws"));
            WasmException thrown = assertThrows(
                    WasmException.class, () -> instance.function("throws").call(OTHER));
            assertEquals(List.of(5, OTHER, 6L), thrown.arguments());
            assertEquals(
                    V128.ofInts(-2, 20, 40, -2), instance.function("catches").call(OTHER));
            WasmException made = engine.exception(tag, 1, ONE, 2L);
            assertEquals(List.of(1, ONE, 2L), made.arguments());
        }
    }

    /** Long enough that a tier goes over to compiled code within the loop. */
    @ParameterizedTest
    @MethodSource("contenders")
    void hotLoopsKeepVectorsInLocals(Contender contender) {
        int rounds = 300_000;
        Program program = new Program();
        byte[] step = bytes(get(1), get(2), ADD, SET, 1);
        byte[] next = bytes(get(0), i32(1), I32_SUB, TEE, 0, BR_IF, 0);
        program.function(
                "loop", "iv:v", "vl", i64(7), SET, 3, constant(ONE), SET, 2, LOOP, VOID, step, next, END, get(1));
        try (Engine engine = contender.engine()) {
            Function loop = program.instantiate(engine).function("loop");
            V128 expected = V128.ofInts(rounds - 1, 2 * rounds + 10, 3 * rounds + 20, 4 * rounds + 0x7FFF_FFFF);
            for (int i = 0; i < 3; i++) {
                assertEquals(expected, loop.call(rounds, OTHER));
            }
            assertTrue(expected.intLane(3) < 0);
        }
    }
}
