package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One call site that meets one callee, several, and more than it remembers; and callees that go away. */
class InlineCacheTest {

    private static final int SIZE = 64;
    private static final int MOST_COLLECTIONS = 200;
    private static final byte[] UNARY = functionType(vector(I32), vector(I32));

    /** {@code f(i)} calls the table's entry {@code i} with {@code i}. */
    private static final byte[] CALLER = module(
            vectorSection(1, UNARY),
            vectorSection(2, bytes("env", "table", 1, FUNCREF, 0, SIZE)),
            vectorSection(3, 0),
            vectorSection(7, bytes("f", 0, 0)),
            vectorSection(10, body(vector(), localGet(0), localGet(0), callIndirect(0))));

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static byte[] adder(int number) {
        return single(UNARY, vector(), localGet(0), i32(number), 0x6A);
    }

    private static Instance instance(Engine engine, String name, byte[] module, Imports imports) {
        return engine.instantiate(engine.load(name, module), imports, InstanceOptions.named(name));
    }

    private static Table table(Engine engine) {
        return engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.atLeast(SIZE)));
    }

    private static Function caller(Engine engine, Table table) {
        Imports imports = Imports.builder().add("env", "table", table).build();
        return instance(engine, "caller", CALLER, imports).function("f");
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void oneCalleeAndMore(Tier tier) {
        for (int callees : new int[] {1, 2, 4, 5, 40}) {
            try (Engine engine = Tiers.engine(tier)) {
                Table table = table(engine);
                for (int i = 0; i < callees; i++) {
                    table.set(
                            i,
                            instance(engine, "adder", adder(100 * i), Imports.NONE)
                                    .function("f"));
                }
                Function caller = caller(engine, table);
                for (int round = 0; round < 200; round++) {
                    int index = round * 7 % callees;
                    assertEquals(101 * index, caller.call(index));
                }
            }
        }
    }

    /** What a site that has given up remembering calls is there from the first call on, and not made for each. */
    @Test
    void theWayInIsMadeOnce() {
        int callees = 10;
        try (Engine engine = Tiers.engine(Tier.COMPILE)) {
            Table table = table(engine);
            Function caller = caller(engine, table);
            for (int i = 0; i < callees; i++) {
                table.set(i, instance(engine, "adder", adder(i), Imports.NONE).function("f"));
                assertEquals(2 * i, caller.call(i));
            }
            for (int i = 0; i < callees; i++) {
                assertNotNull(((FunctionImpl) table.get(i)).code.viaFunction(entry -> null), "callee " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void manyInstancesOfOneModule(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            // Each adds what its own global holds.
            byte[] counter = module(
                    vectorSection(1, UNARY),
                    vectorSection(3, 0),
                    vectorSection(6, bytes(I32, 1, i32(0), END)),
                    vectorSection(7, bytes("f", 0, 0)),
                    vectorSection(
                            10, body(vector(), bytes(0x23, 0), localGet(0), 0x6A, bytes(0x24, 0), bytes(0x23, 0))));
            var module = engine.load("counter", counter);
            Table table = table(engine);
            for (int i = 0; i < SIZE; i++) {
                table.set(
                        i,
                        engine.instantiate(module, Imports.NONE, InstanceOptions.named("counter"))
                                .function("f"));
            }
            Function caller = caller(engine, table);
            for (int round = 1; round <= 50; round++) {
                for (int i = 0; i < SIZE; i++) {
                    assertEquals(round * i, caller.call(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void hostFunctionsAmongOthers(Tier tier) throws ReflectiveOperationException {
        MethodHandle negate = MethodHandles.lookup()
                .findStatic(Math.class, "negateExact", MethodType.methodType(int.class, int.class));
        try (Engine engine = Tiers.engine(tier)) {
            Table table = table(engine);
            table.set(0, instance(engine, "adder", adder(5), Imports.NONE).function("f"));
            table.set(1, engine.function("negate", HostFunction.of(negate)));
            Function caller = caller(engine, table);
            for (int round = 0; round < 100; round++) {
                assertEquals(5, caller.call(0));
                assertEquals(-1, caller.call(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void wrongCalleesAfterRightOnes(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Table table = table(engine);
            table.set(0, instance(engine, "adder", adder(5), Imports.NONE).function("f"));
            byte[] wide = single(functionType(vector(I64), vector(I32)), vector(), i32(1));
            table.set(1, instance(engine, "wide", wide, Imports.NONE).function("f"));
            Function caller = caller(engine, table);
            for (int round = 0; round < 20; round++) {
                assertEquals(5, caller.call(0));
                assertTrap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, caller, 1);
                assertTrap(TrapKind.UNINITIALIZED_ELEMENT, caller, 2);
                assertTrap(TrapKind.UNDEFINED_ELEMENT, caller, SIZE);
                assertTrap(TrapKind.UNDEFINED_ELEMENT, caller, -1);
            }
            Trap mismatch = assertThrows(Trap.class, () -> caller.call(1));
            assertEquals(
                    "indirect call type mismatch: the call expects (i32) -> (i32), f is (i64) -> (i32)",
                    mismatch.getMessage());
        }
    }

    private static void assertTrap(TrapKind kind, Function caller, int argument) {
        assertEquals(kind, assertThrows(Trap.class, () -> caller.call(argument)).kind());
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aClosedInstanceIsNotCalled(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Table table = table(engine);
            Instance callee = instance(engine, "adder", adder(5), Imports.NONE);
            table.set(0, callee.function("f"));
            table.set(1, instance(engine, "adder", adder(7), Imports.NONE).function("f"));
            Function caller = caller(engine, table);
            for (int round = 0; round < 100; round++) {
                assertEquals(5, caller.call(0));
            }
            callee.close();
            Trap trap = assertThrows(Trap.class, () -> caller.call(0));
            assertEquals("undefined element: stale function: adder is closed", trap.getMessage());
            assertEquals(8, caller.call(1));
        }
    }

    /** Whatever a call site of a living instance remembers, a closed callee's instance and module go. */
    @ParameterizedTest
    @MethodSource("tiers")
    void aClosedInstanceGoes(Tier tier) throws InterruptedException {
        try (Engine engine = Tiers.engine(tier)) {
            for (int callees : new int[] {1, 3, 9}) {
                Table table = table(engine);
                Function caller = caller(engine, table);
                List<WeakReference<Object>> gone = new ArrayList<>();
                callAndClose(engine, table, caller, callees, gone);
                for (WeakReference<Object> reference : gone) {
                    for (int i = 0; i < MOST_COLLECTIONS && reference.get() != null; i++) {
                        System.gc();
                        Thread.sleep(10);
                    }
                    assertNull(reference.get(), "still there after " + callees + " callees");
                }
                assertTrap(TrapKind.UNINITIALIZED_ELEMENT, caller, 0);
            }
        }
    }

    private static void callAndClose(
            Engine engine, Table table, Function caller, int callees, List<WeakReference<Object>> gone) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < callees; i++) {
            Instance callee = instance(engine, "adder", adder(i), Imports.NONE);
            instances.add(callee);
            gone.add(new WeakReference<>(callee));
            gone.add(new WeakReference<>(callee.module()));
            table.set(i, callee.function("f"));
        }
        for (int round = 0; round < 100; round++) {
            int index = round % callees;
            assertEquals(2 * index, caller.call(index));
        }
        for (int i = 0; i < callees; i++) {
            table.set(i, null);
            instances.get(i).close();
        }
    }
}
