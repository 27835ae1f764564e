package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.Symbol;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.TrapKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program opens, calls and closes libraries that are bundles. */
class MainJobIT extends LinkerScenario {

    @Test
    void aProgramOpensCallsAndClosesALibrary() throws Exception {
        deploy("app.wasm", "main.wasm");
        Program program = closing(linker.load("main.wasm", ProcessEnvironment.EMPTY));
        assertEquals(42, program.run());
        assertEquals(LibraryInfo.State.OFFERED, info("app.wasm").state());
        assertEquals(0, info("app.wasm").references());
    }

    @Test
    void theOrderOfDeploymentDoesNotMatter() throws Exception {
        deploy("main.wasm");
        Program program = closing(linker.load("main.wasm", ProcessEnvironment.EMPTY));
        deploy("app.wasm");
        assertEquals(42, program.run());
    }

    @Test
    void aFunctionPointerIsIdAndFunctionIndex() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        int pointer = driver.symbol(handle, "test_func");
        assertEquals(info("app.wasm").id(), handle);
        assertEquals(handle, TaggedIndex.id(pointer));
        assertEquals(0, TaggedIndex.index(pointer), "the function is the module's first");
        Symbol symbol = linker.symbols("app.wasm").stream()
                .filter(s -> s.name().equals("test_func"))
                .findFirst()
                .orElseThrow();
        assertEquals(pointer, symbol.taggedIndex());
    }

    @Test
    void theCallLandsInTheInstanceThatTheBundleOwns() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int pointer = driver.symbol(driver.open("app.wasm"), "test_func");
        Library library = closing(linker.open("app.wasm"));
        assertEquals(pointer, library.taggedIndex("test_func"));
        assertSame(library.instance(), library.function("test_func").owner());
        assertEquals(42, driver.call(pointer, 1));
    }

    @Test
    void openedTwiceItHasOneIdAndIsClosedTwice() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        assertEquals(handle, driver.open("app.wasm"));
        assertEquals(2, info("app.wasm").references());
        int pointer = driver.symbol(handle, "test_func");
        assertEquals(0, driver.close(handle));
        assertEquals(42, driver.call(pointer, 1), "one reference is left");
        assertEquals(0, driver.close(handle));
        assertEquals(LibraryInfo.State.OFFERED, info("app.wasm").state());
        assertNull(driver.error());
        assertEquals(-1, driver.close(handle), "it was closed as often as it was opened");
        assertSays(driver.error(), String.valueOf(handle), "app.wasm");
    }

    @Test
    void openedAgainItStartsAnew() throws Exception {
        deploy("typed.wasm");
        Driver driver = driver();
        try (Library library = linker.open("typed.wasm")) {
            library.function("set_answer").call(7);
            assertEquals(7, library.function("get_answer").call());
        }
        try (Library library = linker.open("typed.wasm")) {
            assertEquals(42, library.function("get_answer").call());
        }
        assertNotEquals(0, driver.open("typed.wasm"));
    }

    @Test
    void twoProgramsShareOneLibrary() throws Exception {
        deploy("app.wasm");
        Driver first = driver();
        Driver second = driver();
        int handle = first.open("app.wasm");
        assertEquals(handle, second.open("app.wasm"));
        assertEquals(2, info("app.wasm").references());
        int pointer = second.symbol(handle, "test_func");
        assertEquals(0, first.close(handle));
        assertEquals(42, second.call(pointer, 1), "the second program still has it open");
        assertEquals(-1, first.close(handle), "the second program's reference is not the first's to give back");
        assertEquals(1, info("app.wasm").references());
    }

    @Test
    void aProgramThatEndsClosesWhatItLeftOpen() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        driver.open("app.wasm");
        driver.open("app.wasm");
        driver.close();
        assertEquals(0, info("app.wasm").references());
        assertEquals(LibraryInfo.State.OFFERED, info("app.wasm").state());
    }

    @Test
    void aLibraryOpensALibrary() throws Exception {
        deploy("app.wasm", "chain.wasm");
        Driver driver = driver();
        int chain = driver.open("chain.wasm");
        assertEquals(42, driver.call(driver.symbol(chain, "relay"), 1));
        assertEquals(0, info("app.wasm").references(), "the library has closed what it opened");
        assertEquals(43, driver.call(driver.symbol(chain, "keep"), 2));
        assertEquals(1, info("app.wasm").references(), "the library has left it open");
        driver.close(chain);
        assertEquals(0, info("app.wasm").references(), "what a library left open goes with it");
    }

    @Test
    void twoLibrariesCallEachOther() throws Exception {
        deploy("ping.wasm", "pong.wasm");
        Driver driver = driver();
        int ping = driver.open("ping.wasm");
        assertEquals(500, driver.call(driver.symbol(ping, "bounce"), 500));
        assertEquals(LibraryInfo.State.OPEN, info("pong.wasm").state());
        driver.close(ping);
        assertEquals(LibraryInfo.State.OFFERED, info("ping.wasm").state(), "they must not hold each other open");
        assertEquals(LibraryInfo.State.OFFERED, info("pong.wasm").state());
    }

    @Test
    void aLibraryCallsThePointerItWasGiven() throws Exception {
        deploy("app.wasm", "apply.wasm");
        Driver driver = driver();
        int apply = driver.symbol(driver.open("apply.wasm"), "apply");
        int callback = driver.symbol(driver.open("app.wasm"), "test_func");
        assertEquals(43, driver.callWith(apply, callback, 1));
    }

    @Test
    void aLibraryCallsBackIntoTheProgram() throws Exception {
        deploy("apply.wasm");
        Driver driver = driver();
        int apply = driver.symbol(driver.open("apply.wasm"), "apply");
        int self = driver.openSelf();
        assertNotEquals(0, self, driver::error);
        int callback = driver.symbol(self, "triple");
        assertEquals(self, TaggedIndex.id(callback));
        assertEquals(31, driver.callWith(apply, callback, 10));
        driver.close();
        try (Library library = linker.open("apply.wasm")) {
            assertTraps(
                    TrapKind.UNDEFINED_ELEMENT,
                    () -> library.function("apply").call(callback, 10),
                    Driver.MODULE,
                    "stale");
        }
    }

    @Test
    void aBundleOffersTwoLibraries() throws Exception {
        deploy(WasmBundle.named("test.pair")
                .module("one.wasm", Wasm.module("app.wasm"))
                .module("two.wasm", Wasm.module("app2.wasm")));
        Driver driver = driver();
        assertNotEquals(info("one.wasm").id(), info("two.wasm").id());
        assertEquals(info("one.wasm").bundleId(), info("two.wasm").bundleId());
        assertEquals(42, driver.openAndCall("one.wasm", "test_func", 1));
        assertEquals(101, driver.openAndCall("two.wasm", "test_func", 1));
    }

    @Test
    void twoVersionsOfALibrary() throws Exception {
        deploy(WasmBundle.named("test.first").version("1.4.0").module("app.wasm", Wasm.module("app.wasm")));
        deploy(WasmBundle.named("test.second").version("2.0.0").module("app.wasm", Wasm.module("app2.wasm")));
        Driver driver = driver();
        assertEquals(101, driver.openAndCall("app.wasm", "test_func", 1), "the highest version wins");
        assertEquals(42, driver.openAndCall("app.wasm;version=[1,2)", "test_func", 1));
        int old = driver.symbol(driver.open("app.wasm;version=\"[1,2)\""), "test_func");
        int recent = driver.symbol(driver.open("app.wasm;version=2.0"), "test_func");
        assertEquals(42, driver.call(old, 1), "both are open at once");
        assertEquals(101, driver.call(recent, 1));
        assertEquals(0, driver.open("app.wasm;version=3", 0));
        assertSays(driver.error(), "app.wasm", "3.0.0", "1.4.0", "2.0.0");
    }

    @Test
    void twoVersionsInOneBundle() throws Exception {
        deploy(WasmBundle.named("test.history")
                .module("app.wasm", "1.0.0", Wasm.module("app.wasm"))
                .module("app.wasm", "1.1.0", Wasm.module("app2.wasm")));
        Driver driver = driver();
        assertEquals(42, driver.openAndCall("app.wasm;version=[1.0,1.0]", "test_func", 1));
        assertEquals(101, driver.openAndCall("app.wasm", "test_func", 1));
    }

    @Test
    void startFunctionAndInitializeRunOncePerInstance() throws Exception {
        deploy("begin.wasm");
        Driver driver = driver();
        int handle = driver.open("begin.wasm");
        driver.open("begin.wasm");
        // The start function first (0 + 1), then _initialize ((1 + 10) * 10), each once.
        assertEquals(110, driver.call(driver.symbol(handle, "count"), 0));
    }

    @Test
    void flagsMeanWhatPosixSays() throws Exception {
        deploy("typed.wasm", "app.wasm");
        Driver driver = driver();
        assertEquals(0, driver.open("app.wasm", OpenFlags.RTLD_NOW | OpenFlags.RTLD_NOLOAD));
        assertSays(driver.error(), "app.wasm", "NOLOAD");
        int handle = driver.open("app.wasm", OpenFlags.RTLD_LAZY);
        assertEquals(handle, driver.open("app.wasm", OpenFlags.RTLD_LAZY | OpenFlags.RTLD_NOLOAD));
        assertEquals(0, driver.open("app.wasm", 0x40000));
        assertSays(driver.error(), "flag", "0x40000");

        int kept = driver.open("typed.wasm", OpenFlags.RTLD_NOW | OpenFlags.RTLD_NODELETE);
        assertEquals(0, driver.close(kept));
        assertEquals(LibraryInfo.State.OPEN, info("typed.wasm").state(), "RTLD_NODELETE keeps it");
    }

    @Test
    void librariesAreListedInOrder() throws Exception {
        deploy("app.wasm");
        deploy(WasmBundle.named("test.pair")
                .module("z.wasm", Wasm.module("app.wasm"))
                .module("a.wasm", Wasm.module("app.wasm")));
        List<String> names = linker.libraries().stream().map(LibraryInfo::name).toList();
        assertEquals(List.of("app.wasm", "z.wasm", "a.wasm"), names);
    }
}
