package dev.tagalong.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs built with wasi-libc: the sources are in bundles/samples/commands, the outputs are those that Node gives. */
@Timeout(60)
class CommandsTest {

    private final Engine engine = Engine.create();
    private final WasiPreview1 wasi = new WasiPreview1();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private Instance instance(String command, Map<String, String> variables, InputStream in, String... arguments)
            throws IOException {
        return instance(command, InstanceLimits.DEFAULT, variables, in, arguments);
    }

    private Instance instance(
            String command, InstanceLimits limits, Map<String, String> variables, InputStream in, String... arguments)
            throws IOException {
        try (InputStream resource = CommandsTest.class.getResourceAsStream("/wasm/" + command)) {
            InstanceOptions options = InstanceOptions.named(command)
                    .withLimits(limits)
                    .withEnvironment(new ProcessEnvironment(List.of(arguments), variables, in, out, err));
            return engine.instantiate(engine.load(command, resource.readAllBytes()), wasi.imports(engine), options);
        }
    }

    private static int run(Instance instance) {
        try {
            instance.function("_start").call();
            return 0;
        } catch (WasmExit exit) {
            return exit.status();
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helloPrintsWhatItIsTold() throws Exception {
        Map<String, String> variables = new TreeMap<>(Map.of("LANG", "C", "EMPTY", "", "A", "1=2"));
        Instance hello = instance("hello.wasm", variables, text(""), "hello", "Jürgen", "--exit", "3");
        assertEquals(3, run(hello));
        assertEquals("""
                Hello, Jürgen!
                argv[0] = hello
                argv[1] = Jürgen
                argv[2] = --exit
                argv[3] = 3
                env A=1=2
                env EMPTY=
                env LANG=C
                3.142 formatted 00042
                """, output());
        assertEquals("leaving with status 3\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void helloNeedsNothing() throws Exception {
        assertEquals(0, run(instance("hello.wasm", Map.of(), text(""))));
        assertEquals("Hello, world!\n3.142 formatted 00042\n", output());
    }

    @Test
    void catCopiesAnySize() throws Exception {
        byte[] bytes = new byte[200_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 ^ i >> 8);
        }
        assertEquals(0, run(instance("cat.wasm", Map.of(), new ByteArrayInputStream(bytes), "cat")));
        assertArrayEquals(bytes, out.toByteArray());
    }

    @Test
    void catNumbersLines() throws Exception {
        assertEquals(0, run(instance("cat.wasm", Map.of(), text("one\n\nthree"), "cat", "-n")));
        assertEquals("     1\tone\n     2\t\n     3\tthree", output());
    }

    @Test
    void clocksSleepAndRandomWork() throws Exception {
        assertEquals(0, run(instance("clock.wasm", Map.of(), text(""), "clock")));
        assertEquals("""
                resolution known: 1
                after 2020: 1
                slept 20 ms: 1
                random: 1
                more than 64 values in 256 bytes: 1
                no files: 1
                """, output());
    }

    @Test
    void aProgramThatWaitsForInputIsCancelled() throws Exception {
        try (PipedOutputStream typist = new PipedOutputStream()) {
            Instance cat = instance("cat.wasm", Map.of(), new PipedInputStream(typist), "cat");
            FutureTask<Integer> run = new FutureTask<>(() -> run(cat));
            typist.write("first\n".getBytes(StandardCharsets.UTF_8));
            typist.flush();
            new Thread(run).start();
            while (!output().equals("first\n") && !run.isDone()) {
                Thread.onSpinWait();
            }
            cat.cancel("enough");
            Trap trap = (Trap) assertThrows(ExecutionException.class, run::get).getCause();
            assertEquals(TrapKind.CANCELLED, trap.kind());
            assertTrue(trap.describe().contains("cat.wasm!"), trap.describe());
        }
    }

    @Test
    void aDeadlineEndsAProgramThatWaits() throws Exception {
        try (PipedOutputStream typist = new PipedOutputStream()) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(50));
            Instance cat = instance("cat.wasm", limits, Map.of(), new PipedInputStream(typist), "cat");
            Trap trap = assertThrows(Trap.class, () -> run(cat));
            assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
        }
    }

    @Test
    void manyProgramsRunAtOnce() throws Exception {
        int programs = 16;
        List<FutureTask<String>> runs = new ArrayList<>();
        for (int i = 0; i < programs; i++) {
            String name = "program" + i;
            FutureTask<String> run = new FutureTask<>(() -> helloTo(name));
            runs.add(run);
            new Thread(run).start();
        }
        for (int i = 0; i < programs; i++) {
            assertEquals(
                    "Hello, program" + i + "!\nargv[0] = hello\nargv[1] = program" + i + "\n3.142 formatted 00042\n",
                    runs.get(i).get());
        }
    }

    private String helloTo(String name) throws IOException {
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        try (InputStream resource = CommandsTest.class.getResourceAsStream("/wasm/hello.wasm")) {
            InstanceOptions options = InstanceOptions.named(name)
                    .withEnvironment(new ProcessEnvironment(List.of("hello", name), Map.of(), text(""), own, err));
            run(engine.instantiate(engine.load("hello.wasm", resource.readAllBytes()), wasi.imports(engine), options));
            return own.toString(StandardCharsets.UTF_8);
        }
    }
}
