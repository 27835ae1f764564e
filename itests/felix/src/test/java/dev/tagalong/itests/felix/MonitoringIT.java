package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.TrapKind;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;

/** What others see of modules: beans of JMX, health checks. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.MONITORING})
class MonitoringIT extends LinkerScenario {

    private static final String LINKER = "(hc.name=Tagalong linker)";
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static Set<ObjectName> beans(String keys) throws Exception {
        return SERVER.queryNames(new ObjectName("dev.tagalong:" + keys), null);
    }

    private static Object attribute(String keys, String attribute) throws Exception {
        Set<ObjectName> names = beans(keys);
        assertEquals(1, names.size(), keys + ": " + names);
        return SERVER.getAttribute(names.iterator().next(), attribute);
    }

    @Test
    void aBeanForEachModule() throws Exception {
        Bundle bundle = deploy(WasmBundle.named("test.bean")
                .module("app.wasm", Wasm.module("app.wasm"))
                .module("odd=name.wasm", Wasm.module("faults.wasm"))
                .module("bad.wasm", new byte[3]));
        String app = "type=Module,name=app.wasm,id=" + bundle.getBundleId() + ",*";
        assertEquals("OFFERED", attribute(app, "State"));
        assertEquals(0L, attribute(app, "Calls"));
        try (Library library = linker.open("app.wasm")) {
            library.function("test_func").call(1);
            library.function("test_func").call(2);
            assertEquals("OPEN", attribute(app, "State"));
            assertEquals(2L, attribute(app, "Calls"));
            assertEquals(1, attribute(app, "Instances"));
            assertEquals(library.id(), attribute(app, "Handle"));
            assertEquals(library.instance().memory().byteSize(), attribute(app, "MemoryBytes"));
            assertEquals(1, ((String[]) attribute(app, "Activity")).length);
        }
        String odd = "type=Module,name=\"odd=name.wasm\",*";
        try (Library library = linker.open("odd=name.wasm")) {
            assertTraps(
                    TrapKind.INTEGER_DIVIDE_BY_ZERO,
                    () -> library.function("divide").call(0));
        }
        assertEquals(1L, attribute(odd, "Traps"));
        assertSays((String) attribute(odd, "LastTrap"), "integer divide by zero", "odd=name.wasm!divide");
        assertTrue(((String[]) attribute(odd, "RecentTraps"))[0].endsWith(" integer divide by zero"));
        assertEquals("BROKEN", attribute("type=Module,name=bad.wasm,*", "State"));
        assertSays((String) attribute("type=Module,name=bad.wasm,*", "Error"), "offset");

        assertEquals(3, attribute("type=Linker", "Modules"));
        assertEquals(1, attribute("type=Linker", "BrokenModules"));
        assertEquals(3L, attribute("type=Linker", "Calls"));
        assertEquals(1L, attribute("type=Linker", "Traps"));
        assertEquals(0L, attribute(app, "CpuBudgetNanos"));
        assertFalse((boolean) attribute(app, "Exhausted"));

        bundle.stop();
        assertEquals(Set.of(), beans("type=Module,*"));
        assertEquals(0, attribute("type=Linker", "Modules"));
        bundle("dev.tagalong.jmx").stop();
        assertEquals(Set.of(), beans("*"));
        bundle("dev.tagalong.jmx").start();
        bundle.start();
        assertEquals(3, beans("type=Module,*").size());
        assertArrayEquals(new String[0], (String[]) attribute(app, "RecentTraps"));
    }

    private Result check(String filter) {
        try {
            Collection<ServiceReference<HealthCheck>> found = context.getServiceReferences(HealthCheck.class, filter);
            assertEquals(1, found.size(), filter);
            return context.getService(found.iterator().next()).execute();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void aModuleThatTrapsRepeatedlyTurnsItsCheckToWarn() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("faults.wasm"));
        deploy("app.wasm");
        Library library = closing(linker.open("faults.wasm"));
        String faults = "(hc.tags=faults.wasm)";
        for (int i = 0; i < 3; i++) {
            assertEquals(Result.Status.OK, check(faults).getStatus());
            assertTraps(
                    TrapKind.INTEGER_DIVIDE_BY_ZERO,
                    () -> library.function("divide").call(0));
        }
        Result result = check(faults);
        assertEquals(Result.Status.WARN, result.getStatus());
        assertSays(result.toString(), "faults.wasm has trapped 3 times within 600 s", "integer divide by zero");
        assertEquals(Result.Status.OK, check("(hc.tags=app.wasm)").getStatus(), "others are well");

        configured(Map.of("traps.warn", 4), () -> check(faults).getStatus() == Result.Status.OK);
        configured(Map.of("traps.warn", 99), () -> check(faults).getStatus() == Result.Status.WARN);
        bundle.stop();
        assertEquals(0, context.getServiceReferences(HealthCheck.class, faults).size());
    }

    private void configured(Map<String, Object> properties, BooleanSupplier seen) throws Exception {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        Configuration configuration = context.getService(reference).getConfiguration("dev.tagalong.health", null);
        configuration.update(new Hashtable<>(properties));
        try {
            Await.until("the configuration holds", seen);
        } finally {
            configuration.delete();
            context.ungetService(reference);
        }
    }

    /** Config Admin tells of changes on a thread of its own, so a deletion may be told when there is a successor. */
    @Test
    void aConfigurationThatIsDeletedAndMadeAgainAtOnceHolds() throws Exception {
        deploy(WasmBundle.of("faults.wasm"));
        Library library = closing(linker.open("faults.wasm"));
        String faults = "(hc.tags=faults.wasm)";
        assertTraps(
                TrapKind.INTEGER_DIVIDE_BY_ZERO,
                () -> library.function("divide").call(0));
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Configuration first = admin.getConfiguration("dev.tagalong.health", null);
        first.update(new Hashtable<>(Map.of("traps.warn", 2)));
        first.update(new Hashtable<>(Map.of("traps.warn", 1)));
        Await.until("the first holds", () -> check(faults).getStatus() == Result.Status.WARN);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ConfigurationListener holding = event -> {
            held.countDown();
            uninterruptibly(released);
        };
        ServiceRegistration<?> listener = context.registerService(ConfigurationListener.class, holding, null);
        try {
            Configuration other = admin.getConfiguration("test.other", null);
            other.update(new Hashtable<>(Map.of("a", 1)));
            held.await();
            first.delete();
            Configuration second = admin.getConfiguration("dev.tagalong.health", null);
            second.update(new Hashtable<>(Map.of("traps.warn", 5)));
            released.countDown();
            Await.until("the second holds", () -> check(faults).getStatus() == Result.Status.OK);
            second.delete();
            other.delete();
        } finally {
            released.countDown();
            listener.unregister();
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void modulesOfBundlesThatCannotBeResolved() throws Exception {
        Bundle left = install(WasmBundle.of("left.wasm").needs("base.wasm", "1", "2"));
        assertThrows(BundleException.class, left::start);
        assertEquals(ModuleStatus.State.UNRESOLVED, status("left.wasm").state());
        Result result = check(LINKER);
        assertEquals(Result.Status.CRITICAL, result.getStatus());
        assertSays(result.toString(), "left.wasm", "test.left", "unresolved", "nobody provides", "base.wasm");
        String[] problems = (String[]) attribute("type=Linker", "Problems");
        assertEquals(1, problems.length);
        assertSays(problems[0], "left.wasm", "test.left", "unresolved", "base.wasm");

        deploy(WasmBundle.of("base.wasm").provides("base.wasm", "1.5.0"));
        left.start();
        assertEquals(Result.Status.OK, check(LINKER).getStatus());
        assertEquals(0, ((String[]) attribute("type=Linker", "Problems")).length);
        left.stop();
        assertEquals(ModuleStatus.State.STOPPED, status("left.wasm").state());
        assertEquals(Result.Status.OK, check(LINKER).getStatus(), "somebody has stopped it");
    }

    @Test
    void modulesWithoutWhatTheyImport() throws Exception {
        deploy("orphan.wasm");
        assertEquals(ModuleStatus.State.UNLINKABLE, status("orphan.wasm").state());
        assertSays(status("orphan.wasm").problem(), "import nowhere.lost", "no service provides it", "imports.allowed");
        assertEquals("UNLINKABLE", attribute("type=Module,name=orphan.wasm,*", "State"));
        assertEquals(Result.Status.CRITICAL, check("(hc.tags=orphan.wasm)").getStatus());
        assertEquals(Result.Status.WARN, check(LINKER).getStatus());

        deploy(WasmBundle.of("app.wasm").withoutRequirement());
        assertEquals(ModuleStatus.State.FAILED, status("app.wasm").state());
        assertSays(status("app.wasm").text(), "not wired to a linker", "Require-Capability: osgi.extender");
    }

    private ModuleStatus status(String name) {
        return linker.modules().stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void brokenModules() throws Exception {
        deploy("app.wasm");
        assertEquals(Result.Status.OK, check("(hc.name=Tagalong linker)").getStatus());
        deploy(WasmBundle.named("test.bad").module("bad.wasm", new byte[3]));
        Result linkers = check("(hc.name=Tagalong linker)");
        assertEquals(Result.Status.WARN, linkers.getStatus());
        assertSays(linkers.toString(), "bad.wasm 1.0.0 (bundle test.bad) is broken");
        assertEquals(Result.Status.CRITICAL, check("(hc.tags=bad.wasm)").getStatus());
    }
}
