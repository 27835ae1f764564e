package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Traps: what they are, and the frames that they name. */
class TrapTest {

    private static final int I32_LOAD = 0x28;

    static List<Tier> tiers() {
        return Tiers.all();
    }

    /** A trap as lines {@code function@opcode at the offset}. */
    private static List<String> frames(Trap trap, byte[] binary) {
        return trap.backtrace().stream()
                .map(f -> f.module() + "!" + f.functionName() + "@"
                        + Integer.toHexString(binary[(int) f.offset()] & 0xFF))
                .toList();
    }

    private static Trap trap(Function function, Object... arguments) {
        return assertThrows(Trap.class, () -> function.call(arguments));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theBacktraceNamesFunctionsAndInstructions(Tier tier) {
        Program program = new Program();
        program.memory(1);
        byte[] divide = bytes(i32(100), get(0), I32_DIV_S);
        int inner = program.function("inner", "i:i", "", divide, I32_LOAD, 2, 0);
        int middle = program.function("middle", "i:i", "l", BLOCK, I32, i32(1), get(0), CALL, inner, I32_ADD, END);
        program.table(0, middle);
        program.function("outer", "i:i", "", get(0), i32(0), CALL_INDIRECT, program.type("i:i"), 0, i32(3), I32_MUL);
        try (Engine engine = Tiers.engine(tier)) {
            Function outer = program.instantiate(engine).function("outer");
            Trap zero = trap(outer, 0);
            assertEquals(TrapKind.INTEGER_DIVIDE_BY_ZERO, zero.kind());
            assertEquals(
                    List.of("test.wasm!inner@6d", "test.wasm!middle@10", "test.wasm!outer@11"),
                    frames(zero, program.binary()));
            Trap outside = trap(outer, -1);
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, outside.kind());
            assertEquals(
                    List.of("test.wasm!inner@28", "test.wasm!middle@10", "test.wasm!outer@11"),
                    frames(outside, program.binary()));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theBacktraceGoesThroughOtherInstancesAndTheHost(Tier tier) throws ReflectiveOperationException {
        Program library = new Program();
        library.function("fail", ":", "", UNREACHABLE);
        Program program = new Program();
        int fail = program.importFunction("library", "fail", ":");
        int host = program.importFunction("env", "call", ":");
        int last = program.function("last", ":", "", CALL, fail);
        int first = program.function("first", ":", "", CALL, host);
        assertEquals(2, last);
        assertEquals(3, first);
        MethodHandle handle = MethodHandles.lookup()
                .findStatic(TrapTest.class, "callLast", MethodType.methodType(void.class, Instance.class));
        try (Engine engine = Tiers.engine(tier)) {
            Imports imports = Imports.builder()
                    .add("library", library.instantiate(engine))
                    .add("env", "call", engine.function("call", HostFunction.of(handle)))
                    .build();
            Instance instance = program.instantiate(engine, imports, InstanceLimits.DEFAULT);
            Trap trap = trap(instance.function("first"));
            List<String> names =
                    trap.backtrace().stream().map(Trap.Frame::functionName).toList();
            assertEquals(List.of("fail", "last", "first"), names);
        }
    }

    static void callLast(Instance caller) {
        caller.function("last").call();
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aDeepStackIsCutShort(Tier tier) {
        Program program = new Program();
        program.function("f", "i:", "", get(0), i32(1), I32_ADD, CALL, 0);
        try (Engine engine = Tiers.engine(tier)) {
            Trap trap = trap(program.instantiate(engine).function("f"), 0);
            assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trap.kind());
            assertEquals(Trap.MAX_FRAMES, trap.backtrace().size());
            assertEquals("f", trap.backtrace().get(0).functionName());
        }
    }

    static Stream<Arguments> tiersAndThrowables() {
        return tiers().stream()
                .flatMap(tier -> Stream.of(new WasmExit(3), new StackOverflowError(), new OutOfMemoryError("test"))
                        .map(t -> Arguments.of(tier, t)));
    }

    private static Throwable toThrow;

    static void fail() throws Throwable {
        throw toThrow;
    }

    @ParameterizedTest
    @MethodSource("tiersAndThrowables")
    void exitsAndErrorsOfTheHostGoThrough(Tier tier, Throwable thrown) throws ReflectiveOperationException {
        Program program = new Program();
        int host = program.importFunction("env", "fail", ":");
        int inner = program.function(null, ":", "", CALL, host);
        program.function("f", ":", "", CALL, inner);
        program.function("g", ":i", "", i32(5));
        MethodHandle handle =
                MethodHandles.lookup().findStatic(TrapTest.class, "fail", MethodType.methodType(void.class));
        try (Engine engine = Tiers.engine(tier)) {
            Imports imports = Imports.builder()
                    .add("env", "fail", engine.function("fail", HostFunction.of(handle)))
                    .build();
            Instance instance = program.instantiate(engine, imports, InstanceLimits.DEFAULT);
            toThrow = thrown;
            Throwable caught =
                    assertThrows(Throwable.class, () -> instance.function("f").call());
            if (thrown instanceof WasmExit) {
                assertSame(thrown, caught);
            } else {
                assertSame(thrown, ((Trap) caught).getCause());
            }
            assertEquals(5, instance.function("g").call());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void accessesPastTheEndTrapAndChangeNothing(Tier tier) {
        Program program = new Program();
        program.memory(1).memory(1);
        program.function("load", "i:l", "", get(0), 0x29, 0, 0);
        program.function("loadFar", "i:i", "", get(0), I32_LOAD, 0, u64(0xFFFF_FFFFL));
        program.function("loadOffset", "i:i", "", get(0), I32_LOAD, 0, u32(0x7FFF_FFFF));
        program.function("loadSecond", "i:i", "", get(0), I32_LOAD, 0x40, 1, 4);
        program.function("store", "il:", "", get(0), get(1), 0x37, 0, 0);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            instance.function("store").call(65_528, -1L);
            assertEquals(-1L, instance.function("load").call(65_528));
            assertEquals(
                    TrapKind.OUT_OF_BOUNDS_MEMORY,
                    trap(instance.function("store"), 65_529, 0L).kind());
            assertEquals(-1L, instance.function("load").call(65_528));
            for (int address : new int[] {65_529, 65_536, -1, -8, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertEquals(
                        TrapKind.OUT_OF_BOUNDS_MEMORY,
                        trap(instance.function("load"), address).kind());
                assertEquals(
                        TrapKind.OUT_OF_BOUNDS_MEMORY,
                        trap(instance.function("loadSecond"), address).kind());
            }
            for (int address : new int[] {0, 1, -1, Integer.MAX_VALUE}) {
                assertEquals(
                        TrapKind.OUT_OF_BOUNDS_MEMORY,
                        trap(instance.function("loadFar"), address).kind());
                assertEquals(
                        TrapKind.OUT_OF_BOUNDS_MEMORY,
                        trap(instance.function("loadOffset"), address).kind());
            }
            assertEquals(0, instance.function("loadSecond").call(65_528));
        }
    }
}
