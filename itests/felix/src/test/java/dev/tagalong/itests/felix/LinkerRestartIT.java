package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The linker's own bundle stops and comes back. */
class LinkerRestartIT extends LinkerScenario {

    @Test
    void whatRanTrapsAndWhatIsOfferedComesBack() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int pointer = driver.symbol(driver.open("app.wasm"), "test_func");
        Library library = closing(linker.open("app.wasm"));
        Function function = library.function("test_func");
        Linker old = linker;
        Bundle bundle = FrameworkUtil.getBundle(Linker.class);

        bundle.stop();
        assertNull(linker());
        assertThrows(Trap.class, () -> driver.call(pointer, 1));
        assertThrows(Trap.class, () -> function.call(1));
        DlException refused = assertThrows(DlException.class, () -> old.open("app.wasm"));
        assertSays(refused.getMessage(), "linker");

        bundle.start();
        Await.until("the linker is back", () -> linker() != null);
        linker = linker();
        assertNotSame(old, linker);
        assertNotNull(info("app.wasm"), "it found the bundles that were active before it");
        assertEquals(42, closing(new Driver(linker)).openAndCall("app.wasm", "test_func", 1));
    }

    /** A module that fails worse than an exception when it is asked for its functions. */
    private record Failing(Error failure) implements HostModule {

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Map<String, HostFunction> functions() {
            throw failure;
        }
    }

    @Test
    void anErrorOfAServiceIsItsOwn() throws Exception {
        deploy("app.wasm", Driver.MODULE);
        for (Error failure :
                List.of(new NoClassDefFoundError("gone"), new StackOverflowError(), new OutOfMemoryError())) {
            ServiceRegistration<HostModule> service =
                    context.registerService(HostModule.class, new Failing(failure), null);
            try {
                Bundle bundle = FrameworkUtil.getBundle(Linker.class);
                bundle.stop();
                bundle.start();
                Await.until("the linker is back", () -> linker() != null);
                assertEquals(42, closing(new Driver(linker())).openAndCall("app.wasm", "test_func", 1));
            } finally {
                service.unregister();
            }
        }
    }

    @Test
    void stoppedWhileALibraryRuns() throws Exception {
        closing(new LinkerConfiguration(context)).set(Map.of("stop.grace.ms", 100L));
        deploy("faults.wasm");
        Driver driver = driver();
        Library library = closing(linker.open("faults.wasm"));
        int spin = driver.symbol(driver.open("faults.wasm"), "spin");
        Trap[] trap = new Trap[1];
        Thread caller = new Thread(() -> trap[0] = assertThrows(Trap.class, () -> driver.call(spin, 1)));
        Instance instance = library.instance();
        caller.start();
        Await.until("the library runs", instance::busy);
        Bundle bundle = FrameworkUtil.getBundle(Linker.class);
        bundle.stop();
        Await.until("the call has ended", () -> !caller.isAlive());
        assertNotNull(trap[0]);
        bundle.start();
        Await.until("the linker is back", () -> linker() != null);
    }
}
