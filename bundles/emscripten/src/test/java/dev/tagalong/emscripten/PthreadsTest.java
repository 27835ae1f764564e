package dev.tagalong.emscripten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.ExternalType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs with threads: pthreads.wasm is emscripten 3.1.6's, the two workers.wasm call what emscripten calls today. Their sources in
 * src/test/c have the numbers of what they do.
 */
@Timeout(value = 2, unit = java.util.concurrent.TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PthreadsTest {

    private static final int COUNTS = 0;
    private static final int EXITS = 1;
    private static final int TRAPS = 2;
    private static final int DETACHES = 3;
    private static final int CANCELS = 4;
    private static final int LEAVES = 5;
    private static final int ASKS = 6;
    private static final int LIMITED = 7;
    private static final int OPENS = 8;
    private static final int OUTLIVED_BY_EXIT = 10;
    private static final int OUTLIVED_BY_TRAP = 11;

    /** WASI with two files, safe for threads. It takes what a path is read from, as a program's threads may write there. */
    static final class TwoFiles implements HostModule {

        private final FakeWasi wasi = new FakeWasi("/");

        TwoFiles() {
            wasi.files.put("first", new byte[5]);
            wasi.files.put("the", null);
            wasi.files.put("the/second", new byte[5]);
        }

        @Override
        public String name() {
            return wasi.name();
        }

        @Override
        public Map<String, HostFunction> functions() {
            Map<String, HostFunction> functions = new HashMap<>(wasi.functions());
            functions.put("fd_write", HostFunction.of(MethodHandles.lookup(), this, "fdWrite"));
            return functions;
        }

        int fdWrite(Instance caller, int descriptor, int vectors, int count, int written) {
            return 8;
        }
    }

    private final HostModule wasi = new TwoFiles();
    private final Emscripten emscripten = new Emscripten(() -> wasi);
    private Engine engine = Engine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    private Instance program(String name, InstanceLimits limits) throws IOException {
        Map<String, ExternalValue> memories = new HashMap<>();
        Imports imports = wanted -> {
            if (wanted.type() instanceof ExternalType.Memory memory) {
                return memories.computeIfAbsent(wanted.name(), n -> engine.memory(memory.type()));
            }
            HostModule module = wanted.module().equals(Emscripten.NAME) ? emscripten : wasi;
            HostFunction function = wanted.type() instanceof ExternalType.Func func
                    ? module.function(wanted.name(), func.type())
                    : null;
            return function == null ? null : engine.function(wanted.toString(), function);
        };
        try (InputStream resource = PthreadsTest.class.getResourceAsStream("/wasm/" + name)) {
            Instance program = engine.instantiate(
                    engine.load(name, resource.readAllBytes()),
                    imports,
                    InstanceOptions.named(name).withLimits(limits));
            program.function("__wasm_call_ctors").call();
            return program;
        }
    }

    private Instance program() throws IOException {
        return program("pthreads.wasm", InstanceLimits.DEFAULT);
    }

    private static Object main(Instance program, int what) {
        return program.function("main").call(what, 0);
    }

    private static int running() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pthreads.wasm thread "))
                .count();
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void threadsShareLocksAndHaveVariablesOfTheirOwn(Tier tier) throws IOException {
        engine.close();
        engine = Engine.create(EngineOptions.DEFAULT.withTier(tier));
        assertEquals(0, main(program(), COUNTS));
    }

    @Test
    void anExitOfAThreadIsTheProgramsExit() throws IOException {
        Instance program = program();
        assertEquals(
                42, assertThrows(WasmExit.class, () -> main(program, EXITS)).status());
        program.close();
        assertEquals(0, running());
    }

    @Test
    void aTrapOfAThreadEndsTheProgram() throws IOException {
        Instance program = program();
        Trap trap = assertThrows(Trap.class, () -> main(program, TRAPS));
        assertEquals(TrapKind.UNREACHABLE, trap.kind());
        assertTrue(trap.getMessage().contains("pthreads.wasm thread "), trap.getMessage());
        assertTrue(((Trap) trap.getCause()).describe().contains("trapper"), trap.describe());
        program.close();
        assertEquals(0, running());
    }

    @Test
    void theMemoryOfDetachedThreadsIsUsedAgain() throws IOException {
        assertEquals(0, main(program(), DETACHES));
    }

    @Test
    void threadsAreCancelledAndLeave() throws IOException {
        assertEquals(0, main(program(), CANCELS));
    }

    @Test
    void threadsEndWithTheProgramsInstance() throws IOException {
        Instance program = program();
        assertEquals(0, main(program, LEAVES));
        assertEquals(1, running());
        program.close();
        assertEquals(0, running());
    }

    @Test
    void anIdleThreadDoesWhatAnotherAsks() throws IOException {
        assertEquals(0, main(program(), ASKS));
    }

    @Test
    void aThreadBeyondTheLimitIsAnError() throws IOException {
        Instance program = program("pthreads.wasm", InstanceLimits.DEFAULT.withThreads(1));
        assertEquals(0, main(program, LIMITED));
        program.close();
    }

    /** However close the thread's end and the main thread's next look at it are. */
    @Test
    void theLastThreadsEndIsTheEndOfAMainThreadThatIsIdle() throws IOException {
        for (int i = 0; i < 30; i++) {
            Instance program = program();
            assertEquals(
                    42,
                    assertThrows(WasmExit.class, () -> main(program, OUTLIVED_BY_EXIT))
                            .status());
            Instance other = program();
            assertEquals(
                    TrapKind.UNREACHABLE,
                    assertThrows(Trap.class, () -> main(other, OUTLIVED_BY_TRAP))
                            .kind());
        }
    }

    @Test
    void systemCallsOfThreadsLeaveTheMemoryOfOthersAlone() throws IOException {
        assertEquals(0, main(program(), OPENS));
    }

    @ParameterizedTest
    @CsvSource({"workers.wasm", "workersshort.wasm"})
    void todaysInterface(String name) throws IOException {
        for (int what = 0; what < 4; what++) {
            Instance program = program(name, InstanceLimits.DEFAULT);
            assertEquals(0, main(program, what), name + " " + what);
            program.close();
        }
    }

    @Test
    void theMainThreadWaitsForOthersWhenItHasReturnedToEvents() throws IOException {
        Instance program = program("workers.wasm", InstanceLimits.DEFAULT);
        assertEquals(0, assertThrows(WasmExit.class, () -> main(program, 4)).status());
    }
}
