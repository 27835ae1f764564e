package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.StructObject;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.PackedType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StructType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Structures, arrays and casts on each tier. */
class ObjectsTest {

    private static final int I8 = 0x78;
    private static final int I16 = 0x77;
    private static final int ANYREF = 0x6E;
    private static final int EQREF = 0x6D;
    private static final int VECTOR = 0x7B;
    private static final int STRUCT = 0x5F;
    private static final int ARRAY = 0x5E;
    private static final int MUT = 1;
    private static final int NULL = 0xD0;

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static byte[] gc(int code, int... indices) {
        byte[] all = bytes(0xFB, code);
        for (int index : indices) {
            all = bytes(all, u32(index));
        }
        return all;
    }

    private static byte[] refNull(int type) {
        return bytes(0x63, type);
    }

    /** A module of types, one function of the last type, exported as {@code f}, and a global {@code anyref}. */
    private static byte[] function(byte[] types, int type, byte[] locals, Object... code) {
        return module(
                section(1, types),
                vectorSection(3, type),
                vectorSection(6, bytes(ANYREF, 1, NULL, 0x71, END)),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, body(locals, code)));
    }

    private static Instance instance(Engine engine, byte[] module, InstanceLimits limits) {
        return engine.instantiate(
                engine.load("objects", module),
                Imports.NONE,
                InstanceOptions.named("objects").withLimits(limits));
    }

    private static Instance instance(Engine engine, byte[] module) {
        return instance(engine, module, InstanceLimits.DEFAULT);
    }

    /** A trap is told by its place, which a conversion before it, that takes no code, must not hide. */
    @ParameterizedTest
    @MethodSource("tiers")
    void aCastBehindAConversionFails(Tier tier) {
        byte[] type = functionType(vector(EXTERNREF), vector(I32));
        byte[] module = function(vector(type), 0, vector(), localGet(0), gc(26), gc(22, 0x6C), gc(30));
        try (Engine engine = Tiers.engine(tier)) {
            Function cast = instance(engine, module).function("f");
            for (Object other : new Object[] {null, "x"}) {
                assertEquals(
                        TrapKind.CAST_FAILURE,
                        assertThrows(Trap.class, () -> cast.call(other)).kind());
            }
        }
    }

    /** With a null structure in local 1: HotSpot leaves stack traces out where one place has thrown many exceptions. */
    private static void checkManyTraps(Tier tier, TrapKind kind, int calls, Object... code) {
        byte[] types = vector(
                functionType(vector(I32), vector(I32)),
                bytes(STRUCT, vector(bytes(I32, MUT))),
                bytes(STRUCT, vector(bytes(I64, MUT))),
                bytes(ARRAY, I32, MUT));
        byte[] module = module(
                section(1, types),
                vectorSection(3, 0, 0),
                vectorSection(5, bytes(0, 1)),
                vectorSection(7, bytes("f", 0, 1)),
                vectorSection(
                        10,
                        body(vector(bytes(1, refNull(1))), code),
                        body(vector(), localGet(0), call(0), i32(1), 0x6A)));
        try (Engine engine = Tiers.engine(tier)) {
            Function function = instance(engine, module).function("f");
            for (int i = 0; i < calls; i++) {
                Trap trap = assertThrows(Trap.class, () -> function.call(1));
                assertEquals(kind, trap.kind());
                assertEquals(kind.message(), trap.getMessage());
                List<Trap.Frame> frames = trap.backtrace();
                assertEquals(2, frames.size());
                assertEquals(0, frames.get(0).functionIndex());
                assertEquals(1, frames.get(1).functionIndex());
                assertTrue(frames.get(0).offset() > 0
                        && frames.get(1).offset() > frames.get(0).offset());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void manyTrapsInOnePlaceKeepTheirDetail(Tier tier) {
        int calls = tier == Tier.INTERPRET ? 100 : 12_000;
        checkManyTraps(tier, TrapKind.NULL_STRUCTURE_REFERENCE, calls, localGet(1), localGet(0), gc(5, 1, 0), i32(1));
        checkManyTraps(tier, TrapKind.OUT_OF_BOUNDS_ARRAY, calls, i32(1), gc(7, 3), localGet(0), gc(11, 3));
        checkManyTraps(tier, TrapKind.NULL_ARRAY_REFERENCE, calls, NULL, 3, localGet(0), gc(11, 3));
        checkManyTraps(tier, TrapKind.CAST_FAILURE, calls, localGet(0), gc(0, 1), gc(22, 2), 0x1A, i32(1));
        byte[] store = bytes(localGet(0), i32(1 << 31), 0x72, localGet(0), 0x3A, 0, 0);
        checkManyTraps(tier, TrapKind.OUT_OF_BOUNDS_MEMORY, calls, store, i32(1));
        checkManyTraps(tier, TrapKind.INTEGER_DIVIDE_BY_ZERO, calls, localGet(0), localGet(0), i32(1), 0x6B, 0x6D);
    }

    /** The loop begins in the interpreter, and compiled code goes on with it where there is some. */
    @ParameterizedTest
    @MethodSource("tiers")
    void aNullStructureAfterManyIterations(Tier tier) {
        byte[] types = vector(functionType(vector(I32), vector(I32)), bytes(STRUCT, vector(bytes(I32, MUT))));
        byte[] made = bytes(localGet(0), gc(0, 1), localSet(1));
        byte[] last = bytes(localGet(0), i32(1), 0x46, 0x04, VOID, NULL, 1, localSet(1), END);
        byte[] read = bytes(localGet(1), gc(2, 1, 0), 0x1A);
        byte[] loop = bytes(loop(VOID), last, read, localGet(0), i32(1), 0x6B, 0x22, 0, brIf(0), END, localGet(0));
        byte[] module = function(types, 0, vector(bytes(1, refNull(1))), made, loop);
        try (Engine engine = Tiers.engine(tier)) {
            Function function = instance(engine, module).function("f");
            Trap trap = assertThrows(Trap.class, () -> function.call(tier == Tier.TIERED ? 20_000_000 : 100_000));
            assertEquals(TrapKind.NULL_STRUCTURE_REFERENCE, trap.kind());
            assertEquals(1, trap.backtrace().size());
        }
    }

    private static final byte[] EACH_FIELD = bytes(
            STRUCT,
            vector(
                    bytes(I8, MUT),
                    bytes(I16, MUT),
                    bytes(I32, MUT),
                    bytes(I64, MUT),
                    bytes(F32, MUT),
                    bytes(F64, MUT),
                    bytes(ANYREF, MUT)));

    @ParameterizedTest
    @MethodSource("tiers")
    void fieldsOfEachType(Tier tier) {
        byte[] type = functionType(
                vector(I32, I32, I32, I64, F32, F64, ANYREF), vector(I32, I32, I32, I32, I32, I64, F32, F64, ANYREF));
        byte[] get = localGet(7);
        byte[] module = function(
                vector(EACH_FIELD, type),
                1,
                vector(bytes(1, refNull(0))),
                gc(1, 0),
                localSet(7),
                get,
                localGet(0),
                gc(5, 0, 0),
                get,
                localGet(1),
                gc(5, 0, 1),
                get,
                localGet(2),
                gc(5, 0, 2),
                get,
                localGet(3),
                gc(5, 0, 3),
                get,
                localGet(4),
                gc(5, 0, 4),
                get,
                localGet(5),
                gc(5, 0, 5),
                get,
                localGet(6),
                gc(5, 0, 6),
                get,
                gc(3, 0, 0),
                get,
                gc(4, 0, 0),
                get,
                gc(3, 0, 1),
                get,
                gc(4, 0, 1),
                get,
                gc(2, 0, 2),
                get,
                gc(2, 0, 3),
                get,
                gc(2, 0, 4),
                get,
                gc(2, 0, 5),
                get,
                gc(2, 0, 6));
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, module);
            for (int i = 0; i < 40; i++) {
                assertArrayEquals(new Object[] {-1, 0xFF, -0x8000, 0x8000, 7, 8L, 9f, 10.0, "eleven"}, (Object[])
                        instance.function("f").call(0x1FF, 0x18000, 7, 8L, 9f, 10.0, "eleven"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void javaAndWebAssemblyHaveTheSameObjects(Tier tier) {
        byte[] type = functionType(vector(refNull(0), refNull(1)), vector(ANYREF));
        byte[] module = function(
                vector(bytes(STRUCT, vector(bytes(I32, MUT), bytes(EQREF, MUT))), bytes(ARRAY, bytes(I16, MUT)), type),
                2,
                vector(),
                localGet(0),
                localGet(1),
                i32(1),
                gc(13, 1),
                gc(5, 0, 0),
                localGet(0),
                localGet(0),
                gc(2, 0, 0),
                gc(0x1C),
                gc(5, 0, 1),
                localGet(0));
        StructType struct = StructType.of(List.of(
                new FieldType(ValueType.I32, true), new FieldType(new ReferenceType(true, AbstractHeapType.EQ), true)));
        ArrayType array = ArrayType.of(new FieldType(PackedType.I16, true));
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, module);
            StructObject given = engine.struct(struct, 1, null);
            ArrayObject elements = engine.array(array, List.of(5, 0xFFFF, 7));
            for (int i = 0; i < 40; i++) {
                assertSame(given, instance.function("f").call(given, elements));
                assertEquals(0xFFFF, given.get(0));
                assertEquals(I31.of(0xFFFF), given.get(1));
            }
            assertThrows(
                    IllegalArgumentException.class, () -> instance.function("f").call(elements, elements));
            assertThrows(
                    IllegalArgumentException.class, () -> instance.function("f").call("text", elements));
        }
    }

    /** A function from a number and a reference of any type, of whose types 0 is a structure, 1 and 2 arrays. */
    private static byte[] access(Object... code) {
        return function(
                vector(
                        bytes(STRUCT, vector(bytes(I32, MUT))),
                        bytes(ARRAY, bytes(I32, MUT)),
                        bytes(ARRAY, bytes(ANYREF, MUT)),
                        functionType(vector(I32, ANYREF), vector(I32))),
                3,
                vector(bytes(1, refNull(0)), bytes(1, refNull(1))),
                code);
    }

    private static void traps(Tier tier, TrapKind kind, int number, Object reference, Object... code) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, access(code));
            for (int i = 0; i < 100; i++) {
                Trap trap =
                        assertThrows(Trap.class, () -> instance.function("f").call(number, reference));
                assertEquals(kind, trap.kind());
                assertEquals(0, trap.backtrace().get(0).functionIndex());
            }
        }
    }

    private static final byte[] STRUCT_NULL = localGet(2);
    private static final byte[] ARRAY_NULL = localGet(3);
    private static final byte[] TEN = bytes(i32(10), gc(7, 1));

    @ParameterizedTest
    @MethodSource("tiers")
    void nullReferencesTrap(Tier tier) {
        TrapKind struct = TrapKind.NULL_STRUCTURE_REFERENCE;
        traps(tier, struct, 0, null, STRUCT_NULL, gc(2, 0, 0));
        traps(tier, struct, 0, null, STRUCT_NULL, i32(1), gc(5, 0, 0), i32(0));
        TrapKind array = TrapKind.NULL_ARRAY_REFERENCE;
        traps(tier, array, 0, null, ARRAY_NULL, i32(0), gc(11, 1));
        traps(tier, array, 0, null, ARRAY_NULL, i32(0), i32(0), gc(14, 1), i32(0));
        traps(tier, array, 0, null, ARRAY_NULL, gc(15));
        traps(tier, array, 0, null, ARRAY_NULL, i32(0), i32(0), i32(0), gc(16, 1), i32(0));
        traps(tier, array, 0, null, ARRAY_NULL, i32(0), TEN, i32(0), i32(0), gc(17, 1, 1), i32(0));
        traps(tier, TrapKind.NULL_I31_REFERENCE, 0, null, NULL, 0x6C, gc(0x1D));
        traps(tier, TrapKind.CAST_FAILURE, 0, null, localGet(1), gc(22, 0), gc(2, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void indicesOutsideTrap(Tier tier) {
        TrapKind bounds = TrapKind.OUT_OF_BOUNDS_ARRAY;
        for (int index : new int[] {10, -1, Integer.MIN_VALUE}) {
            traps(tier, bounds, index, null, TEN, localGet(0), gc(11, 1));
            traps(tier, bounds, index, null, TEN, localGet(0), i32(0), gc(14, 1), i32(0));
            traps(tier, bounds, index, null, TEN, i32(1), i32(0), localGet(0), gc(16, 1), i32(0));
            traps(tier, bounds, index, null, TEN, i32(1), TEN, i32(0), localGet(0), gc(17, 1, 1), i32(0));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void castsThatFailTrap(Tier tier) {
        for (Object reference : new Object[] {"host", I31.of(3)}) {
            traps(tier, TrapKind.CAST_FAILURE, 0, reference, localGet(1), gc(22, 0), gc(2, 0, 0));
            traps(tier, TrapKind.CAST_FAILURE, 0, reference, localGet(1), gc(23, 1), gc(15));
            traps(tier, TrapKind.CAST_FAILURE, 0, reference, localGet(1), bytes(0xFB, 22, 0x6B), 0x1A, i32(0));
            traps(tier, TrapKind.CAST_FAILURE, 0, reference, localGet(1), bytes(0xFB, 23, 0x71), 0x1A, i32(0));
        }
        traps(tier, TrapKind.CAST_FAILURE, 0, "host", localGet(1), bytes(0xFB, 22, 0x6D), 0x1A, i32(0));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void arraysThatAreTooLargeTrap(Tier tier) {
        for (int length : new int[] {Integer.MAX_VALUE, -1}) {
            traps(tier, TrapKind.OUT_OF_MEMORY, length, null, localGet(0), gc(7, 1), gc(15));
            traps(tier, TrapKind.OUT_OF_MEMORY, length, null, i32(1), localGet(0), gc(6, 1), gc(15));
        }
    }

    /** Adds so many links, of an array of 100 numbers each, to a list that the global holds, or to none. */
    private static byte[] allocating(boolean keeps) {
        return function(
                vector(
                        bytes(STRUCT, vector(bytes(ANYREF, MUT), bytes(ANYREF, MUT))),
                        bytes(ARRAY, bytes(I32, MUT)),
                        functionType(vector(I32), vector())),
                2,
                vector(),
                loop(0x40),
                keeps ? bytes(0x23, 0) : bytes(NULL, 0x6E),
                i32(100),
                gc(7, 1),
                gc(0, 0),
                0x24,
                0,
                localGet(0),
                i32(1),
                0x6B,
                0x22,
                0,
                brIf(0),
                END);
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whatAnInstanceKeepsIsLimited(Tier tier) {
        InstanceLimits limits = InstanceLimits.DEFAULT.withGcBytes(4 << 20);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, allocating(true), limits);
            instance.function("f").call(5_000);
            Trap trap = assertThrows(Trap.class, () -> instance.function("f").call(20_000));
            assertEquals(TrapKind.OUT_OF_MEMORY, trap.kind());
            assertEquals("out of memory: structures and arrays of more than 4194304 bytes", trap.getMessage());
            assertThrows(Trap.class, () -> instance.function("f").call(10_000));
            instance.limits(limits.withGcBytes(64 << 20));
            instance.function("f").call(10_000);
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void garbageIsNotLimited(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, allocating(false), InstanceLimits.DEFAULT.withGcBytes(4 << 20));
            instance.function("f").call(40_000);
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void moreFieldsThanAMethodHasParameters(Tier tier) {
        int count = 300;
        Object[] fields = new Object[count];
        byte[] code = {};
        for (int i = 0; i < count; i++) {
            fields[i] = bytes(I64, MUT);
            code = bytes(code, i64(i));
        }
        byte[] module = function(
                vector(bytes(STRUCT, vector(fields)), functionType(vector(), vector(I64))),
                1,
                vector(),
                code,
                gc(0, 0),
                gc(2, 0, count - 1));
        try (Engine engine = Tiers.engine(tier)) {
            assertEquals(count - 1L, instance(engine, module).function("f").call());
        }
    }

    /** Of each kind in turn; past 1,000 they are in arrays. The first function makes the structure of its parameters. */
    @ParameterizedTest
    @MethodSource("tiers")
    void manyFieldsOfAllKinds(Tier tier) {
        for (int count : new int[] {245, 400, 1_200}) {
            int[] kinds = {I8, I64, ANYREF, F64, VECTOR, F32, I16};
            Object[] fields = new Object[count];
            byte[] code = {};
            for (int i = 0; i < count; i++) {
                int kind = kinds[i % kinds.length];
                fields[i] = bytes(kind, MUT);
                code = bytes(
                        code,
                        switch (kind) {
                            case I8, I16 -> i32(i % 100);
                            case I64 -> i64(i);
                            case ANYREF -> localGet(0);
                            case F32 -> bytes(0x43, 0, 0, 0x80, 0x3F);
                            case F64 -> bytes(0x44, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F);
                            default -> bytes(i32(i), 0xFD, u32(17));
                        });
            }
            byte[] module = function(
                    vector(bytes(STRUCT, vector(fields)), functionType(vector(ANYREF), vector(ANYREF))),
                    1,
                    vector(),
                    code,
                    gc(0, 0));
            try (Engine engine = Tiers.engine(tier)) {
                Instance instance = instance(engine, module);
                StructObject made = (StructObject) instance.function("f").call(I31.of(7));
                assertTrue(tier != Tier.COMPILE || instance.module().compiledFunctions() == 1);
                for (int i = 0; i < count; i++) {
                    Object expected = switch (kinds[i % kinds.length]) {
                        case I8, I16 -> i % 100;
                        case I64 -> (long) i;
                        case ANYREF -> I31.of(7);
                        case F32 -> 1f;
                        case F64 -> 1.0;
                        default -> new V128(i | (long) i << 32, i | (long) i << 32);
                    };
                    assertEquals(expected, made.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void fieldsThatAreInArrays(Tier tier) {
        int count = 1_500;
        Object[] fields = new Object[count];
        for (int i = 0; i < count; i++) {
            fields[i] = bytes(i % 2 == 0 ? F32 : ANYREF, MUT);
        }
        byte[] module = function(
                vector(bytes(STRUCT, vector(fields)), functionType(vector(F32, ANYREF), vector(F32, ANYREF))),
                1,
                vector(bytes(1, refNull(0))),
                gc(1, 0),
                localSet(2),
                bytes(localGet(2), localGet(0), gc(5, 0, count - 2)),
                bytes(localGet(2), localGet(1), gc(5, 0, count - 1)),
                bytes(localGet(2), gc(2, 0, count - 2)),
                bytes(localGet(2), gc(2, 0, count - 1)));
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, module);
            for (int i = 0; i < 40; i++) {
                assertArrayEquals(new Object[] {2.5f, "end"}, (Object[])
                        instance.function("f").call(2.5f, "end"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void vectorsInStructuresAndArrays(Tier tier) {
        byte[] code = bytes(
                bytes(localGet(0), gc(0, 0), localSet(3)),
                bytes(localGet(3), localGet(1), gc(5, 0, 0)),
                bytes(localGet(3), gc(2, 0, 0)),
                bytes(localGet(0), localGet(1), gc(8, 1, 2), localSet(4)),
                bytes(localGet(4), localGet(2), gc(11, 1)),
                bytes(localGet(1), i32(3), gc(6, 1), localSet(4)),
                bytes(localGet(4), i32(2), localGet(0), gc(14, 1)),
                bytes(localGet(4), i32(0), localGet(0), i32(1), gc(16, 1)),
                bytes(localGet(4), localGet(2), gc(11, 1)),
                bytes(localGet(4), gc(15)));
        byte[] module = function(
                vector(
                        bytes(STRUCT, vector(bytes(VECTOR, MUT))),
                        bytes(ARRAY, bytes(VECTOR, MUT)),
                        functionType(vector(VECTOR, VECTOR, I32), vector(VECTOR, VECTOR, VECTOR, I32))),
                2,
                vector(bytes(1, refNull(0)), bytes(1, refNull(1))),
                code);
        V128 first = new V128(1, 2);
        V128 second = new V128(3, 4);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, module);
            for (int i = 0; i < 40; i++) {
                Function function = instance.function("f");
                assertArrayEquals(new Object[] {second, first, first, 3}, (Object[]) function.call(first, second, 0));
                assertArrayEquals(new Object[] {second, second, second, 3}, (Object[]) function.call(first, second, 1));
                Trap trap = assertThrows(Trap.class, () -> function.call(first, second, 1 << 31));
                assertEquals(TrapKind.OUT_OF_BOUNDS_ARRAY, trap.kind());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void typesClassesGoWithTheModule(Tier tier) {
        byte[] module = function(
                vector(
                        bytes(STRUCT, vector(bytes(F32, MUT), bytes(I8, MUT), bytes(F32, MUT), bytes(I16, MUT))),
                        functionType(vector(), vector(ANYREF))),
                1,
                vector(),
                gc(1, 0));
        WeakReference<Class<?>> type;
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, module);
            Object made = null;
            for (int i = 0; i < 40; i++) {
                made = instance.function("f").call();
            }
            type = new WeakReference<>(made.getClass());
            made = null;
            instance.close();
            instance = null;
        }
        for (int i = 0; i < 100 && type.get() != null; i++) {
            System.gc();
        }
        assertNull(type.get());
    }
}
