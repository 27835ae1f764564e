package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.Linker;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** The container is shut down while a library runs that never returns. */
@InFelix
class FrameworkStopIT {

    private static final long PATIENCE_MILLIS = 60_000;

    @Test
    void theFrameworkStopsAllTheSame(BundleContext context) throws Exception {
        context.installBundle("test:faults", WasmBundle.of("faults.wasm").jar()).start();
        Linker linker = context.getService(context.getServiceReference(Linker.class));
        Instance library = linker.open("faults.wasm").instance();
        // This also loads the classes that are needed later on: a framework that has stopped gives none.
        assertTraps(TrapKind.UNREACHABLE, () -> library.function("give_up").call(1));
        FutureTask<Object> call =
                new FutureTask<>(() -> library.function("spin").call(1));
        new Thread(call).start();
        Await.until("the library runs", library::busy);

        Framework framework = (Framework) context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        framework.stop();
        assertEquals(
                FrameworkEvent.STOPPED, framework.waitForStop(PATIENCE_MILLIS).getType());
        assertTraps(TrapKind.CANCELLED, () -> {
            try {
                call.get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        });
    }

    private static void assertTraps(TrapKind kind, Executable call) {
        Trap trap = assertThrows(Trap.class, call);
        assertEquals(kind, trap.kind(), trap::describe);
    }
}
