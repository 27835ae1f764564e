package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.dl.Program;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.itests.tools.KotlinWasm;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plugin in Kotlin, whose objects and exceptions are WebAssembly's, and whose library calls WASI. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.WASI})
class KotlinIT extends LinkerScenario {

    private static final String PROGRAM = "inventory.wasm";

    @BeforeEach
    void deployThePlugin() throws Exception {
        String source;
        try (InputStream in = KotlinIT.class.getResourceAsStream("/inventory.kt")) {
            source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        deploy(WasmBundle.named("test.kotlin").module(PROGRAM, KotlinWasm.compile("inventory", source)));
    }

    @Test
    void itsMainPrints() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ProcessEnvironment environment =
                ProcessEnvironment.builder().output(output).error(output).build();
        try (Program program = linker.load(PROGRAM, environment)) {
            assertEquals(0, program.run());
        }
        assertEquals("""
                [Tool(name=hammer, weight=2), Liquid(name=oil, litres=0.5)]
                {Liquid=1, Tool=1}
                nothing is called nail
                """, output.toString(StandardCharsets.UTF_8));
    }

    /** Objects live from call to call, and more of them than the heap holds at once. */
    @Test
    void itsFunctionsAreCalledFromJava() {
        Program program = closing(linker.load(PROGRAM, ProcessEnvironment.EMPTY));
        Instance instance = program.instance();
        for (int i = 1; i <= 100; i++) {
            instance.function("tool").call(i);
        }
        assertEquals(5050, instance.function("weight").call());
        assertEquals(42, instance.function("weightOf").call(41));
        assertEquals(-1, instance.function("weightOf").call(100));
        assertEquals(1_000_000, instance.function("garbage").call(1_000_000));
    }
}
