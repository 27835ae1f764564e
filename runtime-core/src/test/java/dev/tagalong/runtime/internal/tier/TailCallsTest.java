package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tail calls take no space, whoever they call: they are as many here as no stack could hold. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TailCallsTest {

    private static final String ALL = "dev.tagalong.runtime.testing.Contender#all";
    private static final int MANY = 300_000;
    private static final byte[] UNARY = functionType(vector(I32), vector(I32));
    private static final int IF = 0x04;
    private static final int ELSE = 0x05;
    private static final int SUB = 0x6B;
    private static final byte[] LESS = bytes(localGet(0), i32(1), SUB);

    private static byte[] returnCall(int function) {
        return bytes(0x12, u32(function));
    }

    private static byte[] returnCallIndirect(int type) {
        return bytes(0x13, u32(type), 0);
    }

    /** {@code if (p0 != 0) then else otherwise}, of a result. */
    private static byte[] ifElse(int type, byte[] then, byte[] otherwise) {
        return bytes(localGet(0), bytes(IF, type), then, ELSE, otherwise, END);
    }

    private static Instance instance(Engine engine, String name, byte[] module, Imports imports) {
        InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(20).withDeadline(Duration.ofSeconds(60));
        return engine.instantiate(
                engine.load(name, module), imports, InstanceOptions.named(name).withLimits(limits));
    }

    private static Instance instance(Engine engine, byte[] module) {
        return instance(engine, "tail", module, Imports.NONE);
    }

    /** Functions of one type, the first exported as {@code f}, all in a table. */
    private static byte[] functions(byte[] type, byte[]... bodies) {
        Object[] types = new Object[bodies.length];
        Object[] indices = new Object[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            types[i] = 0;
            indices[i] = u32(i);
        }
        return module(
                vectorSection(1, type),
                vectorSection(3, types),
                vectorSection(4, bytes(FUNCREF, 0, u32(bodies.length))),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(9, bytes(0, i32(0), END, vector(indices))),
                vectorSection(10, (Object[]) bodies));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aFunctionCallsItself(Contender contender) {
        // The local is 0 in each call anew: f(0) answers it, f(n) sets it.
        byte[] code = bytes(ifElse(I32, bytes(i32(7), localSet(1), LESS, returnCall(0)), localGet(1)));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, functions(UNARY, body(vector(locals(1, I32)), code)));
            assertEquals(0, instance.function("f").call(MANY));
            assertEquals(0, instance.function("f").call(1));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void operandsBelowTheArgumentsAreDropped(Contender contender) {
        byte[] code = bytes(i32(1), i64(2), ifElse(VOID, bytes(i64(3), LESS, returnCall(0)), bytes()), 0x1A);
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, functions(UNARY, body(vector(), code)));
            assertEquals(1, instance.function("f").call(MANY));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void functionsCallEachOther(Contender contender) {
        try (Engine engine = contender.engine()) {
            byte[] even = body(vector(), ifElse(I32, bytes(LESS, returnCall(1)), i32(1)));
            byte[] odd = body(vector(), ifElse(I32, bytes(LESS, returnCall(0)), i32(0)));
            Instance instance = instance(engine, functions(UNARY, even, odd));
            for (int round = 0; round < 3; round++) {
                assertEquals(1, instance.function("f").call(MANY));
                assertEquals(0, instance.function("f").call(MANY + 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void functionsCallEachOtherThroughATable(Contender contender) throws Throwable {
        try (Engine engine = contender.engine()) {
            byte[] even = body(vector(), ifElse(I32, bytes(LESS, i32(1), returnCallIndirect(0)), i32(1)));
            byte[] odd = body(vector(), ifElse(I32, bytes(LESS, i32(0), returnCallIndirect(0)), i32(0)));
            MethodHandle f =
                    instance(engine, functions(UNARY, even, odd)).function("f").handle();
            for (int round = 0; round < 3; round++) {
                assertEquals(1, (int) f.invokeExact(MANY));
                assertEquals(0, (int) f.invokeExact(MANY + 1));
            }
            byte[] wild = body(vector(), bytes(localGet(0), i32(2), returnCallIndirect(0)));
            Instance instance = instance(engine, functions(UNARY, wild));
            Trap trap = assertThrows(Trap.class, () -> instance.function("f").call(1));
            assertEquals(TrapKind.UNDEFINED_ELEMENT, trap.kind());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void anOrdinaryCallMakesTheTailCallsOfItsCallee(Contender contender) {
        byte[] caller = body(vector(), localGet(0), call(1), i32(100), 0x6A);
        byte[] even = body(vector(), ifElse(I32, bytes(LESS, returnCall(2)), i32(1)));
        byte[] odd = body(vector(), ifElse(I32, bytes(LESS, returnCall(1)), i32(0)));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, functions(UNARY, caller, even, odd));
            assertEquals(101, instance.function("f").call(MANY));
            for (int i = 0; i < 5_000; i++) {
                assertEquals(101 - i % 2, instance.function("f").call(i % 10));
            }
        }
    }

    private static byte[] linked(byte[] atEnd) {
        return module(
                vectorSection(1, UNARY),
                vectorSection(2, bytes("env", "table", 1, FUNCREF, 0, 2)),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(
                        10,
                        body(vector(), ifElse(I32, bytes(LESS, LESS, i32(1), 0x71, returnCallIndirect(0)), atEnd))));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void instancesCallEachOther(Contender contender) {
        try (Engine engine = contender.engine()) {
            Table table = engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.atLeast(2)));
            Imports imports = Imports.builder().add("env", "table", table).build();
            Instance even = instance(engine, "even", linked(i32(10)), imports);
            Instance odd = instance(engine, "odd", linked(i32(20)), imports);
            table.set(0, even.function("f"));
            table.set(1, odd.function("f"));
            for (int round = 0; round < 3; round++) {
                assertEquals(10, even.function("f").call(MANY));
                assertEquals(10, odd.function("f").call(MANY));
                assertEquals(20, odd.function("f").call(0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void allKindsOfValuesArePassed(Contender contender) {
        byte[] types = bytes(I32, I64, F32, F64, EXTERNREF);
        byte[] type = functionType(bytes(5, types), bytes(5, types));
        byte[] arguments = bytes(localGet(1), localGet(2), localGet(3), localGet(4));
        byte[] there = body(
                vector(), localGet(0), bytes(IF, VOID), LESS, arguments, returnCall(1), END, localGet(0), arguments);
        byte[] back = body(
                vector(), localGet(0), localGet(1), i64(1), 0x7C, localGet(2), localGet(3), localGet(4), returnCall(0));
        Object reference = "a reference";
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, functions(type, there, back));
            for (int count : new int[] {0, 1, 2, 5_000}) {
                assertArrayEquals(new Object[] {0, 5L + count, 1.5f, -2.5, reference}, (Object[])
                        instance.function("f").call(count, 5L, 1.5f, -2.5, reference));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void eachKindOfResultComesBack(Contender contender) {
        Object[] values = {7, 8L, 9.5f, -10.5, "eleven"};
        int[] types = {I32, I64, F32, F64, EXTERNREF};
        try (Engine engine = contender.engine()) {
            for (int i = 0; i < types.length; i++) {
                byte[] first = body(vector(), localGet(0), returnCall(1));
                byte[] second = body(vector(), localGet(0), returnCall(2));
                byte[] third = body(vector(), localGet(0));
                byte[] type = functionType(vector(types[i]), vector(types[i]));
                Instance instance = instance(engine, functions(type, first, second, third));
                assertEquals(values[i], instance.function("f").call(values[i]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aHostFunctionIsCalledLast(Contender contender) throws Exception {
        MethodHandle twice = MethodHandles.lookup()
                .findStatic(TailCallsTest.class, "twice", MethodType.methodType(int.class, int.class));
        byte[] module = module(
                vectorSection(1, UNARY),
                vectorSection(2, bytes("env", "twice", 0, 0)),
                vectorSection(3, 0, 0),
                vectorSection(7, bytes("f", 0, 1)),
                vectorSection(
                        10, body(vector(), localGet(0), returnCall(2)), body(vector(), localGet(0), returnCall(0))));
        try (Engine engine = contender.engine()) {
            Imports imports = Imports.builder()
                    .add("env", "twice", engine.function("twice", HostFunction.of(twice)))
                    .build();
            Instance instance = instance(engine, "host", module, imports);
            for (int i = 0; i < 5_000; i++) {
                assertEquals(2 * i, instance.function("f").call(i));
            }
        }
    }

    static int twice(int value) {
        return 2 * value;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void afterALongLoopToo(Contender contender) {
        // Counts p0 down to 0 in a loop, then calls the other function.
        byte[] looping = body(vector(), loop(VOID), LESS, bytes(0x22, 0), brIf(0), END, i32(3), returnCall(1));
        byte[] even = body(vector(), ifElse(I32, bytes(LESS, returnCall(1)), i32(55)));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, functions(UNARY, looping, even));
            for (int round = 0; round < 20; round++) {
                assertEquals(55, instance.function("f").call(200_000));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theBacktraceIsWithoutWhoHasReturned(Contender contender) {
        byte[] outer = body(vector(), localGet(0), call(1));
        byte[] replaced = body(vector(), localGet(0), returnCall(2));
        byte[] trapping = body(vector(), 0x00);
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, functions(UNARY, outer, replaced, trapping));
            for (int round = 0; round < 3; round++) {
                Trap trap =
                        assertThrows(Trap.class, () -> instance.function("f").call(1));
                assertEquals(
                        List.of(2, 0),
                        trap.backtrace().stream().map(Trap.Frame::functionIndex).toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aTrapBeforeTheTailCallHasTheFunctionOnce(Contender contender) {
        byte[] outer = body(vector(), localGet(0), call(1));
        byte[] dividing =
                body(vector(), localGet(0), bytes(IF, VOID), i32(1), i32(0), 0x6D, returnCall(2), END, i32(1));
        byte[] third = body(vector(), localGet(0));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, functions(UNARY, outer, dividing, third));
            for (int round = 0; round < 3; round++) {
                Trap trap =
                        assertThrows(Trap.class, () -> instance.function("f").call(1));
                assertEquals(
                        List.of(1, 0),
                        trap.backtrace().stream().map(Trap.Frame::functionIndex).toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void endlessTailCallsMeetTheirDeadline(Contender contender) {
        byte[] self = functions(UNARY, body(vector(), localGet(0), returnCall(0)));
        byte[] mutual = functions(
                UNARY,
                body(vector(), localGet(0), returnCall(1)),
                body(vector(), localGet(0), i32(0), returnCallIndirect(0)));
        try (Engine engine = contender.engine()) {
            for (byte[] module : List.of(self, mutual)) {
                InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(30));
                Instance instance = engine.instantiate(
                        engine.load("endless", module),
                        Imports.NONE,
                        InstanceOptions.named("endless").withLimits(limits));
                Trap trap =
                        assertThrows(Trap.class, () -> instance.function("f").call(1));
                assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
            }
        }
    }

    /** Three instances that call each other for ever: the first is called, the others are only ever passed through. */
    private static List<Instance> endlessCircle(Engine engine, InstanceLimits limits) {
        Table table = engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.atLeast(3)));
        Imports imports = Imports.builder().add("env", "table", table).build();
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            byte[] module = module(
                    vectorSection(1, UNARY),
                    vectorSection(2, bytes("env", "table", 1, FUNCREF, 0, 3)),
                    vectorSection(3, 0),
                    vectorSection(7, bytes("f", 0, 0)),
                    vectorSection(10, body(vector(), localGet(0), i32((i + 1) % 3), returnCallIndirect(0))));
            InstanceOptions options = InstanceOptions.named("circle" + i).withLimits(limits);
            Instance instance = engine.instantiate(engine.load("circle" + i, module), imports, options);
            table.set(i, instance.function("f"));
            instances.add(instance);
        }
        return instances;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void endlessTailCallsBetweenInstancesMeetTheirDeadline(Contender contender) {
        try (Engine engine = contender.engine()) {
            Instance first = endlessCircle(engine, InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(30)))
                    .get(0);
            Trap trap = assertThrows(Trap.class, () -> first.function("f").call(1));
            assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void endlessTailCallsBetweenInstancesAreCancelledInAnyOfThem(Contender contender) throws Exception {
        try (Engine engine = contender.engine()) {
            List<Instance> circle = endlessCircle(engine, InstanceLimits.DEFAULT);
            for (Instance one : circle) {
                CompletableFuture<Trap> trap = new CompletableFuture<>();
                Thread caller = new Thread(() -> trap.complete(assertThrows(
                        Trap.class, () -> circle.get(0).function("f").call(1))));
                caller.setDaemon(true);
                caller.start();
                while (!trap.isDone()) {
                    // A request that comes while the call is elsewhere means nobody.
                    one.cancel("enough");
                    Thread.onSpinWait();
                }
                assertEquals(TrapKind.CANCELLED, trap.get().kind());
            }
        }
    }
}
