package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls within an instance, to others and to the host; tail calls; how deep they go. */
class CallsTest {

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static TrapKind trapOf(Function function, Object... arguments) {
        return assertThrows(Trap.class, () -> function.call(arguments)).kind();
    }

    /** {@code f(n) = n == 0 ? 0 : f(n - 1) + 1}. */
    private static Program counter() {
        Program program = new Program();
        program.function(
                "count",
                "i:i",
                "",
                bytes(get(0), I32_EQZ, IF, I32, i32(0), ELSE, get(0), i32(1), I32_SUB, CALL, 0, i32(1), I32_ADD, END));
        return program;
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theCallDepthIsExact(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(50);
            Function count = counter().instantiate(engine, Imports.NONE, limits).function("count");
            assertEquals(49, count.call(49));
            assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trapOf(count, 50));
            assertEquals(49, count.call(49));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void recursionWithoutEndTraps(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(1_000_000);
            Function count = counter().instantiate(engine, Imports.NONE, limits).function("count");
            assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trapOf(count, -1));
            assertEquals(3, count.call(3));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void severalResultsAreOperandsOfTheCaller(Tier tier) {
        Program program = new Program();
        int pair = program.function(null, "i:ilr", "", get(0), i32(1), I32_ADD, i64(5), 0xD0, EXTERNREF);
        program.function("f", "i:irl", "lr", i32(100), get(0), CALL, pair, SET, 2, SET, 1, I32_ADD, get(2), get(1));
        try (Engine engine = Tiers.engine(tier)) {
            Object[] results =
                    (Object[]) program.instantiate(engine).function("f").call(6);
            assertArrayEquals(new Object[] {107, null, 5L}, results);
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void anIndirectCallChecksEverything(Tier tier) {
        Program program = new Program();
        int twice = program.function(null, "i:i", "", get(0), i32(2), I32_MUL);
        int other = program.function(null, "l:l", "", get(0));
        program.function("f", "ii:i", "", get(1), get(0), CALL_INDIRECT, program.type("i:i"), 0);
        program.table(1, twice, other);
        try (Engine engine = Tiers.engine(tier)) {
            Function f = program.instantiate(engine).function("f");
            assertEquals(42, f.call(0, 21));
            assertEquals(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, trapOf(f, 1, 21));
            assertEquals(TrapKind.UNINITIALIZED_ELEMENT, trapOf(f, 2, 21));
            assertEquals(TrapKind.UNDEFINED_ELEMENT, trapOf(f, 3, 21));
            assertEquals(TrapKind.UNDEFINED_ELEMENT, trapOf(f, -1, 21));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void tailCallsTakeNoSpace(Tier tier) {
        Program program = new Program();
        // (n, sum): other arguments than locals, so that the frames differ.
        int even = 0;
        int odd = 1;
        byte[] step = bytes(get(0), I32_EQZ, IF, VOID, get(1), RETURN, END, get(0), i32(1), I32_SUB, get(1), i64(3));
        program.function("even", "il:l", "", step, I64_ADD, RETURN_CALL, odd);
        program.function("odd", "il:l", "dd", step, I64_ADD, i32(0), RETURN_CALL_INDIRECT, program.type("il:l"), 0);
        program.table(0, even);
        try (Engine engine = Tiers.engine(tier)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(3);
            Function f = program.instantiate(engine, Imports.NONE, limits).function("even");
            assertEquals(3_000_000L, f.call(1_000_000, 0L));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void tailCallsBetweenInstancesTakeNoSpace(Tier tier) {
        Program first = new Program();
        byte[] step = bytes(get(0), I32_EQZ, IF, VOID, get(1), RETURN, END, get(0), i32(1), I32_SUB, get(1), i64(1));
        int type = first.type("il:l");
        first.function("go", "il:l", "", step, I64_ADD, i32(0), RETURN_CALL_INDIRECT, type, 0);
        first.function("around", "il:l", "", i64(1000), get(0), get(1), CALL, 0, I64_ADD);
        first.table(1);
        Program second = new Program();
        int back = second.importFunction("first", "go", "il:l");
        second.function("go", "il:l", "", step, I64_ADD, RETURN_CALL, back);
        try (Engine engine = Tiers.engine(tier)) {
            Instance one = first.instantiate(engine);
            Imports imports = Imports.builder().add("first", one).build();
            Instance two = second.instantiate(engine, imports, InstanceLimits.DEFAULT);
            ((Table) one.export("table0")).set(0, two.function("go"));
            assertEquals(1_000_001L, one.function("go").call(1_000_001, 0L));
            assertEquals(1_000_001L, two.function("go").call(1_000_001, 0L));
            assertEquals(2_000L, one.function("around").call(1_000, 0L));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aTailCallOfTheHostAnswersTheCaller(Tier tier) throws ReflectiveOperationException {
        Program program = new Program();
        int host = program.importFunction("env", "host", "ii:i");
        int middle = program.function("last", "i:i", "", get(0), i32(2), RETURN_CALL, host);
        program.function("f", "i:i", "", i32(1), get(0), CALL, middle, I32_ADD);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine, host(engine, "multiply"), InstanceLimits.DEFAULT);
            assertEquals(14, instance.function("last").call(7));
            assertEquals(15, instance.function("f").call(7));
        }
    }

    static int multiply(int a, int b) {
        return Math.multiplyExact(a, b);
    }

    private static Imports host(Engine engine, String method) throws ReflectiveOperationException {
        MethodHandle handle = MethodHandles.lookup()
                .findStatic(CallsTest.class, method, MethodType.methodType(int.class, int.class, int.class));
        ExternalValue function = engine.function(method, HostFunction.of(handle));
        return Imports.builder().add("env", "host", function).build();
    }

    /** Calls back into the instance that calls, as deep as {@code depth}. */
    static int callBack(Instance caller, int depth) {
        return depth == 0 ? 0 : (Integer) caller.function("f").call(depth - 1);
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theHostCallsBackWhileOperandsWait(Tier tier) throws ReflectiveOperationException {
        Program program = new Program();
        int host = program.importFunction("env", "host", "i:i");
        program.function("f", "i:i", "", i32(1), get(0), CALL, host, I32_ADD);
        MethodHandle handle = MethodHandles.lookup()
                .findStatic(CallsTest.class, "callBack", MethodType.methodType(int.class, Instance.class, int.class));
        try (Engine engine = Tiers.engine(tier)) {
            ExternalValue function = engine.function("callBack", HostFunction.of(handle));
            Imports imports = Imports.builder().add("env", "host", function).build();
            Instance instance = program.instantiate(engine, imports, InstanceLimits.DEFAULT);
            assertEquals(101, instance.function("f").call(100));
            Instance shallow = program.instantiate(engine, imports, InstanceLimits.DEFAULT.withCallDepth(50));
            assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trapOf(shallow.function("f"), 100));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aFunctionMayHaveMoreParametersThanAJavaMethod(Tier tier) {
        Program program = new Program();
        int wide = program.function(null, "l".repeat(400) + ":l", "", get(0), get(399), I64_ADD);
        Object[] arguments = new Object[401];
        for (int i = 0; i < 400; i++) {
            arguments[i] = i64(i + 1);
        }
        arguments[400] = bytes(CALL, wide);
        program.function("f", ":l", "", arguments);
        try (Engine engine = Tiers.engine(tier)) {
            assertEquals(401L, program.instantiate(engine).function("f").call());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aDeepStackGrowsUnderItsCallers(Tier tier) {
        Program program = new Program();
        // Each frame has 100 locals; the callers' operands must survive as the stack is replaced by larger ones.
        program.function(
                "count",
                "i:i",
                "l".repeat(100),
                bytes(get(0), I32_EQZ, IF, I32, i32(0), ELSE, get(0), get(0), i32(1), I32_SUB, CALL, 0, I32_ADD, END));
        try (Engine engine = Tiers.engine(tier)) {
            assertEquals(
                    150 * 151 / 2, program.instantiate(engine).function("count").call(150));
        }
    }
}
