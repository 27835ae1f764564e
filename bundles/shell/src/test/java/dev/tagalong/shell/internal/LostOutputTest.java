package dev.tagalong.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.ProcessEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of output that cannot be written. */
class LostOutputTest {

    private static final String FULL = "No space left on device";

    private final FakeLinker linker = new FakeLinker();
    private final GogoSession gogo = new GogoSession(linker);
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void aProgramIsToldThatNobodyReadsItsPipe() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        linker.program = environment -> {
            seen.set(writeUntilItFails(environment));
            return 8;
        };
        gogo.execute("wasm:run main.wasm | wasm:list");
        assertEquals(WatchedOutput.BROKEN_PIPE, seen.get());
        assertEquals("main.wasm: exit status 8\n", gogo.complained());
        gogo.execute("wasm:list");
        assertTrue(gogo.printed().endsWith("BUNDLE\n"), "the session goes on");
    }

    @Test
    void aProgramIsToldHowTheProcesssOutputFails() {
        AtomicReference<String> seen = new AtomicReference<>();
        linker.program = environment -> {
            seen.set(writeUntilItFails(environment));
            return 8;
        };
        assertEquals(8, executeAtStart("wasm:run -q main.wasm", FULL));
        assertEquals(FULL, seen.get());
        assertEquals("", error.toString(StandardCharsets.UTF_8), "the program knows, and has said what it wants");
    }

    @Test
    void aLossThatAProgramDoesNotMindIsAnExitStatus() {
        linker.program = environment -> {
            writeUntilItFails(environment);
            return 0;
        };
        assertEquals(1, executeAtStart("wasm:run -q main.wasm", FULL));
        assertEquals("main.wasm: standard output: No space left on device\n", error.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aProgramThatNobodyHearsEndsAsSigpipeWouldEndIt() {
        linker.program = environment -> {
            writeUntilItFails(environment);
            return 0;
        };
        assertEquals(141, executeAtStart("wasm:run -q main.wasm", WatchedOutput.BROKEN_PIPE));
        assertEquals("", error.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aCommandsLossIsAnExitStatus() {
        assertEquals(1, executeAtStart("wasm:list", FULL));
        assertEquals("standard output: No space left on device\n", error.toString(StandardCharsets.UTF_8));
        error.reset();
        assertEquals(141, executeAtStart("wasm:list", WatchedOutput.BROKEN_PIPE));
        assertEquals("", error.toString(StandardCharsets.UTF_8));
    }

    private int executeAtStart(String line, String failure) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        return StartupCommand.execute(
                gogo.processor(), line, new Streams(InputStream.nullInputStream(), failing, error, Set.of()));
    }

    private static String writeUntilItFails(ProcessEnvironment environment) {
        try {
            while (true) {
                environment.output().write('y');
                environment.output().flush();
            }
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
