package dev.tagalong.itests.felix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LinkListener;
import dev.tagalong.dl.Program;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.ProcessEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;

/** The programs and libraries that users are shown, with WASI. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.WASI, BundleSet.SAMPLES})
class SamplesIT extends LinkerScenario {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @Test
    void theMainJobStepByStep() throws Exception {
        List<String> trace = Collections.synchronizedList(new ArrayList<>());
        ServiceRegistration<LinkListener> listening =
                context.registerService(LinkListener.class, event -> trace.add(event.toString()), null);
        closing(listening::unregister);
        int id = info("app.wasm").id();
        assertEquals(42, run("main.wasm", "", Map.of()));
        String pointer = String.format("0x%08x", id << 16);
        assertEquals(
                List.of(
                        "dlopen(\"app.wasm\", 0) = " + id,
                        "dlsym(" + id + ", \"test_func\") = " + pointer,
                        "app.wasm!test_func(1) = 42",
                        "dlclose(" + id + ") = 0"),
                trace);
    }

    @Test
    void aWasiCommandIsToldOfTheWorld() throws Exception {
        assertEquals(7, run("hello.wasm", "", Map.of("COLOUR", "green"), "Felix", "--exit", "7"));
        assertSays(
                output.toString(UTF_8), "Hello, Felix!", "argv[0] = hello.wasm", "env COLOUR=green", "3.142 formatted");
        assertSays(error.toString(UTF_8), "leaving with status 7");
    }

    @Test
    void aWasiCommandSharesItsMemoryWithALibrary() throws Exception {
        assertEquals(0, run("measure.wasm", "", Map.of()), () -> error.toString(UTF_8));
        assertEquals(
                "mean 69.44, median 70.70, from 65.30 to 73.40 degrees\nsummary number 1\n", output.toString(UTF_8));
        assertEquals(1, run("measure.wasm", "", Map.of(), "app.wasm"));
        assertSays(error.toString(UTF_8), "measure: dlsym: undefined symbol: 'summary_unit' in library app.wasm");
    }

    /** A program that imports {@code wasi_unstable.proc_exit} and calls it with 7. */
    private static byte[] programOfSnapshot0() {
        return HexFormat.of()
                .parseHex(
                        "0061736d01000000" // magic and version
                                + "01080260017f00600000" // types: (i32) -> (), () -> ()
                                + "021b010d776173695f756e737461626c650970726f635f657869740000" // wasi_unstable.proc_exit
                                + "03020101" // a function of the second type
                                + "0503010001" // a page of memory
                                + "071302066d656d6f72790200065f73746172740001" // memory, _start
                                + "0a08010600410710000b"); // i32.const 7, call 0
    }

    @Test
    void aProgramOfSnapshot0IsGrantedItsWasi() throws Exception {
        deploy(WasmBundle.named("test.old").module("old.wasm", programOfSnapshot0()));
        assertEquals(7, run("old.wasm", "", Map.of()));
    }

    @Test
    void aWasiCommandReadsItsInput() throws Exception {
        assertEquals(0, run("cat.wasm", "one\ntwo\n", Map.of(), "-n"));
        assertEquals("     1\tone\n     2\ttwo\n", output.toString(UTF_8));
    }

    @Test
    void aWasiCommandOpensALibrary() throws Exception {
        assertEquals(0, run("steps.wasm", "", Map.of(), "app.wasm", "test_func", "8"));
        assertSays(output.toString(UTF_8), "test_func(8) = 49");
        assertEquals(1, run("steps.wasm", "", Map.of(), "nothing.wasm"));
        assertSays(error.toString(UTF_8), "nothing.wasm");
    }

    @Test
    void librariesThatOpenLibraries() throws Exception {
        Library relay = closing(linker.open("relay.wasm"));
        Library counter = closing(linker.open("counter.wasm"));
        assertEquals(3, relay.function("count_up").call(3));
        assertEquals(4, counter.function("increment").call());
        assertEquals(0, relay.function("finish").call());
        Library even = closing(linker.open("even.wasm"));
        assertEquals(1, even.function("is_even").call(100));
        assertEquals(0, even.function("is_even").call(101));
    }

    private int run(String name, String input, Map<String, String> variables, String... arguments) {
        List<String> line = new ArrayList<>(List.of(name));
        line.addAll(List.of(arguments));
        ProcessEnvironment environment =
                new ProcessEnvironment(line, variables, new ByteArrayInputStream(input.getBytes(UTF_8)), output, error);
        try (Program program = linker.load(name, environment)) {
            return program.run();
        }
    }
}
