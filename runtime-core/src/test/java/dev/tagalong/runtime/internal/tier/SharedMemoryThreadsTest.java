package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads with an instance each, of one module, that share a memory. */
@Timeout(value = 2, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.MINUTES)
class SharedMemoryThreadsTest {

    private static final int THREADS = 4;
    private static final int I32_LOAD = 0x28;
    private static final int I32_STORE = 0x36;
    private static final int I32_AND = 0x71;
    private static final int I32_EQ = 0x46;
    private static final int I32_NE = 0x47;
    private static final int MEMORY_GROW = 0x40;

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static byte[] notifyAt(int offset) {
        return bytes(0xFE, 0x00, 2, u32(offset));
    }

    private static byte[] wait32(int offset) {
        return bytes(0xFE, 0x01, 2, u32(offset));
    }

    private static byte[] load(int offset) {
        return bytes(0xFE, 0x10, 2, u32(offset));
    }

    private static byte[] store(int offset) {
        return bytes(0xFE, 0x17, 2, u32(offset));
    }

    private static byte[] add(int offset) {
        return bytes(0xFE, 0x1E, 2, u32(offset));
    }

    private static byte[] add8(int offset) {
        return bytes(0xFE, 0x20, 0, u32(offset));
    }

    private static byte[] exchange(int offset) {
        return bytes(0xFE, 0x41, 2, u32(offset));
    }

    private static byte[] compareExchange(int offset) {
        return bytes(0xFE, 0x48, 2, u32(offset));
    }

    /** Code as often as the first parameter, which it counts down, says. */
    private static byte[] times(Object... code) {
        return bytes(
                BLOCK,
                VOID,
                LOOP,
                VOID,
                get(0),
                I32_EQZ,
                BR_IF,
                1,
                get(0),
                i32(1),
                I32_SUB,
                SET,
                0,
                bytes(code),
                BR,
                0,
                END,
                END);
    }

    /** A lock at 64 whose states are 0 free, 1 taken, 2 taken and awaited. */
    private static byte[] lock(int local) {
        return bytes(
                BLOCK,
                VOID,
                i32(0),
                i32(0),
                i32(1),
                compareExchange(64),
                TEE,
                local,
                I32_EQZ,
                BR_IF,
                0,
                // Until it was free when it was marked as awaited.
                LOOP,
                VOID,
                i32(0),
                i32(2),
                exchange(64),
                I32_EQZ,
                BR_IF,
                1,
                i32(0),
                i32(2),
                i64(-1),
                wait32(64),
                DROP,
                BR,
                0,
                END,
                END);
    }

    private static byte[] unlock() {
        return bytes(i32(0), i32(0), exchange(64), i32(2), I32_EQ, IF, VOID, i32(0), i32(1), notifyAt(64), DROP, END);
    }

    private static Program program() {
        Program program = new Program().importSharedMemory("env", "memory", 1, 40);
        program.function("count", "i:", "", times(i32(0), i32(1), add(0), DROP));
        program.function("count8", "ii:", "", times(get(1), i32(1), add8(16), DROP));
        // A counter that is plain, under a lock.
        program.function(
                "countLocked",
                "i:",
                "i",
                times(lock(1), i32(0), i32(0), I32_LOAD, 2, 32, i32(1), I32_ADD, I32_STORE, 2, 32, unlock()));
        // A ring of 8 entries at 256; how many were put in is at 128, and how many were taken at 192.
        byte[] full = bytes(i32(0), load(128), i32(0), load(192), I32_SUB, i32(8), I32_EQ);
        byte[] put = bytes(i32(0), load(128), i32(7), I32_AND, i32(4), I32_MUL, get(0), I32_STORE, 2, u32(256));
        program.function(
                "produce", "i:", "", times(LOOP, VOID, full, BR_IF, 0, END, put, i32(0), i32(1), add(128), DROP));
        byte[] empty = bytes(i32(0), load(128), i32(0), load(192), I32_EQ);
        byte[] take = bytes(i32(0), load(192), i32(7), I32_AND, i32(4), I32_MUL, I32_LOAD, 2, u32(256));
        // Each is 31 times the sum before it and the entry, so the order counts.
        program.function(
                "consume",
                "i:i",
                "i",
                times(
                        LOOP, VOID, empty, BR_IF, 0, END, get(1), i32(31), I32_MUL, take, I32_ADD, SET, 1, i32(0),
                        i32(1), add(192), DROP),
                get(1));
        program.function("wait", "il:i", "", i32(0), get(0), get(1), wait32(96));
        program.function("notify", "i:i", "", i32(0), get(0), notifyAt(96));
        // One grows and tells by a flag; the other reads what is new once it sees that.
        program.function("growAndTell", "i:", "", get(0), MEMORY_GROW, 0, DROP, i32(0), i32(1), store(1024));
        program.function(
                "readWhatIsNew",
                "i:i",
                "",
                LOOP,
                VOID,
                i32(0),
                load(1024),
                I32_EQZ,
                BR_IF,
                0,
                END,
                get(0),
                I32_LOAD,
                2,
                u32(0));
        program.function("endless", ":", "", LOOP, VOID, i32(0), i32(1), add(0), DROP, BR, 0, END);
        return program;
    }

    /** Instances of one module with one memory. */
    private static final class Team implements AutoCloseable {
        final Engine engine;
        final Memory memory;
        final List<Instance> instances = new ArrayList<>();

        Team(Contender contender, int size, InstanceLimits limits) {
            engine = contender.engine();
            memory = engine.memory(MemoryType.shared(SizeRange.between(1, 40)));
            Module module = engine.load("threads.wasm", program().binary());
            Imports imports = Imports.builder().add("env", "memory", memory).build();
            for (int i = 0; i < size; i++) {
                instances.add(engine.instantiate(
                        module, imports, InstanceOptions.named("thread " + i).withLimits(limits)));
            }
        }

        Team(Contender contender, int size) {
            this(contender, size, InstanceLimits.DEFAULT);
        }

        Running start(int instance, String function, Object... arguments) {
            return new Running(() -> instances.get(instance).function(function).call(arguments));
        }

        void all(String function, Object... arguments) throws Exception {
            List<Running> running = new ArrayList<>();
            for (int i = 0; i < instances.size(); i++) {
                running.add(start(i, function, arguments));
            }
            for (Running one : running) {
                one.result();
            }
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void noAdditionIsLost(Contender contender) throws Exception {
        try (Team team = new Team(contender, THREADS)) {
            team.all("count", 10_000);
            assertEquals(THREADS * 10_000, team.memory.readInt(0));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void neighboursOfAByteStay(Contender contender) throws Exception {
        try (Team team = new Team(contender, THREADS)) {
            List<Running> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(team.start(i, "count8", 10_000 + i, i));
            }
            for (Running one : running) {
                one.result();
            }
            for (int i = 0; i < THREADS; i++) {
                assertEquals((byte) (10_000 + i), team.memory.readByte(16 + i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aLockOfWaitAndNotifyKeepsThreadsApart(Contender contender) throws Exception {
        try (Team team = new Team(contender, THREADS)) {
            team.all("countLocked", 2_000);
            assertEquals(THREADS * 2_000, team.memory.readInt(32));
            assertEquals(0, team.memory.readInt(64));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aRingOfTwoThreadsKeepsTheOrder(Contender contender) throws Exception {
        try (Team team = new Team(contender, 2)) {
            int count = 3_000;
            Running consumer = team.start(0, "consume", count);
            Running producer = team.start(1, "produce", count);
            int expected = 0;
            for (int entry = count - 1; entry >= 0; entry--) {
                expected = expected * 31 + entry;
            }
            assertEquals(expected, consumer.result());
            producer.result();
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void notifyWakesAsManyAsItSays(Contender contender) throws Exception {
        try (Team team = new Team(contender, THREADS)) {
            Instance last = team.instances.get(THREADS - 1);
            List<Running> waiting = new ArrayList<>();
            for (int i = 0; i < THREADS - 1; i++) {
                waiting.add(team.start(i, "wait", 0, -1L));
                waiting.get(i).awaitWaiting();
            }
            assertTrue(team.instances.get(0).activity().endsWith(", and waits for a change of a shared memory"));
            assertEquals(1, last.function("notify").call(1));
            assertEquals(0, waiting.get(0).result());
            assertEquals(2, last.function("notify").call(-1));
            assertEquals(0, waiting.get(1).result());
            assertEquals(0, waiting.get(2).result());
            assertEquals(0, last.function("notify").call(-1));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void whoIsCancelledWaitsNoLonger(Contender contender) throws Exception {
        try (Team team = new Team(contender, 2)) {
            Running cancelled = team.start(0, "wait", 0, -1L);
            cancelled.awaitWaiting();
            team.instances.get(0).cancel("enough");
            assertEquals(TrapKind.CANCELLED, cancelled.trap().kind());
            assertEquals(0, team.instances.get(1).function("notify").call(-1), "it is in no queue any more");
            assertEquals(2, team.instances.get(0).function("wait").call(0, 1L));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void anInterruptEndsAWait(Contender contender) throws Exception {
        try (Team team = new Team(contender, 1)) {
            Running interrupted = team.start(0, "wait", 0, -1L);
            interrupted.awaitWaiting();
            interrupted.thread.interrupt();
            assertEquals(TrapKind.CANCELLED, interrupted.trap().kind());
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aDeadlineEndsAWait(Contender contender) {
        try (Team team = new Team(contender, 1, InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(20)))) {
            assertEquals(
                    TrapKind.DEADLINE_EXCEEDED,
                    team.start(0, "wait", 0, -1L).trap().kind());
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void whatOneThreadHasGrownTheOtherSees(Contender contender) throws Exception {
        try (Team team = new Team(contender, 2)) {
            int last = 35 * MemoryType.PAGE_SIZE - 4;
            Running reader = team.start(0, "readWhatIsNew", last);
            team.start(1, "growAndTell", 34).result();
            assertEquals(0, reader.result());
            assertEquals(35, team.memory.pages());
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aLoopOfAtomicInstructionsIsStopped(Contender contender) throws Exception {
        try (Team team = new Team(contender, 1)) {
            Running endless = team.start(0, "endless");
            while (team.memory.readInt(0) == 0) {
                Thread.sleep(1);
            }
            team.instances.get(0).cancel("enough");
            assertEquals(TrapKind.CANCELLED, endless.trap().kind());
        }
    }
}
