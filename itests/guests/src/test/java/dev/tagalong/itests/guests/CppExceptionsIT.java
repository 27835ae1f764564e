package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.itests.tools.Clang;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.WasmException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C++ exceptions and {@code setjmp} that clang compiles to instructions, in their two forms. */
class CppExceptionsIT {

    /** What the program prints natively. */
    private static final List<Integer> PRINTED = List.of(
            5, 25, 100, 200, 300, 2, 6, 9006, 77, 8, 0, -1, -2, -3, 40, -50, 0, -51, -52, 2, -53, 7, 22, 1, 9001, 2,
            9002, 0, -1, -2, -3, -60, 300, 42, 10, 20, 30, 1);

    private static final int RESULT = 3500;

    @ParameterizedTest
    @CsvSource({
        "true, -O0, INTERPRET", "true, -O0, COMPILE", "true, -O0, TIERED",
        "true, -O2, INTERPRET", "true, -O2, COMPILE", "true, -O2, TIERED",
        "false, -O0, INTERPRET", "false, -O0, COMPILE", "false, -O0, TIERED",
        "false, -O2, INTERPRET", "false, -O2, COMPILE", "false, -O2, TIERED"
    })
    void asNatively(boolean legacy, String optimisation, Tier tier) throws Exception {
        byte[] binary = Clang.link(
                "exceptions-" + legacy + optimisation,
                Map.of("cxxabi.cc", Clang.exceptionLibrary(), "exceptions.cc", resource("exceptions.cc")),
                List.of(
                        optimisation,
                        "-std=c++17",
                        "-fwasm-exceptions",
                        "-mllvm",
                        "-wasm-enable-sjlj",
                        "-mllvm",
                        "-wasm-use-legacy-eh=" + legacy),
                List.of("--no-entry"));
        try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(tier))) {
            Host host = new Host();
            Imports imports = Imports.builder()
                    .add("host", "print", host.function(engine, "print"))
                    .add("host", "through", host.function(engine, "through"))
                    .build();
            Instance program = engine.instantiate(
                    engine.load("exceptions.wasm", binary), imports, InstanceOptions.named("exceptions"));
            host.program = program;
            assertEquals(RESULT, program.function("run").call());
            assertEquals(PRINTED, host.printed);
            assertThrows(WasmException.class, () -> program.function("uncaught").call());
            assertEquals(RESULT, program.function("run").call(), "after one that nobody caught");
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CppExceptionsIT.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the program calls. */
    private static final class Host {

        private final List<Integer> printed = new ArrayList<>();
        private Instance program;

        @SuppressWarnings("unused") // called by the program
        void print(int value) {
            printed.add(value);
        }

        /** Calls the program again, over a frame of Java. */
        @SuppressWarnings("unused") // called by the program
        int through(int depth) {
            return (Integer)
                    (depth >= 0
                            ? program.function("thrower").call(depth)
                            : program.function("jumper").call(-depth - 1));
        }

        Function function(Engine engine, String name) {
            return engine.function(name, HostFunction.of(MethodHandles.lookup(), this, name));
        }
    }
}
