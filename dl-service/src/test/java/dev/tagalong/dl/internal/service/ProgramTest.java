package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.WasmExit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs: how they begin and end. */
class ProgramTest extends LinkerHarness {

    @Test
    void mainMayTakeArguments() {
        deploy("arguments.wasm");
        assertEquals(5, load("arguments.wasm").run());
    }

    @Test
    void itsStackHasLimitsBeforeItsConstructorsRun() {
        deploy("checked.wasm");
        assertEquals(4096, load("checked.wasm").run());
    }

    @Test
    void anExitIsAStatus() throws Exception {
        exits();
        // As a program it is a command whose _initialize would not be there; here both are, and the first to run exits.
        WasmExit exit = assertThrows(WasmExit.class, () -> linker.load("exits.wasm", ProcessEnvironment.EMPTY));
        assertEquals(8, exit.status());
    }

    @Test
    void aLibrarysExitEndsTheProgramThatOpensIt() throws Exception {
        exits();
        Driver driver = driver();
        WasmExit exit = assertThrows(WasmExit.class, () -> driver.open("exits.wasm", 0));
        assertEquals(8, exit.status());
        assertEquals(0, info("exits.wasm").references());
        assertThrows(WasmExit.class, () -> driver.open("exits.wasm", 0), "it can be tried again");
    }

    @Test
    void whatIsNoProgram() {
        deploy("app.wasm");
        deploy("odd.wasm");
        Program library = load("app.wasm");
        assertSays(assertThrows(DlException.class, library::run).getMessage(), "app.wasm", "no entry point", "_start");
        Program odd = load("odd.wasm");
        assertSays(assertThrows(DlException.class, odd::run).getMessage(), "odd.wasm", "main", "(f64) -> (i32)");
    }

    @Test
    void aProgramHasAnInstanceOfItsOwn() {
        deploy("app.wasm");
        Library library = closing(linker.open("app.wasm"));
        Program one = load("app.wasm");
        Program two = load("app.wasm");
        assertNotSame(library.instance(), one.instance());
        assertEquals(3, one.instance().function("count").call(3));
        assertEquals(4, two.instance().function("count").call(4));
        assertEquals(5, library.function("count").call(5));
        assertEquals("app.wasm", one.name());
    }

    @Test
    void whatItLeftOpenGoesWithIt() {
        deploy("app.wasm");
        Driver driver = driver();
        driver.open("app.wasm");
        driver.open("app.wasm");
        assertEquals(2, info("app.wasm").references());
        driver.close();
        assertEquals(0, info("app.wasm").references());
        assertTrue(driver.instance.closed());
    }

    @Test
    void itsEnvironment() {
        deploy("app.wasm");
        ProcessEnvironment environment = new ProcessEnvironment(
                java.util.List.of("app", "-v"),
                Map.of("A", "b"),
                ProcessEnvironment.EMPTY.input(),
                ProcessEnvironment.EMPTY.output(),
                ProcessEnvironment.EMPTY.error());
        Program program = closing(linker.load("app.wasm", environment));
        assertEquals(environment, program.instance().environment());
    }

    private void exits() throws ReflectiveOperationException {
        MethodHandle exit = MethodHandles.lookup()
                .findStatic(ProgramTest.class, "exit", MethodType.methodType(void.class, int.class));
        hosts.put(new Service(0, 1), "demo", Map.of(new ImportName("demo", "exit"), HostFunction.of(exit)));
        controls.defaults(settings("demo.*"));
        deploy("exits.wasm");
    }

    static void exit(int status) {
        throw new WasmExit(status);
    }

    private Program load(String name) {
        return closing(linker.load(name, ProcessEnvironment.EMPTY));
    }
}
