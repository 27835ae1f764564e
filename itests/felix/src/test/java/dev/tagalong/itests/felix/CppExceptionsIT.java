package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.Linker;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.tools.Clang;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** C++ exceptions and {@code setjmp} between a program and two libraries in its memory, as clang compiles them, on each tier. */
class CppExceptionsIT extends LinkerScenario {

    /** What the program notes natively: what is caught, and the negative numbers of what is cleaned up. */
    private static final List<Integer> CAUGHT = List.of(
            -1, 1005, -1, 6, -10, 1006, -1, 2034, -1, 3, -10, 3049, -1, 3049, -1, 49, -10, 3049, -1, 5000, -1, -10,
            5000, -1, 4036, -1, -10, 4036, -1, 5, -1, -10, 5, -20, -2, 0, -20, -2, -2, 1, -20, -2, 3000, -20, -2, -2,
            3000, -20, -2, 1001, -20, -2, -2, 1001, -20, -2, 3004, -20, -2, -2, 3004);

    private static final List<Integer> JUMPED = List.of(0, 42, 43, 1, 4, -20, -7, 909);
    private static final int SUM = 7104000;

    private Instance program;

    @ParameterizedTest
    @ValueSource(strings = {"interpret", "compile", "tiered"})
    void asNatively(String tier) throws Exception {
        closing(new LinkerConfiguration(context)).set(Map.of("tier", tier));
        restartLinker();
        for (String encoding : List.of("true", "false")) {
            for (String optimisation : List.of("-O0", "-O2")) {
                Bundle bundle = deploy(bundle(encoding, optimisation));
                try (var loaded = linker.load("across.wasm", ProcessEnvironment.EMPTY)) {
                    program = loaded.instance();
                    check();
                    check();
                }
                bundle.uninstall();
            }
        }
    }

    private void check() {
        assertEquals(1, call("open"));
        call("exceptions");
        assertEquals(CAUGHT, notes());
        call("jumps");
        assertEquals(JUMPED, notes());
        assertEquals(SUM, call("sums", 3000));
        assertEquals(-1, call("trapped", 4));
        notes();
        WasmException thrown = assertThrows(WasmException.class, () -> call("uncaught", 0));
        assertSame(program.export("__cpp_exception"), thrown.tag());
        assertEquals(1, thrown.arguments().size());
        assertEquals(List.of(-1, 6, -10), notes());
        assertTraps(TrapKind.UNREACHABLE, () -> call("trapped", 0));
        assertEquals(List.of(), notes(), "a trap is not caught, and cleans nothing up");
        assertTraps(TrapKind.UNREACHABLE, () -> call("broken", 0));
        assertThrows(Trap.class, () -> call("exhausted"));
        notes();
    }

    private Object call(String function, Object... arguments) {
        return program.function(function).call(arguments);
    }

    private List<Integer> notes() {
        List<Integer> notes = new ArrayList<>();
        int count = (Integer) call("noted");
        for (int i = 0; i < count; i++) {
            notes.add((Integer) call("note_at", i));
        }
        call("forget");
        return notes;
    }

    /** A tier holds from the linker's next start. */
    private void restartLinker() throws Exception {
        Bundle bundle = FrameworkUtil.getBundle(Linker.class);
        bundle.stop();
        bundle.start();
        Await.until("the linker is back", () -> linker() != null);
        linker = linker();
        assertTrue(linker.libraries().isEmpty());
    }

    private static WasmBundle bundle(String legacy, String optimisation) throws Exception {
        List<String> options = List.of(
                optimisation,
                "-std=c++17",
                "-fwasm-exceptions",
                "-mllvm",
                "-wasm-enable-sjlj",
                "-mllvm",
                "-wasm-use-legacy-eh=" + legacy);
        List<String> independent = new ArrayList<>(options);
        independent.addAll(List.of("-fPIC", "-fvisibility=hidden"));
        List<String> shared = List.of("-shared", "--experimental-pic", "--unresolved-symbols=import-dynamic");
        List<String> needing = new ArrayList<>(shared);
        needing.add(Path.of("target", "clang", "acrossa", "acrossa.wasm")
                .toAbsolutePath()
                .toString());
        return WasmBundle.named("test.across")
                .module(
                        "across.wasm",
                        Clang.link(
                                "across",
                                Map.of("across.cc", source("across.cc"), "cxxabi.cc", Clang.exceptionLibrary()),
                                options,
                                List.of(
                                        "--no-entry",
                                        "--export-all",
                                        "--export-table",
                                        "--growable-table",
                                        "--allow-undefined")))
                .module("acrossa.wasm", Clang.link("acrossa", sources("acrossa.cc"), independent, shared))
                .module("acrossb.wasm", Clang.link("acrossb", sources("acrossb.cc"), independent, needing));
    }

    private static Map<String, String> sources(String file) throws Exception {
        return Map.of(file, source(file));
    }

    private static String source(String file) throws Exception {
        return resource(file).replace("#include \"across.h\"", resource("across.h"));
    }

    private static String resource(String file) throws Exception {
        try (InputStream in = CppExceptionsIT.class.getResourceAsStream("/across/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
