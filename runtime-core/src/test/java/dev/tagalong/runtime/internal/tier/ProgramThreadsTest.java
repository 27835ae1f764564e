package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the instances of a program's threads have in common, and how they end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgramThreadsTest {

    /** One function adds to an imported global, the other calls through an imported table. */
    private static final byte[] PLACED = module(
            vectorSection(1, bytes(0x60, 0, 1, I32), bytes(0x60, 1, I32, 1, I32)),
            vectorSection(
                    2,
                    bytes("env", "memory", 2, 3, 1, 2),
                    bytes("env", "stack", 3, I32, 1),
                    bytes("env", "table", 1, FUNCREF, 0, 2)),
            vectorSection(3, 0, 1),
            vectorSection(7, bytes("add", 0, 0), bytes("call", 0, 1)),
            vectorSection(
                    10,
                    body(vector(), 0x23, 0, i32(1), 0x6A, 0x24, 0, 0x23, 0),
                    body(vector(), get(0), CALL_INDIRECT, 0, 0)));

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static Program program() {
        Program program = new Program().importSharedMemory("env", "memory", 1, 2);
        program.function("wait", ":i", "", i32(0), i32(0), i64(-1), 0xFE, 0x01, 2, 0);
        program.function("count", ":i", "", i32(8), i32(1), 0xFE, 0x1E, 2, 0);
        program.function("call", "i:i", "", get(0), CALL_INDIRECT, program.type(":i"), 0);
        return program.table(0, 0, 1);
    }

    private static Imports imports(Engine engine) {
        return Imports.builder()
                .add("env", "memory", engine.memory(MemoryType.shared(SizeRange.between(1, 2))))
                .build();
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aThreadHasTheProgramsMemoryAndAttachmentsAndSomeOfItsOwn(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofSeconds(100));
            Program source = program();
            source.tag("tag", "i:");
            Instance program = source.instantiate(engine, imports(engine), limits);
            Instance thread = program.newThread("worker");
            assertEquals("worker", thread.name());
            assertSame(program.export("tag"), thread.export("tag"));
            assertSame(program, thread.program());
            assertSame(program, program.program());
            assertSame(program.group(), thread.group());
            assertSame(
                    program.attachment(StringBuilder.class, StringBuilder::new),
                    thread.attachment(StringBuilder.class, StringBuilder::new));
            assertNotSame(
                    program.threadAttachment(StringBuffer.class, StringBuffer::new),
                    thread.threadAttachment(StringBuffer.class, StringBuffer::new));
            assertNotSame(program.export("table0"), thread.export("table0"));
            assertEquals(Duration.ZERO, thread.limits().deadline(), "it is no call");
            assertEquals(0, program.function("count").call());
            assertEquals(1, thread.function("count").call());
            assertEquals(2, thread.function("call").call(1));
            assertSame(program, thread.newThread("another").program());
            assertEquals(MemoryType.PAGE_SIZE, program.group().statistics().memoryBytes(), "it is counted once");
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aProgramHasNoMoreThreadsThanItsLimit(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance program = program().instantiate(engine, imports(engine), InstanceLimits.DEFAULT.withThreads(1));
            Instance first = program.newThread("first");
            LinkException refusal = assertThrows(LinkException.class, () -> program.newThread("second"));
            assertEquals("test.wasm has 1 threads, and the limit is 1", refusal.getMessage());
            first.close();
            program.newThread("third");
            program.limits(InstanceLimits.DEFAULT.withThreads(2));
            program.newThread("fourth");
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aStopEndsAllThreads(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Instance program = program().instantiate(engine, imports(engine), InstanceLimits.DEFAULT);
            Instance thread = program.newThread("worker");
            Running main = new Running(() -> program.function("wait").call());
            Running worker = new Running(() -> thread.function("wait").call());
            main.awaitWaiting();
            worker.awaitWaiting();
            thread.stop(() -> new WasmExit(7));
            for (Running one : List.of(main, worker)) {
                Throwable thrown =
                        assertThrows(ExecutionException.class, one::result).getCause();
                assertEquals(7, ((WasmExit) thrown).status());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void threadsAreCancelledAndClosedWithTheirProgram(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Instance program = program().instantiate(engine, imports(engine), InstanceLimits.DEFAULT);
            Instance thread = program.newThread("worker");
            Running cancelled = new Running(() -> thread.function("wait").call());
            cancelled.awaitWaiting();
            program.cancel("enough");
            assertEquals(TrapKind.CANCELLED, cancelled.trap().kind());
            Running closed = new Running(() -> thread.function("wait").call());
            closed.awaitWaiting();
            program.close();
            assertEquals(TrapKind.CANCELLED, closed.trap().kind());
            assertTrue(thread.closed());
            assertThrows(LinkException.class, () -> program.newThread("late"));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whatThreadsCannotShareIsRefused(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance alone = new Program().memory(1).instantiate(engine);
            LinkException refusal = assertThrows(LinkException.class, () -> alone.newThread("worker"));
            assertEquals("test.wasm cannot have threads: it imports no shared memory", refusal.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aThreadHasCopiesOfGlobalsThatChangeAndOfTables(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Global stack = engine.global(new GlobalType(ValueType.I32, true), 100);
            Table table = engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.between(2, 10)));
            Imports imports = Imports.builder()
                    .add("env", "stack", stack)
                    .add("env", "table", table)
                    .build()
                    .or(imports(engine));
            Instance program = engine.instantiate(
                    engine.load("placed.wasm", PLACED), imports, InstanceOptions.named("placed.wasm"));
            table.set(1, program.function("add"));
            assertEquals(101, program.function("call").call(1));
            Instance thread = program.newThread("worker");
            assertEquals(102, thread.function("call").call(1), "its own function, with its own stack");
            assertEquals(103, thread.function("add").call());
            assertEquals(101, stack.get());

            Instance library = engine.instantiate(
                    engine.load("library.wasm", PLACED),
                    imports,
                    InstanceOptions.named("library.wasm").withLeader(program));
            table.set(0, library.function("add"));
            LinkException refusal = assertThrows(LinkException.class, () -> program.newThread("another"));
            assertEquals(
                    "placed.wasm cannot have threads: library.wasm is in its memory, and one thread runs both",
                    refusal.getMessage());
        }
    }
}
