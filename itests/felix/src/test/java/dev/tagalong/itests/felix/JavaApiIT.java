package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.SymbolName;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** A Java bundle is a user of libraries as a program is. */
class JavaApiIT extends LinkerScenario {

    /** {@code typed.wasm} in Java. */
    public interface Typed {
        double half(double x);

        @SymbolName("add_floats")
        float addFloats(float x, float y);

        long negate(long x);

        double mixed(int a, long b, float c, double d, int e, long f, float g, double h);

        @SymbolName("get_answer")
        int answer();

        @SymbolName("set_answer")
        void answer(int value);
    }

    /** Asks for a parameter that is not the function's. */
    public interface Mistyped {
        double half(int x);
    }

    /** Asks for a function that is not there. */
    public interface Missing {
        int no_such(int x);
    }

    @Test
    void aMethodHandleOfTheExactType() throws Throwable {
        deploy("typed.wasm");
        Library library = closing(linker.open("typed.wasm"));
        MethodHandle half = library.handle("half");
        assertEquals(MethodType.methodType(double.class, double.class), half.type());
        assertEquals(2.5, (double) half.invokeExact(5.0));
        assertEquals(-7L, (long) library.handle("negate").invokeExact(7L));
        assertEquals(1.75f, (float) library.handle("add_floats").invokeExact(1.5f, 0.25f));
    }

    @Test
    void anInterface() throws Exception {
        deploy("typed.wasm");
        Library library = closing(linker.open("typed.wasm"));
        Typed typed = library.as(Typed.class);
        assertEquals(0.75, typed.half(1.5));
        assertEquals(3.5f, typed.addFloats(1f, 2.5f));
        assertEquals(Long.MIN_VALUE + 1, typed.negate(Long.MAX_VALUE));
        assertEquals(87654321.0, typed.mixed(1, 2, 3, 4, 5, 6, 7, 8));
        typed.answer(17);
        assertEquals(17, typed.answer());
        assertEquals(17, library.function("get_answer").call(), "it is the library's one instance");
    }

    @Test
    void anInterfaceThatDoesNotFit() throws Exception {
        deploy("typed.wasm");
        Library library = closing(linker.open("typed.wasm"));
        DlException mistyped = assertThrows(DlException.class, () -> library.as(Mistyped.class));
        assertSays(mistyped.getMessage(), "half", "int", "double");
        DlException missing = assertThrows(DlException.class, () -> library.as(Missing.class));
        assertSays(missing.getMessage(), "no_such", "typed.wasm");
        assertThrows(RuntimeException.class, () -> library.as(String.class));
    }

    @Test
    void itSharesTheHandleWithPrograms() throws Exception {
        deploy("typed.wasm");
        Driver driver = driver();
        int handle = driver.open("typed.wasm");
        Library library = closing(linker.open("typed.wasm"));
        assertEquals(handle, library.id());
        assertEquals(2, info("typed.wasm").references());
        assertEquals(driver.symbol(handle, "negate"), library.taggedIndex("negate"));
        assertEquals(-3, driver.callLong(library.taggedIndex("negate"), 3));
        library.close();
        library.close();
        assertEquals(1, info("typed.wasm").references(), "closed twice, it gives back one reference");
        assertFalse(library.open());
        assertThrows(DlException.class, library::instance);
        assertThrows(DlException.class, () -> library.function("half"));
        assertEquals(-4, driver.callLong(driver.symbol(handle, "negate"), 4));
    }

    @Test
    void whatALibraryIs() throws Exception {
        Bundle bundle =
                deploy(WasmBundle.named("test.typed").version("1.2.3").module("typed.wasm", Wasm.module("typed.wasm")));
        Library library = closing(linker.open("typed.wasm;version=[1.2,2)"));
        assertEquals("typed.wasm", library.name());
        assertEquals(Version.valueOf("1.2.3"), library.version());
        assertSame(bundle, context.getBundle(library.bundle().getBundleId()));
        assertEquals(
                List.of("memory", "half", "add_floats", "negate", "mixed", "get_answer", "answer", "set_answer"),
                library.symbols().stream().map(Symbol::name).toList());
        assertEquals(info("typed.wasm").id(), library.id());
        assertTrue(library.open());
    }

    @Test
    void failuresAreExceptionsWithDlerrorsText() throws Exception {
        deploy("typed.wasm", "orphan.wasm");
        assertSays(
                assertThrows(DlException.class, () -> linker.open("nothing.wasm"))
                        .getMessage(),
                "nothing.wasm");
        assertSays(
                assertThrows(DlException.class, () -> linker.open("typed.wasm", 0x80000))
                        .getMessage(),
                "0x80000");
        assertThrows(DlException.class, () -> linker.open("typed.wasm", OpenFlags.RTLD_NOLOAD));
        assertSays(
                assertThrows(DlException.class, () -> linker.open("orphan.wasm"))
                        .getMessage(),
                "nowhere",
                "lost");
        Library library = closing(linker.open("typed.wasm"));
        assertSays(
                assertThrows(DlException.class, () -> library.function("answer"))
                        .getMessage(),
                "answer");
        assertSays(
                assertThrows(DlException.class, () -> library.taggedIndex("no_such"))
                        .getMessage(),
                "no_such");
        assertSays(
                assertThrows(DlException.class, () -> linker.load("nothing.wasm", ProcessEnvironment.EMPTY))
                        .getMessage(),
                "nothing.wasm");
        Program program = closing(linker.load("typed.wasm", ProcessEnvironment.EMPTY));
        assertThrows(DlException.class, program::run, "it has no entry point");
    }

    @Test
    void whatWasObtainedGoesStaleWithTheBundle() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Library library = closing(linker.open("app.wasm"));
        Function function = library.function("test_func");
        MethodHandle handle = library.handle("test_func");
        assertEquals(42, function.call(1));

        update(bundle, WasmBundle.named("test.app").version("2.0.0").module("app.wasm", Wasm.module("app2.wasm")));

        assertFalse(library.open());
        assertFalse(function.live());
        Trap trap = assertThrows(Trap.class, () -> function.call(1));
        assertSays(trap.getMessage(), "app.wasm");
        assertThrows(Trap.class, () -> handle.invoke(1));
        assertThrows(DlException.class, () -> library.function("test_func"));
        Library again = closing(linker.open("app.wasm"));
        assertNotEquals(library.id(), again.id());
        assertEquals(101, again.function("test_func").call(1));
        library.close();
        assertEquals(1, info("app.wasm").references(), "the stale reference is not the new library's");
    }

    @Test
    void aProgramHasAnInstanceOfItsOwn() throws Exception {
        deploy("typed.wasm");
        Library library = closing(linker.open("typed.wasm"));
        Program program = closing(linker.load("typed.wasm", ProcessEnvironment.EMPTY));
        assertNotSame(library.instance(), program.instance());
        program.instance().function("set_answer").call(1);
        assertEquals(42, library.function("get_answer").call());
    }

    @Test
    void aTrapInALibraryReachesJava() throws Exception {
        deploy("faults.wasm");
        Library library = closing(linker.open("faults.wasm"));
        Trap trap = assertTraps(
                TrapKind.UNREACHABLE, () -> library.function("give_up").call(1));
        assertSays(trap.describe(), "faults.wasm!give_up");
        assertEquals(0, library.function("give_up").call(0));
    }

    @Test
    void whatAJavaBundleLeftOpenIsClosedWhenItStops() throws Exception {
        deploy("app.wasm");
        Bundle user = deploy(WasmBundle.of("typed.wasm"));
        BundleContext its = user.getBundleContext();
        Linker linkerOfUser = its.getService(its.getServiceReference(Linker.class));
        linkerOfUser.open("app.wasm");
        Program program = linkerOfUser.load("app.wasm", ProcessEnvironment.EMPTY);
        assertEquals(1, info("app.wasm").references());
        user.stop();
        assertEquals(0, info("app.wasm").references());
        assertTrue(program.instance().closed());
    }

    @Test
    void limitsAreTold() {
        assertTrue(linker.limits().callDepth() > 0);
        assertTrue(linker.limits().memoryPages() > 0);
    }

    @Test
    void symbolsOfALibraryThatIsNotOpen() throws Exception {
        deploy("app.wasm");
        List<Symbol> symbols = linker.symbols("app.wasm");
        assertTrue(symbols.stream().allMatch(s -> s.taggedIndex() == 0), symbols::toString);
        assertEquals(LibraryInfo.State.OFFERED, info("app.wasm").state());
    }
}
