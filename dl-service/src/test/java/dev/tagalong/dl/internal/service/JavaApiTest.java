package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.SymbolName;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Trap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Java as a user of libraries. */
class JavaApiTest extends LinkerHarness {

    interface App {
        @SymbolName("test_func")
        int test(int x);

        double half(double x);

        default int testTwice(int x) {
            return test(test(x));
        }

        static App none() {
            return null;
        }

        @Override
        String toString();
    }

    interface ClosableApp extends AutoCloseable {
        double half(double x);

        @Override
        void close();
    }

    interface Several {
        Object[] pair(int x);

        @SymbolName("a-b")
        long dash(long x);
    }

    interface Mistyped {
        double half(int x);
    }

    interface Missing {
        int no_such();
    }

    @Test
    void aTypedHandle() throws Throwable {
        deploy("app.wasm");
        Library library = closing(linker.open("app.wasm"));
        assertEquals(2.5, (double) library.handle("half").invokeExact(5.0));
        assertEquals(42, (int) library.handle("test_func").invokeExact(1));
        assertSame(library.instance(), library.function("half").owner());
    }

    @Test
    void anInterface() {
        deploy("app.wasm");
        Library library = closing(linker.open("app.wasm"));
        App app = library.as(App.class);
        assertEquals(42, app.test(1));
        assertEquals(83, app.testTwice(1));
        assertEquals(0.5, app.half(1));
        assertEquals(app, app);
        assertNotEquals(app, library.as(App.class));
        assertEquals(app.hashCode(), app.hashCode());
        assertEquals("App of library app.wasm 1.0.0 (bundle bundle1)", app.toString());
    }

    @Test
    void anInterfaceThatIsClosed() {
        deploy("app.wasm");
        Library library = closing(linker.open("app.wasm"));
        try (ClosableApp app = library.as(ClosableApp.class)) {
            assertEquals(0.5, app.half(1));
        }
        assertFalse(library.open());
        assertEquals(0, info("app.wasm").references());
    }

    @Test
    void severalResultsAndOddNames() {
        deploy("several.wasm");
        Several several = closing(linker.open("several.wasm")).as(Several.class);
        assertEquals(List.of(5, 5L), List.of(several.pair(5)));
        assertEquals(9L, several.dash(9));
    }

    @Test
    void interfacesThatDoNotFit() {
        deploy("app.wasm");
        Library library = closing(linker.open("app.wasm"));
        assertSays(
                assertThrows(DlException.class, () -> library.as(Mistyped.class))
                        .getMessage(),
                "half",
                "app.wasm",
                "(f64) -> (f64)",
                "(double)double",
                "Mistyped.half",
                "(int)double");
        assertSays(
                assertThrows(DlException.class, () -> library.as(Missing.class)).getMessage(), "no_such", "app.wasm");
        assertThrows(DlException.class, () -> library.as(String.class));
    }

    @Test
    void whatALibraryIs() {
        offer(3, List.of(module(3, "app.wasm", "1.2.3", "app.wasm")));
        List<Symbol> before = linker.symbols("app.wasm");
        assertEquals(
                List.of("memory", "test_func", "count", "half", "apply", "answer"),
                before.stream().map(Symbol::name).toList());
        assertTrue(before.stream().allMatch(s -> s.taggedIndex() == 0));
        Library library = closing(linker.open("app.wasm"));
        assertEquals("app.wasm", library.name());
        assertEquals(Version.valueOf("1.2.3"), library.version());
        assertNull(library.bundle(), "there is no framework here");
        assertEquals(info("app.wasm").id(), library.id());
        assertEquals(library.symbols(), linker.symbols("app.wasm"));
        for (Symbol symbol : library.symbols()) {
            boolean function = symbol.type().kind().equals("func");
            assertEquals(function ? library.taggedIndex(symbol.name()) : 0, symbol.taggedIndex());
        }
    }

    @Test
    void closedTwiceItGivesBackOneReference() {
        deploy("app.wasm");
        Library first = linker.open("app.wasm");
        Library second = closing(linker.open("app.wasm"));
        first.close();
        first.close();
        assertEquals(1, info("app.wasm").references());
        assertFalse(first.open());
        assertTrue(second.open());
        assertSays(assertThrows(DlException.class, first::instance).getMessage(), "closed", "app.wasm");
        assertThrows(DlException.class, () -> first.function("half"));
        assertThrows(DlException.class, first::symbols);
    }

    @Test
    void aStaleReferenceIsNotTheNewLibrarys() {
        long bundle = deploy("app.wasm");
        Library library = linker.open("app.wasm");
        Function function = library.function("test_func");
        App app = library.as(App.class);
        update(bundle, module(bundle, "app.wasm", "2", "app2.wasm"));
        assertFalse(library.open());
        assertFalse(function.live());
        assertSays(assertThrows(Trap.class, () -> function.call(1)).getMessage(), "app.wasm");
        assertThrows(Trap.class, () -> app.test(1));
        assertSays(assertThrows(DlException.class, library::symbols).getMessage(), "stale", "updated");
        Library again = closing(linker.open("app.wasm"));
        assertEquals(101, again.function("test_func").call(1));
        library.close();
        assertEquals(1, info("app.wasm").references());
    }

    @Test
    void failures() {
        deploy("app.wasm");
        assertSays(
                assertThrows(DlException.class, () -> linker.open("nothing.wasm"))
                        .getMessage(),
                "nothing.wasm",
                "there is app.wasm");
        assertThrows(DlException.class, () -> linker.open("app.wasm", 0x80000));
        assertThrows(NullPointerException.class, () -> linker.open(null));
        Library library = closing(linker.open("app.wasm"));
        assertThrows(DlException.class, () -> library.function("answer"));
        assertThrows(DlException.class, () -> library.taggedIndex("no_such"));
    }

    @Test
    void limits() {
        assertEquals(InstanceLimits.DEFAULT, linker.limits());
    }
}
