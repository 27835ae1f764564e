package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations {@code dev.tagalong.plugin} of Configuration Admin. */
@InFelix({BundleSet.CORE, BundleSet.LINKER})
class PluginControlIT extends LinkerScenario {

    private static final String FACTORY = "dev.tagalong.plugin";

    private ServiceReference<ConfigurationAdmin> reference;
    private ConfigurationAdmin admin;

    @BeforeEach
    void find() {
        reference = context.getServiceReference(ConfigurationAdmin.class);
        admin = context.getService(reference);
    }

    @AfterEach
    void delete() throws Exception {
        Configuration[] left = admin.listConfigurations("(service.factoryPid=" + FACTORY + ")");
        for (Configuration configuration : left == null ? new Configuration[0] : left) {
            configuration.delete();
        }
        Await.until(
                "all is as it was",
                () -> linker.libraries().stream()
                        .allMatch(
                                l -> linker.settings(l.name()).configurations().isEmpty()));
        context.ungetService(reference);
    }

    private Configuration configure(String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(FACTORY, name, "?");
        configuration.update(new Hashtable<>(properties));
        return configuration;
    }

    @Test
    void aLimitChangesWhileAnInstanceLives() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("typed.wasm"));
        deploy("app.wasm");
        Library typed = closing(linker.open("typed.wasm"));
        Library app = closing(linker.open("app.wasm"));
        String name = bundle.getSymbolicName();
        Configuration configuration = configure("typed", Map.of("bundle", name, "call.depth", "50"));
        Await.until("it holds", () -> typed.instance().limits().callDepth() == 50);
        assertEquals(List.of(FACTORY + "~typed"), linker.settings("typed.wasm").configurations());
        configure("typed", Map.of("bundle", name, "call.depth", 60, "memory.pages", 3));
        Await.until("the change holds", () -> typed.instance().limits().callDepth() == 60);
        assertEquals(3, typed.instance().limits().memoryPages());
        assertEquals(-1, typed.instance().memory().grow(2));
        configuration.delete();
        Await.until("it is gone", () -> typed.instance().limits().equals(InstanceLimits.DEFAULT));
        assertEquals(InstanceLimits.DEFAULT, app.instance().limits());
        assertEquals(0.5, typed.function("half").call(1.0), "it is the same instance");
    }

    @Test
    void whoUsesItsBudgetUpIsStopped() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("faults.wasm"));
        deploy("app.wasm");
        Library faults = closing(linker.open("faults.wasm"));
        FutureTask<Object> call = new FutureTask<>(() -> faults.function("spin").call(1));
        new Thread(call, "spinning").start();
        Await.until("it runs", () -> faults.instance().busy());
        configure("faults", Map.of("bundle", bundle.getSymbolicName(), "cpu.ms", 30L, "cpu.period.ms", 3_600_000L));
        Trap trap = (Trap) assertThrows(ExecutionException.class, call::get).getCause();
        assertEquals(TrapKind.CPU_BUDGET_EXHAUSTED, trap.kind());
        assertSays(trap.describe(), "faults.wasm", "may use 30 ms", "faults.wasm!spin");
        assertTraps(
                TrapKind.CPU_BUDGET_EXHAUSTED, () -> faults.function("divide").call(1), "faults.wasm");
        assertEquals(42, closing(linker.open("app.wasm")).function("test_func").call(1));
        configure("faults", Map.of("bundle", bundle.getSymbolicName(), "cpu.ms", 0));
        Await.until(
                "it may run again",
                () -> !linker.statistics().stream()
                        .flatMap(p -> p.modules().stream())
                        .anyMatch(m -> m.exhausted()));
        assertEquals(100, faults.function("divide").call(10));
    }

    @Test
    void badValuesLeaveTheOthers() throws Exception {
        deploy("app.wasm");
        configure("bad", Map.of("module", "app.*", "call.depth", 0, "memory.pages", "many", "tier", "interpret"));
        Await.until("what can be used holds", () -> linker.settings("app.wasm").tier() == Tier.INTERPRET);
        assertEquals(InstanceLimits.DEFAULT, linker.settings("app.wasm").limits());
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() throws Exception {
        deploy("app.wasm");
        configure("lost", Map.of("preopens", "/no/such/directory:/data:ro"));
        Await.until("it holds", () -> !linker.settings("app.wasm").preopens().isEmpty());
        assertSays(
                assertThrows(DlException.class, () -> linker.open("app.wasm")).getMessage(),
                "/no/such/directory",
                "/data",
                "dev.tagalong.plugin~lost");
    }
}
