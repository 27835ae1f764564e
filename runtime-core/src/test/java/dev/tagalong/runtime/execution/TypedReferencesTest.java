package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static java.lang.invoke.MethodType.methodType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of references, branches on references, and what holds references of a known function type. */
class TypedReferencesTest {

    private static final int CALL_REF = 0x14;
    private static final int RETURN_CALL_REF = 0x15;
    private static final int REF_NULL = 0xD0;
    private static final int REF_IS_NULL = 0xD1;
    private static final int REF_FUNC = 0xD2;
    private static final int REF_AS_NON_NULL = 0xD4;
    private static final int BR_ON_NULL = 0xD5;
    private static final int BR_ON_NON_NULL = 0xD6;
    private static final int TABLE_SET = 0x26;
    private static final int TRIPS = 100_000;

    /** {@code (func (param i32) (result i32))}, the type 0 of all modules here. */
    private static final byte[] INT_TO_INT = functionType(vector(I32), vector(I32));

    private static final byte[] REF_0 = bytes(0x64, 0);
    private static final byte[] REF_NULL_0 = bytes(0x63, 0);

    private static final MethodHandle THRICE;

    static {
        try {
            THRICE = MethodHandles.insertArguments(
                    MethodHandles.lookup()
                            .findStatic(Math.class, "multiplyExact", methodType(int.class, int.class, int.class)),
                    0,
                    3);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    /** A module whose function types follow {@link #INT_TO_INT}, each of one function that is exported by its index. */
    private static byte[] program(byte[] more, byte[][] types, byte[]... bodies) {
        Object[] functions = new Object[bodies.length];
        Object[] exports = new Object[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            functions[i] = i == 0 ? 0 : i;
            exports[i] = bytes("f" + i, 0, i);
        }
        Object[] all = Stream.concat(Stream.of(INT_TO_INT), Stream.of(types)).toArray();
        return module(
                vectorSection(1, all),
                vectorSection(3, functions),
                more,
                vectorSection(7, exports),
                vectorSection(9, bytes(3, 0, vector(0))),
                vectorSection(10, (Object[]) bodies));
    }

    private static byte[] type(byte[] parameters, byte[] results) {
        return functionType(parameters, results);
    }

    private static Instance instantiate(Engine engine, byte[] binary) {
        return engine.instantiate(engine.load("typed", binary), Imports.NONE, InstanceOptions.named("typed"));
    }

    private static void assertTraps(TrapKind kind, Function function, Object... arguments) {
        assertEquals(
                kind, assertThrows(Trap.class, () -> function.call(arguments)).kind());
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aReferenceIsCalled(Contender contender) {
        byte[] binary = program(
                bytes(),
                new byte[][] {
                    type(vector(REF_NULL_0, I32), vector(I32)),
                    type(vector(I32, REF_0), vector(I32)),
                    type(vector(I32), vector(I32))
                },
                body(vector(), get(0), i32(2), I32_MUL),
                body(vector(), get(1), get(0), CALL_REF, 0, i32(1), I32_ADD),
                body(vector(), get(0), get(1), RETURN_CALL_REF, 0),
                body(vector(), get(0), REF_FUNC, 0, CALL_REF, 0));
        try (Engine engine = contender.engine()) {
            Instance instance = instantiate(engine, binary);
            Function twice = instance.function("f0");
            Function call = instance.function("f1");
            // Another instance's function, the same code, and one of Java.
            Function other = instantiate(engine, binary).function("f0");
            Function host = engine.function("host", HostFunction.of(THRICE));
            for (int i = 0; i < 3; i++) {
                assertEquals(43, call.call(twice, 21));
                assertEquals(43, call.call(other, 21));
                assertEquals(64, call.call(host, 21));
                assertEquals(42, instance.function("f2").call(21, twice));
                assertEquals(63, instance.function("f2").call(21, host));
                assertEquals(8, instance.function("f3").call(4));
            }
            assertTraps(TrapKind.NULL_FUNCTION_REFERENCE, call, null, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void tailCallsOfReferencesTakeNoRoom(Contender contender) {
        // A function is given itself: the type 1 names itself.
        byte[] binary = program(
                bytes(),
                new byte[][] {type(vector(I32, bytes(0x63, 1)), vector(I32))},
                body(vector(), get(0)),
                body(
                        vector(),
                        bytes(get(0), I32_EQZ, IF, VOID, i32(7), RETURN, END),
                        bytes(get(0), i32(1), I32_SUB, get(1), get(1), RETURN_CALL_REF, 1)));
        try (Engine engine = contender.engine()) {
            Instance instance = instantiate(engine, binary);
            assertEquals(7, instance.function("f1").call(TRIPS, instance.function("f1")));
            assertTraps(TrapKind.NULL_FUNCTION_REFERENCE, instance.function("f1"), 3, null);
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void branchesOnReferencesTakeTheirValuesAlong(Contender contender) {
        byte[] take = bytes(BLOCK, I32, i64(5), get(0), get(1), BR_ON_NULL, 0);
        byte[] keep = bytes(SET, 1, SET, 0, DROP, get(0), get(1), REF_IS_NULL, I32_ADD, i32(100), I32_ADD, END);
        byte[] found =
                bytes(BLOCK, 0x64, EXTERNREF, i64(5), get(0), BR_ON_NON_NULL, 0, DROP, get(1), REF_AS_NON_NULL, END);
        byte[] loop = bytes(LOOP, VOID, get(0), i32(1), I32_ADD, SET, 0, get(0), i32(9), I32_LT_U, IF, VOID);
        byte[] binary = program(
                bytes(),
                new byte[][] {
                    type(vector(I32, EXTERNREF), vector(I32)),
                    type(vector(EXTERNREF, EXTERNREF), vector(EXTERNREF)),
                    type(vector(I32, EXTERNREF), vector(I32))
                },
                body(vector(), get(0)),
                body(vector(), take, keep),
                body(vector(), found),
                body(vector(), loop, get(1), BR_ON_NULL, 1, DROP, END, END, get(0)));
        try (Engine engine = contender.engine()) {
            Instance instance = instantiate(engine, binary);
            assertEquals(3, instance.function("f1").call(3, null));
            assertEquals(103, instance.function("f1").call(3, "x"));
            assertEquals("a", instance.function("f2").call("a", "b"));
            assertEquals("b", instance.function("f2").call(null, "b"));
            assertTraps(TrapKind.NULL_REFERENCE, instance.function("f2"), null, null);
            assertEquals(9, instance.function("f3").call(0, null));
            assertEquals(1, instance.function("f3").call(0, "x"));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aTableMayHoldOneTypeAndNoNull(Contender contender) {
        byte[] table = vectorSection(4, bytes(0x40, 0, REF_0, 1, 3, 5, REF_FUNC, 0, END));
        byte[] binary = program(
                bytes(table),
                new byte[][] {type(vector(I32, I32), vector(I32)), type(vector(I32, REF_0), vector())},
                body(vector(), get(0), i32(2), I32_MUL),
                body(vector(), get(1), get(0), CALL_INDIRECT, 0, 0),
                body(vector(), get(0), get(1), TABLE_SET, 0));
        byte[] exported = module(
                vectorSection(1, INT_TO_INT),
                vectorSection(2, bytes("typed", "f0", 0, 0)),
                vectorSection(4, bytes(0x40, 0, REF_0, 1, 1, 3, REF_FUNC, 0, END)),
                vectorSection(7, bytes("table", 1, 0)));
        try (Engine engine = contender.engine()) {
            Instance instance = instantiate(engine, binary);
            assertEquals(10, instance.function("f1").call(2, 5));
            Function host = engine.function("host", HostFunction.of(THRICE));
            instance.function("f2").call(2, host);
            assertEquals(15, instance.function("f1").call(2, 5));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> instance.function("f2").call(2, null));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> instance.function("f2").call(2, instance.function("f2")));

            Imports imports = Imports.builder()
                    .add("typed", "f0", instance.function("f0"))
                    .build();
            Table own = (Table) engine.instantiate(engine.load("own", exported), imports, InstanceOptions.named("own"))
                    .export("table");
            assertSame(instance.function("f0"), own.get(0));
            assertThrows(IllegalArgumentException.class, () -> own.set(0, null));
            assertThrows(IllegalArgumentException.class, () -> own.grow(1, null));
            assertEquals(1, own.grow(1, host));
        }
    }

    @Test
    void javaNamesTypesOfReferences() throws ReflectiveOperationException {
        FunctionType number = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));
        ReferenceType reference = ReferenceType.of(false, number);
        assertEquals(Function.class, JavaTypes.of(reference));
        assertEquals(Object.class, JavaTypes.of(ReferenceType.of(false, HeapType.EXTERN)));
        FunctionType taking = FunctionType.of(List.of(reference), List.of(ValueType.I32));
        MethodHandle handle = MethodHandles.lookup()
                .findStatic(TypedReferencesTest.class, "ten", methodType(int.class, Function.class));
        byte[] importing = module(
                vectorSection(1, INT_TO_INT, functionType(vector(REF_0), vector(I32))),
                vectorSection(2, bytes("host", "ten", 0, 1)),
                vectorSection(3, 0, 0),
                vectorSection(7, bytes("f", 0, 1)),
                vectorSection(9, bytes(3, 0, vector(2))),
                vectorSection(10, body(vector(), REF_FUNC, 2, CALL, 0), body(vector(), get(0), i32(5), I32_ADD)));
        try (Engine engine = Engine.create(EngineOptions.DEFAULT)) {
            Function ten = engine.function("ten", HostFunction.of(taking, handle));
            assertSame(taking, ten.type());
            Imports imports = Imports.builder().add("host", "ten", ten).build();
            Instance instance =
                    engine.instantiate(engine.load("host", importing), imports, InstanceOptions.named("host"));
            assertEquals(15, instance.function("f").call(0));
            assertThrows(IllegalArgumentException.class, () -> ten.call((Object) null));
            assertThrows(IllegalArgumentException.class, () -> ten.call(ten));
            assertThrows(IllegalArgumentException.class, () -> HostFunction.of(number, handle));
            TableType table = new TableType(reference, SizeRange.atLeast(1));
            assertThrows(IllegalArgumentException.class, () -> engine.table(table));
        }
    }

    static int ten(Function function) {
        return (int) function.call(10);
    }
}
