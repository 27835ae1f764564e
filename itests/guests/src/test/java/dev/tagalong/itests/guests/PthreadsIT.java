package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.emscripten.Emscripten;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.wasi.WasiPreview1;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program with threads that the machine's emscripten compiles, with its C and C++ libraries. Skipped where there is none. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PthreadsIT {

    private static final String[] OPTIONS = {
        "-O1", "-g2", "-std=c++17", "-pthread", "-fexceptions", "-sWASM_BIGINT", "-sINITIAL_MEMORY=67108864"
    };

    private final HostModule wasi = new WasiPreview1();
    private final HostModule emscripten = new Emscripten(() -> wasi);

    @ParameterizedTest
    @EnumSource(Tier.class)
    void threadsOfCpp(Tier tier) throws Exception {
        byte[] binary;
        try (InputStream in = PthreadsIT.class.getResourceAsStream("/threads.cc")) {
            binary = dev.tagalong.itests.tools.Emscripten.compile(
                    "threads", new String(in.readAllBytes(), StandardCharsets.UTF_8), OPTIONS);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(tier))) {
            Instance program = engine.instantiate(
                    engine.load("threads.wasm", binary),
                    imports(engine),
                    InstanceOptions.named("threads.wasm")
                            .withEnvironment(ProcessEnvironment.builder()
                                    .output(output)
                                    .error(output)
                                    .build()));
            program.function("__wasm_call_ctors").call();
            WasmExit exit =
                    assertThrows(WasmExit.class, () -> program.function("main").call(0, 0));
            assertEquals(7, exit.status());
            program.close();
        }
        assertEquals("""
                sum 74791, thrown 1, destroyed 3, main is nobody
                from another thread
                4 readers at once
                """, output.toString(StandardCharsets.UTF_8));
    }

    private Imports imports(Engine engine) {
        Map<String, ExternalValue> memories = new HashMap<>();
        return wanted -> {
            if (wanted.type() instanceof ExternalType.Memory memory) {
                return memories.computeIfAbsent(wanted.name(), name -> engine.memory(memory.type()));
            }
            HostModule module = wanted.module().equals(Emscripten.NAME) ? emscripten : wasi;
            HostFunction function = wanted.type() instanceof ExternalType.Func func
                    ? module.function(wanted.name(), func.type())
                    : null;
            return function == null ? null : engine.function(wanted.toString(), function);
        };
    }
}
