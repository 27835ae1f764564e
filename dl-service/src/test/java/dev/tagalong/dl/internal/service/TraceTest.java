package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.dl.LinkListener;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TrapKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What listeners hear. */
class TraceTest extends LinkerHarness {

    private final List<String> heard = new ArrayList<>();
    private final LinkListener listener = event -> heard.add(event.caller() + ": " + event);

    @Test
    void theMainJob() {
        deploy("app.wasm");
        deploy("main.wasm");
        trace.add(listener);
        Program program = closing(linker.load("main.wasm", ProcessEnvironment.EMPTY));
        assertEquals(42, program.run());
        assertEquals(
                List.of(
                        "main.wasm: dlopen(\"app.wasm\", 0) = 1",
                        "main.wasm: dlsym(1, \"test_func\") = 0x00010000",
                        "main.wasm: app.wasm!test_func(1) = 42",
                        "main.wasm: dlclose(1) = 0"),
                heard);
    }

    @Test
    void failures() {
        long spin = deploy("app.wasm");
        Driver driver = driver();
        trace.add(listener);
        driver.open("nothing.wasm", 2);
        driver.openAt(-2);
        driver.symbolOrNull(3, "x");
        driver.close(9);
        assertEquals(4, heard.size(), heard::toString);
        assertSays(heard.get(0), "driver.wasm: dlopen(\"nothing.wasm\", RTLD_NOW) failed: no bundle offers");
        assertSays(heard.get(1), "dlopen(0xfffffffe, 0) failed: the library name");
        assertSays(heard.get(2), "dlsym(3, \"x\") failed:");
        assertSays(heard.get(3), "dlclose(9) failed:");
        heard.clear();
        int apply = driver.symbol(driver.open("app.wasm"), "apply");
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.callWith(apply, 1 << 24, 1));
        assertEquals(
                1,
                heard.stream()
                        .filter(h -> h.contains("app.wasm!apply(16777216, 1) failed: undefined"))
                        .count());
        stop(spin);
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        deploy("app.wasm");
        Driver driver = driver();
        trace.add(event -> {
            throw new IllegalStateException("bad listener");
        });
        trace.add(listener);
        assertEquals(42, driver.call(driver.symbol(driver.open("app.wasm"), "test_func"), 1));
        assertEquals(3, heard.size());
    }

    @Test
    void aListenerThatHasGoneHearsNothing() {
        deploy("app.wasm");
        Driver driver = driver();
        trace.add(listener);
        int pointer = driver.symbol(driver.open("app.wasm"), "test_func");
        driver.call(pointer, 1);
        int before = heard.size();
        trace.remove(listener);
        driver.call(pointer, 1);
        assertEquals(before, heard.size());
    }
}
