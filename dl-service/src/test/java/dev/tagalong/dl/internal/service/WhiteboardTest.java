package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Host functions come and go. */
class WhiteboardTest extends LinkerHarness {

    private static final ImportName MULTIPLY = new ImportName("demo", "multiply");

    /** Multiplies, and adds a bias by which one service is told from another. */
    static final class Multiplier {
        private final int bias;

        Multiplier(int bias) {
            this.bias = bias;
        }

        int multiply(int x, int y) {
            return x * y + bias;
        }

        long wide(long x) {
            return x;
        }
    }

    @BeforeEach
    void offer() {
        deploy("hosted.wasm");
    }

    @Test
    void itMustBeProvidedAndGranted() {
        assertSays(
                assertThrows(DlException.class, () -> linker.open("hosted.wasm"))
                        .getMessage(),
                "hosted.wasm",
                "demo.multiply",
                "(i32, i32) -> (i32)",
                "no service provides it");
        provide(new Service(0, 1), 0);
        assertSays(
                assertThrows(DlException.class, () -> linker.open("hosted.wasm"))
                        .getMessage(),
                "demo.multiply",
                "(i32, i32) -> (i32)",
                "is not granted to bundle bundle1",
                "\n    granted by: imports.allowed = bundle1:demo.multiply in etc/dev.tagalong.dl.cfg");
        controls.defaults(settings("bundle1:demo.multiply"));
        assertEquals(49, square());
        controls.defaults(settings("bundle2:demo.*"));
        assertThrows(DlException.class, () -> linker.open("hosted.wasm"));
    }

    @Test
    void anotherType() {
        controls.defaults(settings("demo.*"));
        hosts.put(
                new Service(0, 1),
                "provider",
                Map.of(MULTIPLY, HostFunction.of(MethodHandles.lookup(), new Multiplier(0), "wide")));
        assertSays(
                assertThrows(DlException.class, () -> linker.open("hosted.wasm"))
                        .getMessage(),
                "demo.multiply",
                "(i32, i32) -> (i32)",
                "bundle provider",
                "(i64) -> (i64)");
    }

    @Test
    void theBestServiceProvides() {
        controls.defaults(settings("demo.*"));
        provide(new Service(0, 1), 1);
        provide(new Service(0, 2), 2);
        assertEquals(50, square(), "the older of equals");
        provide(new Service(5, 3), 3);
        assertEquals(52, square(), "the higher ranking");
        hosts.remove(new Service(5, 3));
        hosts.remove(new Service(0, 1));
        assertEquals(51, square());
    }

    @Test
    void anInstanceKeepsWhatItWasBoundTo() {
        controls.defaults(settings("demo.*"));
        provide(new Service(0, 1), 1);
        Library library = closing(linker.open("hosted.wasm"));
        provide(new Service(5, 2), 2);
        assertEquals(50, library.function("square").call(7));
        hosts.remove(new Service(0, 1));
        assertTraps(
                TrapKind.HOST_ERROR,
                () -> library.function("square").call(7),
                "demo.multiply",
                "bundle provider1",
                "is gone");
        library.close();
        assertEquals(51, square(), "a new instance is bound to the other");
    }

    @Test
    void otherPropertiesBreakNoBinding() {
        controls.defaults(settings("demo.*"));
        Service service = new Service(0, 1);
        provide(service, 1);
        Library library = closing(linker.open("hosted.wasm"));
        provide(service, 2);
        assertEquals(50, library.function("square").call(7), "the same service, so the same function");
        hosts.put(service, "provider", Map.of());
        assertTraps(TrapKind.HOST_ERROR, () -> library.function("square").call(7), "is gone");
    }

    @Test
    void aServiceThatIsGoneIsNotKeptByItsUsers() throws Exception {
        controls.defaults(settings("demo.*"));
        Multiplier multiplier = new Multiplier(0);
        hosts.put(
                new Service(0, 1),
                "provider",
                Map.of(MULTIPLY, HostFunction.of(MethodHandles.lookup(), multiplier, "multiply")));
        Library library = closing(linker.open("hosted.wasm"));
        assertEquals(49, library.function("square").call(7));
        WeakReference<Multiplier> reference = new WeakReference<>(multiplier);
        multiplier = null;
        hosts.remove(new Service(0, 1));
        await("the service is collected", () -> {
            System.gc();
            return reference.get() == null;
        });
        assertTraps(TrapKind.HOST_ERROR, () -> library.function("square").call(7), "is gone");
    }

    /** Makes every function whose name begins as theirs. */
    private static final class Family implements HostModule {
        private final int bias;

        Family(int bias) {
            this.bias = bias;
        }

        @Override
        public String name() {
            return "demo";
        }

        @Override
        public Map<String, HostFunction> functions() {
            return Map.of();
        }

        @Override
        public HostFunction function(String importName) {
            return importName.startsWith("multi")
                    ? HostFunction.of(MethodHandles.lookup(), new Multiplier(bias), "multiply")
                    : null;
        }
    }

    @Test
    void aModuleIsAskedForNamesThatNobodyHas() {
        controls.defaults(settings("demo.*"));
        hosts.ask(new Service(0, 1), "family1", new Family(1));
        assertEquals(50, square());
        hosts.ask(new Service(5, 2), "family2", new Family(2));
        assertEquals(51, square(), "the best is asked first");
        provide(new Service(0, 3), 3);
        assertEquals(52, square(), "a name that somebody has is not asked for");
    }

    @Test
    void whatWasMadeGoesWithTheService() {
        controls.defaults(settings("demo.*"));
        Service service = new Service(0, 1);
        hosts.ask(service, "family", new Family(1));
        Library library = closing(linker.open("hosted.wasm"));
        hosts.ask(service, "family", new Family(2));
        assertEquals(50, library.function("square").call(7), "other properties break no binding");
        hosts.remove(service);
        assertTraps(TrapKind.HOST_ERROR, () -> library.function("square").call(7), "bundle family", "is gone");
    }

    private void provide(Service service, int bias) {
        hosts.put(
                service,
                "provider" + service.id(),
                Map.of(MULTIPLY, HostFunction.of(MethodHandles.lookup(), new Multiplier(bias), "multiply")));
    }

    private int square() {
        try (Library library = linker.open("hosted.wasm")) {
            return (int) library.function("square").call(7);
        }
    }
}
