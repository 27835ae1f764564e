package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
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
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a trap happened, and what ends calls that would not end: depth, deadline, cancellation, a thread's full stack. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrapsTest {

    private static final byte[] NULLARY = functionType(vector(), vector());
    private static final byte[] UNREACHABLE = {0};
    private static final byte[] DIVISION = bytes(i32(1), i32(0), 0x6D, 0x1A);
    private static final byte[] LOAD = bytes(i32(-1), bytes(0x28, 2, 0), 0x1A);

    private static Instance instance(Engine engine, String name, byte[] module, Imports imports) {
        return instance(engine, name, module, imports, InstanceLimits.DEFAULT);
    }

    private static Instance instance(
            Engine engine, String name, byte[] module, Imports imports, InstanceLimits limits) {
        return engine.instantiate(
                engine.load(name, module), imports, InstanceOptions.named(name).withLimits(limits));
    }

    /** Functions outer, middle and inner, which call each other; outer is exported as {@code f}. */
    private static byte[] nested(byte[] trapping) {
        byte[] functions = vector(bytes(0, "outer"), bytes(1, "middle"), bytes(2, "inner"));
        byte[] names = custom("name", bytes(1, u32(functions.length), functions));
        return module(
                vectorSection(1, NULLARY),
                vectorSection(3, 0, 0, 0),
                vectorSection(5, bytes(0, 1)),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(
                        10,
                        body(vector(), 0x01, call(1)),
                        body(vector(), block(VOID), 0x01, call(2), END),
                        body(vector(), 0x01, trapping)),
                names);
    }

    private static int offset(byte[] module, byte[] code) {
        for (int i = 0; ; i++) {
            if (Arrays.equals(module, i, i + code.length, code, 0, code.length)) {
                return i;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void theBacktraceNamesFunctionsAndOffsets(Contender contender) {
        try (Engine engine = contender.engine()) {
            checkBacktrace(engine, LOAD, bytes(0x28, 2, 0), TrapKind.OUT_OF_BOUNDS_MEMORY);
            checkBacktrace(engine, DIVISION, bytes(0x6D, 0x1A), TrapKind.INTEGER_DIVIDE_BY_ZERO);
            checkBacktrace(engine, bytes(i32(33), 0x1A, UNREACHABLE), UNREACHABLE, TrapKind.UNREACHABLE);
        }
    }

    /** The loop has run so long that, where tiers are mixed, compiled code has gone on with it. */
    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void aTrapAfterManyIterations(Contender contender) {
        checkLoop(contender, LOAD, TrapKind.OUT_OF_BOUNDS_MEMORY);
        checkLoop(contender, DIVISION, TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }

    private static void checkLoop(Contender contender, byte[] trapping, TrapKind kind) {
        byte[] module = single(
                NULLARY,
                vector(locals(1, I32)),
                bytes(loop(VOID), localGet(0), i32(1), 0x6A, localSet(0)),
                bytes(localGet(0), i32(20_000_000), 0x49, brIf(0), trapping, br(0), END));
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine, "loop", module, Imports.NONE);
            Trap trap = assertThrows(Trap.class, () -> instance.function("f").call());
            assertEquals(kind, trap.kind());
            assertEquals(1, trap.backtrace().size());
            assertEquals("f", trap.backtrace().get(0).functionName());
        }
    }

    private static void checkBacktrace(Engine engine, byte[] trapping, byte[] at, TrapKind kind) {
        byte[] module = nested(trapping);
        int body = offset(module, trapping);
        int place = body + offset(trapping, at);
        Instance instance = instance(engine, "nested", module, Imports.NONE);
        for (int round = 0; round < 3; round++) {
            Trap trap = assertThrows(Trap.class, () -> instance.function("f").call());
            assertEquals(kind, trap.kind());
            assertEquals(
                    "nested!inner (func 2, offset 0x" + Integer.toHexString(place) + ")\n"
                            + "nested!middle (func 1, offset 0x"
                            + Integer.toHexString(offset(module, call(2))) + ")\n"
                            + "nested!outer (func 0, offset 0x"
                            + Integer.toHexString(offset(module, call(1))) + ")",
                    text(trap));
        }
    }

    private static String text(Trap trap) {
        return trap.backtrace().stream().map(Trap.Frame::toString).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void theBacktraceSpansInstances(Contender contender) {
        byte[] importing = module(
                vectorSection(1, NULLARY),
                vectorSection(2, bytes("env", "f", 0, 0)),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 1)),
                vectorSection(10, body(vector(), call(0))));
        try (Engine engine = contender.engine()) {
            Instance library = instance(engine, "library", nested(LOAD), Imports.NONE);
            Instance program = instance(
                    engine,
                    "program",
                    importing,
                    Imports.builder().add("env", library).build());
            Trap trap = assertThrows(Trap.class, () -> program.function("f").call());
            assertEquals(
                    List.of("library 2", "library 1", "library 0", "program 1"),
                    trap.backtrace().stream()
                            .map(frame -> frame.module() + " " + frame.functionIndex())
                            .toList());
        }
    }

    /** {@code f(n)} calls itself with {@code n - 1} until that is 0. */
    private static final byte[] RECURSIVE = single(
            functionType(vector(I32), vector(I32)),
            vector(),
            bytes(localGet(0), bytes(0x04, I32), localGet(0), i32(1), 0x6B, call(0), i32(1), 0x6A, 0x05),
            bytes(i32(0), END));

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void callsNestAsDeepAsTheLimitSays(Contender contender) {
        try (Engine engine = contender.engine()) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(100);
            Function function = instance(engine, "recursive", RECURSIVE, Imports.NONE, limits)
                    .function("f");
            for (int round = 0; round < 50; round++) {
                assertEquals(99, function.call(99));
                Trap trap = assertThrows(Trap.class, () -> function.call(100));
                assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trap.kind());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void aFullThreadStackIsATrap(Contender contender) throws Exception {
        try (Engine engine = contender.engine()) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(1_000_000);
            Function function = instance(engine, "recursive", RECURSIVE, Imports.NONE, limits)
                    .function("f");
            assertEquals(10, function.call(10));
            FutureTask<Object> task = new FutureTask<>(() -> {
                for (int round = 0; round < 5; round++) {
                    try {
                        // The interpreter may do without the thread's stack.
                        assertEquals(900_000, function.call(900_000));
                    } catch (Trap trap) {
                        assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trap.kind());
                    }
                    assertEquals(50, function.call(50));
                }
                return null;
            });
            Thread thread = new Thread(null, task, "small stack", 256 << 10);
            thread.start();
            task.get();
            assertEquals(100, function.call(100));
        }
    }

    /** Recursion that no depth limit stops in a lifetime: {@code f(n)} calls {@code f(n - 1)} twice. */
    private static final byte[] BRANCHING = single(
            functionType(vector(I32), vector()),
            vector(),
            bytes(localGet(0), bytes(0x04, VOID), repeat(2, localGet(0), i32(1), bytes(0x6B), call(0)), END));

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void recursionWithoutLoopsMeetsItsDeadline(Contender contender) {
        try (Engine engine = contender.engine()) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(30));
            Function function = instance(engine, "branching", BRANCHING, Imports.NONE, limits)
                    .function("f");
            for (int round = 0; round < 2; round++) {
                Trap trap = assertThrows(Trap.class, () -> function.call(100));
                assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
                assertTrue(text(trap).startsWith("branching!"), text(trap));
            }
        }
    }

    private static List<byte[]> endless() {
        byte[] stores = bytes(
                loop(VOID),
                bytes(i32(0), i32(0), bytes(0x28, 2, 0), i32(1), 0x6A, bytes(0x36, 2, 0)),
                bytes(i32(8), i32(7), bytes(0x36, 2, 0), i32(1), brIf(0)),
                END);
        return List.of(bytes(loop(VOID), br(0), END), stores);
    }

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void endlessLoopsMeetTheirDeadline(Contender contender) {
        try (Engine engine = contender.engine()) {
            for (byte[] code : endless()) {
                InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(30));
                Function function = instance(engine, "endless", single(NULLARY, vector(), code), Imports.NONE, limits)
                        .function("f");
                for (int round = 0; round < 2; round++) {
                    Trap trap = assertThrows(Trap.class, function::call);
                    assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
                    assertTrue(text(trap).startsWith("endless!"), text(trap));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tagalong.runtime.testing.Contender#all")
    void endlessLoopsCanBeCancelled(Contender contender) throws Exception {
        try (Engine engine = contender.engine()) {
            for (byte[] code : endless()) {
                Instance instance = instance(engine, "endless", single(NULLARY, vector(), code), Imports.NONE);
                CountDownLatch started = new CountDownLatch(1);
                FutureTask<Trap> task = new FutureTask<>(() -> {
                    started.countDown();
                    return assertThrows(Trap.class, () -> instance.function("f").call());
                });
                new Thread(task, "endless").start();
                started.await();
                while (!instance.busy()) {
                    Thread.onSpinWait();
                }
                while (!task.isDone()) {
                    instance.cancel("enough");
                    Thread.sleep(1);
                }
                assertEquals("cancelled: enough", task.get().getMessage());
            }
        }
    }
}
