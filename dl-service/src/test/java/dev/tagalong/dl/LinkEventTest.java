package dev.tagalong.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkEventTest {

    @Test
    void eventsReadAsLinesOfATrace() {
        assertEquals("dlopen(\"app.wasm\", 0) = 1", new LinkEvent.Opened("main.wasm", "app.wasm", 0, 1).toString());
        assertEquals("dlopen(NULL, RTLD_NOW) = 7", new LinkEvent.Opened("main.wasm", null, 2, 7).toString());
        assertEquals(
                "dlsym(1, \"test_func\") = 0x00010001",
                new LinkEvent.Found("main.wasm", 1, "test_func", 0x10001).toString());
        assertEquals("dlclose(1) = 0", new LinkEvent.Closed("main.wasm", 1).toString());
        assertEquals(
                "dlopen(\"nope.wasm\", 0) failed: no such library",
                new LinkEvent.Failed("main.wasm", "dlopen(\"nope.wasm\", 0)", "no such library").toString());
    }

    @Test
    void callsShowArgumentsAndResults() {
        assertEquals(
                "app.wasm!f(1, 2.5) = 42", called(List.of(1, 2.5), List.of(42)).toString());
        assertEquals("app.wasm!f()", called(List.of(), List.of()).toString());
        assertEquals(
                "app.wasm!f(null) = (1, 2)",
                called(Arrays.asList((Object) null), List.of(1, 2)).toString());
    }

    @Test
    void flagsReadAsInSource() {
        assertEquals("0", OpenFlags.toString(OpenFlags.RTLD_LOCAL));
        assertEquals("RTLD_NOW|RTLD_GLOBAL", OpenFlags.toString(OpenFlags.RTLD_NOW | OpenFlags.RTLD_GLOBAL));
        assertEquals("RTLD_LAZY|0x80000040", OpenFlags.toString(OpenFlags.RTLD_LAZY | 0x80000040));
    }

    private static LinkEvent called(List<Object> arguments, List<Object> results) {
        return new LinkEvent.Called("main.wasm", 0x10001, "app.wasm!f", arguments, results);
    }
}
