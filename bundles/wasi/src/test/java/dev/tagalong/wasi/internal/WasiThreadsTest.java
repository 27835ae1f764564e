package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.wasi.WasiPreview1;
import dev.tagalong.wasi.WasiThreads;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that starts threads. What a thread does, the number says that it is given: see {@link #THREAD}. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WasiThreadsTest {

    private static final int I32 = 0x7F;
    private static final int END = 0x0B;
    private static final int TELLS_ITS_NUMBER = 0;
    private static final int EXITS = 1;
    private static final int TRAPS = 2;
    private static final int SLEEPS = 3;
    private static final int THROWS = 4;

    private static final byte[] SLEEP = bytes(i32(16), i32(0), 0x42, 0x7F, 0xFE, 0x01, 2, 0);

    /** It exits with 42, traps, sleeps for ever or throws 7; else it writes its number to 0 and wakes who waits there. */
    private static final byte[] THREAD = bytes(
            ifItIs(EXITS, i32(42), 0x10, 1),
            ifItIs(TRAPS, 0x00),
            ifItIs(SLEEPS, SLEEP, 0x1A),
            ifItIs(THROWS, i32(7), 0x08, 0),
            i32(0),
            0x20,
            0,
            0xFE,
            0x17,
            2,
            0,
            i32(0),
            i32(-1),
            0xFE,
            0x00,
            2,
            0,
            0x1A);

    private static final byte[] AWAIT = bytes(
            0x03, 0x40, i32(0), i32(0), 0x42, 0x7F, 0xFE, 0x01, 2, 0, 0x1A, i32(0), 0xFE, 0x10, 2, 0, 0x45, 0x0D, 0,
            END, i32(0), 0xFE, 0x10, 2, 0);

    private final Engine engine = Engine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] bytes) {
                out.writeBytes(bytes);
            } else if (part instanceof String name) {
                out.write(name.length());
                out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            } else {
                out.write((int) part);
            }
        }
        return out.toByteArray();
    }

    private static byte[] i32(int small) {
        return bytes(0x41, small & 0x7F);
    }

    private static byte[] ifItIs(int what, Object... code) {
        return bytes(0x20, 1, i32(what), 0x46, 0x04, 0x40, bytes(code), END);
    }

    private static byte[] section(int id, int count, Object... entries) {
        byte[] content = bytes(count, bytes(entries));
        return bytes(id, content.length & 0x7F | 0x80, content.length >> 7, content);
    }

    private static byte[] body(Object... code) {
        byte[] content = bytes(0, bytes(code), END);
        return bytes(content.length, content);
    }

    private static byte[] program() {
        return bytes(
                bytes(0, 'a' + 0, 's' + 0, 'm' + 0, 1, 0, 0, 0),
                section(
                        1,
                        4,
                        bytes(0x60, 1, I32, 1, I32),
                        bytes(0x60, 2, I32, I32, 0),
                        bytes(0x60, 1, I32, 0),
                        bytes(0x60, 0, 1, I32)),
                section(
                        2,
                        3,
                        bytes("wasi", "thread-spawn", 0, 0),
                        bytes(WasiPreview1.NAME, "proc_exit", 0, 2),
                        bytes("env", "memory", 2, 3, 1, 1)),
                section(3, 4, 0, 1, 3, 0),
                section(13, 1, 0, 2),
                section(
                        7,
                        4,
                        bytes("spawn", 0, 2),
                        bytes("wasi_thread_start", 0, 3),
                        bytes("await", 0, 4),
                        bytes("spawnAndSleep", 0, 5)),
                section(
                        10,
                        4,
                        body(0x20, 0, 0x10, 0),
                        body((Object) THREAD),
                        body((Object) AWAIT),
                        body(0x20, 0, 0x10, 0, 0x1A, SLEEP)));
    }

    private Instance instance(InstanceLimits limits) {
        Imports imports = Imports.builder()
                .add("env", "memory", engine.memory(MemoryType.shared(SizeRange.between(1, 1))))
                .build()
                .or(new WasiPreview1().imports(engine))
                .or(new WasiThreads().imports(engine));
        return engine.instantiate(
                engine.load("threads.wasm", program()),
                imports,
                InstanceOptions.named("threads.wasm").withLimits(limits));
    }

    private Instance instance() {
        return instance(InstanceLimits.DEFAULT);
    }

    private static int running() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("threads.wasm thread "))
                .count();
    }

    @Test
    void aThreadRunsInAnInstanceOfTheSameProgram() {
        Instance instance = instance();
        int number = (int) instance.function("spawn").call(TELLS_ITS_NUMBER);
        assertEquals(number, instance.function("await").call());
        assertTrue(number > 0 && number < 1 << 29);
        instance.close();
    }

    @Test
    void aThreadThatExitsEndsTheProgram() {
        Instance instance = instance();
        instance.function("spawn").call(SLEEPS);
        WasmExit exit = assertThrows(
                WasmExit.class, () -> instance.function("spawnAndSleep").call(EXITS));
        assertEquals(42, exit.status());
        assertTrue((int) instance.function("spawn").call(TELLS_ITS_NUMBER) < 0, "it has ended");
        instance.close();
        assertEquals(0, running());
    }

    @Test
    void aThreadThatThrowsEndsTheProgram() {
        Instance instance = instance();
        Trap trap = assertThrows(
                Trap.class, () -> instance.function("spawnAndSleep").call(THROWS));
        assertEquals(TrapKind.CANCELLED, trap.kind());
        assertTrue(trap.getMessage().endsWith(" has thrown: exception [i32] with [7]"), trap.getMessage());
        instance.close();
        assertEquals(0, running());
    }

    @Test
    void aThreadThatTrapsEndsTheProgram() {
        Instance instance = instance();
        Trap trap = assertThrows(
                Trap.class, () -> instance.function("spawnAndSleep").call(TRAPS));
        assertEquals(TrapKind.UNREACHABLE, trap.kind());
        assertTrue(trap.getMessage().startsWith("unreachable: in threads.wasm thread "), trap.getMessage());
        instance.close();
        assertEquals(0, running());
    }

    @Test
    void threadsEndWithTheInstance() {
        Instance instance = instance();
        instance.function("spawn").call(SLEEPS);
        instance.function("spawn").call(SLEEPS);
        assertEquals(2, running());
        instance.close();
        assertEquals(0, running());
    }

    @Test
    void aProgramGetsNoMoreThreadsThanItMayHave() {
        Instance instance = instance(InstanceLimits.DEFAULT.withThreads(1));
        assertTrue((int) instance.function("spawn").call(SLEEPS) > 0);
        assertEquals(-Errno.EAGAIN.code(), instance.function("spawn").call(SLEEPS));
        instance.close();
        Instance none = instance(InstanceLimits.DEFAULT.withThreads(0));
        assertEquals(-Errno.EAGAIN.code(), none.function("spawn").call(TELLS_ITS_NUMBER));
    }
}
