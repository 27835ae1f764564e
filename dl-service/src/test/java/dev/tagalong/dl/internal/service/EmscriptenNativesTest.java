package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tagalong.dl.OpenFlags;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TrapKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code dlopen} and {@code dlsym} for a program with emscripten's C library. */
class EmscriptenNativesTest extends LinkerHarness {

    private Instance program;

    @BeforeEach
    void start() {
        deploy("app.wasm");
        deploy("emscripten.wasm");
        program = closing(linker.load("emscripten.wasm", ProcessEnvironment.EMPTY))
                .instance();
    }

    private int call(String function, Object... arguments) {
        return (int) program.function(function).call(arguments);
    }

    private void text(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        program.memory().write(call("text"), bytes, 0, bytes.length);
    }

    private int open(int which, String name, int flags) {
        text(name);
        return call("open", which, flags);
    }

    private int symbol(int handle, String name) {
        text(name);
        return call("symbol", handle);
    }

    private String error() {
        return program.memory().readCString(call("error"));
    }

    @Test
    void anIsolatedLibrary() {
        int handle = open(0, "app.wasm", OpenFlags.RTLD_NOW);
        assertEquals(42, call("call", symbol(handle, "test_func"), 1));
        assertEquals(0, symbol(handle, "nothing"));
        assertSays(error(), "'nothing'", "app.wasm");
    }

    @Test
    void aPath() {
        int handle = open(0, "/usr/lib/./app.wasm", OpenFlags.RTLD_NOW | OpenFlags.RTLD_GLOBAL);
        assertEquals(42, call("call", symbol(handle, "test_func"), 1));
        assertEquals(42, call("call", symbol(0, "test_func"), 1), "RTLD_DEFAULT");
    }

    @Test
    void whatIsNotThere() {
        assertEquals(0, open(0, "/usr/lib/none%s.wasm", OpenFlags.RTLD_NOW));
        assertSays(error(), "none%s.wasm");
        assertEquals(0, open(0, "/usr/lib/", OpenFlags.RTLD_NOW));
        assertSays(error(), "/usr/lib/");
        assertEquals(0, symbol(4242, "test_func"));
        assertSays(error(), "0x00001092");
        assertEquals(0, call("catch_up"));
        assertSays(error(), "one thread");
    }

    /** As with emscripten, which knows no RTLD_NOW. */
    @Test
    void missingFunctionsAreBoundWhenTheyAreCalled() {
        deploy("wants.wasm");
        int handle = open(0, "wants.wasm", OpenFlags.RTLD_NOW);
        assertNotEquals(0, handle, this::error);
        int function = symbol(handle, "use_later");
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> call("call", function, 1), "later", "wants.wasm");
    }

    @Test
    void withCallbacks() {
        text("app.wasm");
        assertEquals(1, call("open_later", 0, OpenFlags.RTLD_NOW));
        text("none.wasm");
        assertEquals(2, call("open_later", 1, OpenFlags.RTLD_NOW));
        assertSays(error(), "none.wasm");
    }

    @Test
    void theProgramItself() {
        int self = call("init");
        assertEquals(1042, call("call", symbol(self, "own"), 42));
    }
}
