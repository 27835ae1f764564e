package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions, beyond what the official suite asks. */
class ExceptionsTest {

    private static final FunctionType NUMBER = FunctionType.of(List.of(ValueType.I32), List.of());

    /** So small that nearly everything is cut. */
    private static final SplitLimits SMALLEST = new SplitLimits(60, 30, 10, 0);

    static List<Tier> tiers() {
        return Tiers.all();
    }

    /** A block whose exceptions of a tag leave a number, around code that leaves one. */
    private static byte[] catching(int tag, Object... code) {
        return bytes(BLOCK, I32, TRY_TABLE, I32, vector(bytes(0, tag, 0)), bytes(code), END, END);
    }

    /** A block around code that leaves a number; whatever can be caught leaves -1. */
    private static byte[] catchingAll(Object... code) {
        byte[] inner = bytes(TRY_TABLE, I32, vector(bytes(2, 0)), bytes(code), END, BR, 1);
        return bytes(BLOCK, I32, BLOCK, VOID, inner, END, i32(-1), END);
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whatNobodyCatchesReachesJava(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", "ilfdr:");
        program.function(
                "f", "ir:", "", get(0), i64(1L << 40), 0x43, 0, 0, 0x20, 0x41, 0x44, new byte[8], get(1), THROW, tag);
        int empty = program.tag("empty", ":");
        int thrower = program.function(null, ":", "", THROW, empty);
        program.function("deep", ":i", "", catching(program.tag("other", "i:"), CALL, thrower, i32(1)));
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            WasmException thrown = assertThrows(
                    WasmException.class, () -> instance.function("f").call(7, "object"));
            assertSame(instance.export("tag"), thrown.tag());
            assertEquals(List.of(7, 1L << 40, 10f, 0.0, "object"), thrown.arguments());
            assertEquals(0, thrown.getStackTrace().length);
            assertEquals(
                    "exception [i32, i64, f32, f64, externref] with [7, 1099511627776, 10.0, 0.0, java.lang.String]",
                    thrown.getMessage());
            thrown = assertThrows(
                    WasmException.class, () -> instance.function("deep").call());
            assertSame(instance.export("empty"), thrown.tag());
            assertEquals(2, instance.statistics().traps());
        }
    }

    /** Frames in the same tier, across two instances, a handler for another tag and one that throws again. */
    @ParameterizedTest
    @MethodSource("tiers")
    void whatNobodyCatchesHasABacktrace(Tier tier) throws Exception {
        Program inner = new Program();
        int tag = inner.tag("failure", "i:");
        int thrower = inner.function("thrower", "i:", "", get(0), THROW, tag);
        inner.function("middle", "i:", "", get(0), CALL, thrower);
        Program outer = new Program();
        int middle = outer.importFunction("inner", "middle", "i:");
        int again = outer.function("again", "i:", "", TRY, VOID, get(0), CALL, middle, 0x19, RETHROW, 0, END);
        outer.function("f", "i:i", "", catching(outer.tag("other", "i:"), get(0), CALL, again, i32(1)));
        byte[] caught = catchingAll(get(0), CALL, again, i32(1));
        byte[] loop = bytes(LOOP, VOID, caught, DROP, get(0), i32(1), I32_SUB, TEE, 0, BR_IF, 0, END);
        outer.function("many", "i:", "", loop, i32(77), CALL, again);
        try (Engine engine = Tiers.engine(tier)) {
            Instance source = engine.instantiate(
                    engine.load("inner", inner.binary()), Imports.NONE, InstanceOptions.named("inner"));
            Instance instance = engine.instantiate(
                    engine.load("outer", outer.binary()),
                    Imports.builder().add("inner", source).build(),
                    InstanceOptions.named("outer"));
            // In a thread that has thrown nothing before.
            FutureTask<WasmException> call = new FutureTask<>(() -> assertThrows(
                    WasmException.class, () -> instance.function("f").call(5)));
            new Thread(call).start();
            WasmException thrown = call.get();
            List<String> frames = List.of("thrower", "middle", "again", "f");
            assertEquals(
                    frames,
                    thrown.backtrace().stream().map(Trap.Frame::functionName).toList());
            assertTrue(thrown.backtrace().stream().allMatch(frame -> frame.offset() > 0), thrown.describe());
            List<String> lines = thrown.describe().lines().toList();
            assertEquals("exception failure [i32] with [5]", lines.get(0));
            assertTrue(lines.get(1).startsWith("    at inner!thrower (func 0, offset 0x"), lines.get(1));
            TrapReport report = source.statistics().lastTrap();
            assertEquals(TrapKind.UNCAUGHT_EXCEPTION, report.kind());
            assertEquals("uncaught " + thrown.describe(), report.text());
            assertEquals(0, instance.statistics().traps());
            // With many of them before, it may have none, and is counted all the same.
            thrown = assertThrows(
                    WasmException.class, () -> instance.function("many").call(200_000));
            assertEquals(List.of(77), thrown.arguments());
            assertEquals(2, source.statistics().traps() + instance.statistics().traps());
        }
    }

    /** What the host does, by a number. */
    static final class Host {
        final IntFunction<RuntimeException> failures;

        Host(IntFunction<RuntimeException> failures) {
            this.failures = failures;
        }

        int act(int number) {
            RuntimeException failure = failures.apply(number);
            if (failure != null) {
                throw failure;
            }
            return number;
        }
    }

    private static Imports imports(Engine engine, Tag tag, IntFunction<RuntimeException> failures) {
        return Imports.builder()
                .add("host", "tag", tag)
                .add(
                        "host",
                        "act",
                        engine.function("act", HostFunction.of(MethodHandles.lookup(), new Host(failures), "act")))
                .build();
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void hostFunctionsThrow(Tier tier) {
        Program program = new Program().importTag("host", "tag", "i:");
        int act = program.importFunction("host", "act", "i:i");
        program.function("tagged", "i:i", "", catching(0, get(0), CALL, act), i32(100), I32_ADD);
        program.function("all", "i:i", "", catchingAll(get(0), CALL, act));
        try (Engine engine = Tiers.engine(tier)) {
            Tag tag = engine.tag(NUMBER);
            Tag other = engine.tag(NUMBER);
            Imports imports = imports(engine, tag, n -> switch (n) {
                case 1 -> engine.exception(tag, 41);
                case 2 -> engine.exception(other, 42);
                case 3 -> new IllegalStateException("broken");
                case 4 -> new WasmExit(4);
                case 5 -> new Trap(TrapKind.CANCELLED);
                default -> null;
            });
            Instance instance = program.instantiate(engine, imports, InstanceLimits.DEFAULT);
            assertEquals(100, instance.function("tagged").call(0));
            assertEquals(141, instance.function("tagged").call(1));
            assertSame(
                    other,
                    assertThrows(
                                    WasmException.class,
                                    () -> instance.function("tagged").call(2))
                            .tag());
            assertEquals(
                    List.of(0, -1, -1),
                    Stream.of(0, 1, 2).map(instance.function("all")::call).toList());
            Trap failed =
                    assertThrows(Trap.class, () -> instance.function("all").call(3));
            assertEquals(TrapKind.HOST_ERROR, failed.kind());
            assertThrows(WasmExit.class, () -> instance.function("all").call(4));
            assertEquals(
                    TrapKind.CANCELLED,
                    assertThrows(Trap.class, () -> instance.function("all").call(5))
                            .kind());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void trapsAreNeverCaught(Tier tier) {
        Program program = new Program().memory(1);
        int recursive = 3;
        program.function("unreachable", ":i", "", catchingAll(UNREACHABLE));
        program.function("divide", "i:i", "", catchingAll(i32(1), get(0), I32_DIV_S));
        program.function("load", ":i", "", catchingAll(i32(-1), 0x28, 0, 0));
        program.function("recursive", ":i", "", catchingAll(CALL, recursive));
        program.function("null", ":i", "", catchingAll(0xD0, EXNREF, THROW_REF));
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertTrap(TrapKind.UNREACHABLE, instance, "unreachable");
            assertTrap(TrapKind.INTEGER_DIVIDE_BY_ZERO, instance, "divide", 0);
            assertTrap(TrapKind.OUT_OF_BOUNDS_MEMORY, instance, "load");
            assertTrap(TrapKind.CALL_STACK_EXHAUSTED, instance, "recursive");
            assertTrap(TrapKind.NULL_EXCEPTION, instance, "null");
        }
    }

    private static void assertTrap(TrapKind kind, Instance instance, String function, Object... arguments) {
        Trap trap = assertThrows(Trap.class, () -> instance.function(function).call(arguments));
        assertEquals(kind, trap.kind());
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void referencesCrossJava(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", "i:");
        byte[] caught =
                bytes(BLOCK, EXNREF, TRY_TABLE, VOID, vector(bytes(3, 0)), get(0), THROW, tag, END, UNREACHABLE, END);
        program.function("catch", "i:x", "", caught);
        program.function("throw", "x:", "", get(0), THROW_REF);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            Object reference = instance.function("catch").call(5);
            assertEquals(List.of(5), ((WasmException) reference).arguments());
            assertSame(
                    reference,
                    assertThrows(
                            WasmException.class,
                            () -> instance.function("throw").call(reference)));
            assertTrap(TrapKind.NULL_EXCEPTION, instance, "throw", (Object) null);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> instance.function("throw").call("no exception"));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void tailCallsLeaveTheirTry(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", ":");
        int thrower = program.function(null, ":i", "", THROW, tag);
        int caller = program.function("tail", ":i", "", catchingAll(RETURN_CALL, thrower));
        program.function("indirect", ":i", "", catchingAll(i32(0), RETURN_CALL_INDIRECT, program.type(":i"), 0));
        program.function("outer", ":i", "", catchingAll(CALL, caller));
        program.table(0, thrower);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertThrows(WasmException.class, () -> instance.function("tail").call());
            assertThrows(
                    WasmException.class, () -> instance.function("indirect").call());
            assertEquals(-1, instance.function("outer").call());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void callsOfReferencesThrow(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", "i:");
        int thrower = program.function("thrower", ":i", "", i32(7), THROW, tag);
        int divides = program.function("divides", ":i", "", i32(1), i32(0), I32_DIV_S);
        byte[] call = bytes(0x14, u32(program.type(":i")));
        program.function("caught", ":i", "", catching(tag, 0xD2, thrower, call));
        program.function("trapped", ":i", "", catchingAll(0xD2, divides, call));
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertEquals(7, instance.function("caught").call());
            assertTrap(TrapKind.INTEGER_DIVIDE_BY_ZERO, instance, "trapped");
        }
    }

    /** The loop is entered by compiled code where there is some: what that throws has left the try. */
    @ParameterizedTest
    @MethodSource("tiers")
    void codeAfterALoopInATryIsOutside(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", "i:");
        byte[] loop = bytes(LOOP, VOID, get(0), i32(1), I32_SUB, TEE, 0, BR_IF, 0, END);
        byte[] attempt = bytes(TRY_TABLE, VOID, vector(bytes(2, 0)), loop, END);
        program.function("f", "i:", "", BLOCK, VOID, attempt, i32(9), THROW, tag, END);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            // In one call, so that it begins in the interpreter.
            int iterations = tier == Tier.TIERED ? 300_000_000 : 100_000;
            WasmException thrown = assertThrows(
                    WasmException.class, () -> instance.function("f").call(iterations));
            assertEquals(List.of(9), thrown.arguments());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void moreValuesThanAMethodHasParameters(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", "l".repeat(300) + ":");
        byte[] values = bytes(Stream.generate(() -> i64(3)).limit(300).toArray());
        byte[] sums = bytes(Stream.generate(() -> bytes(I64_ADD)).limit(299).toArray());
        program.function("f", ":l", "", TRY, I64, values, THROW, tag, CATCH, tag, sums, END);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertEquals(900L, instance.function("f").call());
            assertTrue(tier != Tier.COMPILE || instance.module().compiledFunctions() == 1);
        }
    }

    /** Code of one tier that catches what code of another tier throws leaves nothing on the value stack. */
    @ParameterizedTest
    @MethodSource("tiers")
    void manyExceptionsLeaveNothing(Tier tier) {
        Program throwing = new Program();
        String parameters = "l".repeat(100);
        throwing.tag("tag", "l:");
        throwing.function("throw", parameters + ":", "", get(99), THROW, 0);
        Program catching = new Program().importTag("other", "tag", "l:");
        int thrower = catching.importFunction("other", "throw", parameters + ":");
        byte[] arguments = bytes(Stream.generate(() -> i64(3)).limit(100).toArray());
        byte[] attempt = bytes(TRY_TABLE, VOID, vector(bytes(0, 0, 0)), arguments, CALL, thrower, END);
        byte[] call = bytes(BLOCK, I64, attempt, i64(0), END);
        byte[] loop = bytes(LOOP, VOID, call, get(1), I64_ADD, SET, 1, get(0), i32(1), I32_SUB, TEE, 0, BR_IF, 0, END);
        catching.function("f", "i:l", "l", loop, get(1));
        try (Engine engine = Engine.create()) {
            for (Tier other : tiers()) {
                Instance source = engine.instantiate(
                        engine.load("throwing", throwing.binary()),
                        Imports.NONE,
                        InstanceOptions.named("throwing").withTier(other));
                Instance instance = engine.instantiate(
                        engine.load("catching", catching.binary()),
                        Imports.builder().add("other", source).build(),
                        InstanceOptions.named("catching").withTier(tier));
                assertEquals(3L * 200_000, instance.function("f").call(200_000));
            }
        }
    }

    /** A loop that does nothing but throw and catch can be stopped. */
    @ParameterizedTest
    @MethodSource("tiers")
    void endlessCatchingIsStopped(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", ":");
        int thrower = program.function(null, ":", "", THROW, tag);
        byte[] once = bytes(TRY, VOID, CALL, thrower, CATCH, tag, END);
        program.function("f", ":", "", LOOP, VOID, once, BR, 0, END);
        try (Engine engine = Tiers.engine(tier)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(200));
            Instance instance = program.instantiate(engine, Imports.NONE, limits);
            assertTrap(TrapKind.DEADLINE_EXCEEDED, instance, "f");
        }
    }

    /** C's frames that an exception passes do not move the stack pointer up again, and their instance is used on. */
    @ParameterizedTest
    @MethodSource("tiers")
    void theStackOfAnInstanceThatThrowsIsWhole(Tier tier) {
        Program throwing = new Program().stackPointer(1000);
        int tag = throwing.tag("tag", ":");
        throwing.function("throw", ":", "", GLOBAL_GET, 0, i32(16), I32_SUB, GLOBAL_SET, 0, THROW, tag);
        Program catching = new Program().importTag("other", "tag", ":");
        int thrower = catching.importFunction("other", "throw", ":");
        byte[] caught = bytes(BLOCK, VOID, TRY_TABLE, VOID, vector(bytes(0, 0, 0)), CALL, thrower, END, END);
        catching.function("f", ":", "", caught, caught, caught);
        catching.table(0, thrower);
        byte[] call = bytes(i32(0), CALL_INDIRECT, catching.type(":"), 0);
        catching.function("g", ":", "", BLOCK, VOID, TRY_TABLE, VOID, vector(bytes(0, 0, 0)), call, END, END);
        try (Engine engine = Tiers.engine(tier)) {
            Instance other = throwing.instantiate(engine);
            Imports imports = Imports.builder().add("other", other).build();
            Instance instance = catching.instantiate(engine, imports, InstanceLimits.DEFAULT);
            instance.function("f").call();
            instance.function("g").call();
            assertEquals(1000, ((Global) other.export("__stack_pointer")).get());
        }
    }

    /** A function that is cut into many methods: what a part has changed before it throws, the handler sees. */
    @ParameterizedTest
    @MethodSource("tiers")
    void handlersSeeLocalsOfCutFunctions(Tier tier) {
        Program program = new Program();
        int tag = program.tag("tag", "i:");
        int thrower =
                program.function(null, "i:", "", get(0), i32(40), I32_SUB, I32_EQZ, IF, VOID, get(0), THROW, tag, END);
        // Local 2 counts the steps, and each is a call that throws after the fortieth.
        byte[] step = bytes(get(2), i32(1), I32_ADD, SET, 2, get(3), get(2), I32_ADD, SET, 3, get(2), CALL, thrower);
        byte[] steps = bytes(Stream.generate(() -> step).limit(60).toArray());
        byte[] sum = bytes(i32(1000), I32_MUL, get(3), I32_ADD, get(2), I32_ADD);
        program.function("table", "ii:i", "ii", catching(tag, steps, i32(0)), sum);
        program.function("legacy", "ii:i", "ii", TRY, I32, steps, i32(0), CATCH, tag, END, sum);
        byte[] delegated =
                bytes(TRY, I32, BLOCK, I32, TRY, I32, steps, i32(0), DELEGATE, 1, END, CATCH, tag, steps, END);
        program.function("delegate", "ii:i", "ii", delegated, sum);
        byte[] again = bytes(
                TRY, I32, TRY, I32, steps, i32(0), CATCH, tag, DROP, steps, RETHROW, 0, END, CATCH, tag, steps, END);
        program.function("again", "ii:i", "ii", again, sum);
        try (EngineImpl cut = new EngineImpl(EngineOptions.DEFAULT.withTier(tier), SMALLEST)) {
            Instance instance = program.instantiate(cut);
            for (int i = 0; i < 3; i++) {
                assertEquals(40_000 + 820 + 40, instance.function("table").call(0, 0));
                assertEquals(40_000 + 820 + 40, instance.function("legacy").call(0, 0));
                assertEquals(40_000 + 5050 + 100, instance.function("delegate").call(0, 0));
                assertEquals(
                        40_000 + 160 * 161 / 2 + 160, instance.function("again").call(0, 0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void tagsAreLinkedByTheirTypes(Tier tier) {
        Program program = new Program().importTag("host", "tag", "l:");
        program.importFunction("host", "act", "i:i");
        try (Engine engine = Tiers.engine(tier)) {
            Tag tag = engine.tag(NUMBER);
            Imports imports = imports(engine, tag, n -> null);
            String message = assertThrows(
                            LinkException.class, () -> program.instantiate(engine, imports, InstanceLimits.DEFAULT))
                    .getMessage();
            assertTrue(message.endsWith("wanted host.tag (tag (i64) -> ()), got tag (i32) -> ()"), message);
            assertThrows(IllegalArgumentException.class, () -> engine.exception(tag));
            assertThrows(IllegalArgumentException.class, () -> engine.exception(tag, 1L));
            FunctionType result = FunctionType.of(List.of(), List.of(ValueType.I32));
            assertThrows(IllegalArgumentException.class, () -> engine.tag(result));
        }
    }

    /** Two modules that each define a tag have one, which is there before their instances. */
    @ParameterizedTest
    @MethodSource("tiers")
    void aTagOfItsOwnThatOthersKnow(Tier tier) {
        Program throwing = new Program();
        throwing.importTag("env", "imported", ":");
        int thrown = throwing.tag("shared", "i:");
        int thrower = throwing.function("thrower", "i:", "", get(0), THROW, thrown);
        Program catching = new Program();
        int imported = catching.importFunction("inner", "thrower", "i:");
        int caught = catching.tag("shared", "i:");
        catching.function("f", "i:i", "", catching(caught, get(0), CALL, imported, i32(1)));
        assertEquals(0, thrower);
        try (Engine engine = Tiers.engine(tier)) {
            Tag shared = engine.tag(NUMBER);
            Imports own = new Imports() {
                @Override
                public ExternalValue resolve(ImportType wanted) {
                    return wanted.type() instanceof ExternalType.Tag
                            ? engine.tag(FunctionType.of(List.of(), List.of()))
                            : null;
                }

                @Override
                public Tag tag(ExportType export) {
                    return export.name().equals("shared") ? shared : null;
                }
            };
            Instance inner =
                    engine.instantiate(engine.load("inner", throwing.binary()), own, InstanceOptions.named("inner"));
            Instance outer = engine.instantiate(
                    engine.load("outer", catching.binary()),
                    Imports.builder().add("inner", inner).build().or(own),
                    InstanceOptions.named("outer"));
            assertSame(shared, inner.export("shared"));
            assertSame(shared, outer.export("shared"));
            assertEquals(7, outer.function("f").call(7));
            Program other = new Program();
            other.tag("shared", "l:");
            LinkException unfit = assertThrows(
                    LinkException.class,
                    () -> engine.instantiate(
                            engine.load("other", other.binary()), own, InstanceOptions.named("other")));
            assertTrue(unfit.getMessage().contains("tag shared"), unfit::getMessage);
        }
    }
}
