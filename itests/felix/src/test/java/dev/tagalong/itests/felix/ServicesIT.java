package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.dl.Program;
import dev.tagalong.itests.felix.api.Halving;
import dev.tagalong.itests.felix.api.Numbers;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Modules are services: who gets an instance, and what happens when bundles come and go. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.SERVICES, BundleSet.DEPLOYER})
class ServicesIT extends LinkerScenario {

    private static final String API = "dev.tagalong.itests.felix.api";
    private static final String SERVICE = "service=\"" + API + ".Numbers\"";

    private static WasmBundle plugin(String attributes) {
        return plugin("1.0.0", attributes);
    }

    private static WasmBundle plugin(String version, String attributes) {
        return WasmBundle.named("test.numbers")
                .version(version)
                .imports(API)
                .service("typed.wasm", Wasm.module("typed.wasm"), SERVICE + attributes);
    }

    private static String scope(String scope) {
        return ";scope=\"" + scope + "\"";
    }

    private ServiceReference<Numbers> reference() {
        return context.getServiceReference(Numbers.class);
    }

    private int instances() {
        return linker().statistics().stream()
                .map(PluginStatistics::modules)
                .flatMap(List::stream)
                .mapToInt(m -> m.instances().size())
                .sum();
    }

    @Test
    void aServiceWithItsProperties() throws Exception {
        Bundle plugin = deploy(plugin(";weight:Long=\"7\";colours:List<String>=\"red,green\";name=\"x y\""));
        ServiceReference<Numbers> reference = reference();
        assertEquals(plugin.getBundleId(), reference.getBundle().getBundleId(), "it is the plugin's");
        assertEquals(7L, reference.getProperty("weight"));
        assertEquals(List.of("red", "green"), reference.getProperty("colours"));
        assertEquals("x y", reference.getProperty("name"));
        assertEquals("typed.wasm", reference.getProperty("tagalong.module"));
        assertEquals(new Version(1, 0, 0), reference.getProperty("version"));
        assertEquals("singleton", reference.getProperty("tagalong.scope"));
        assertEquals(LibraryInfo.State.OFFERED, info("typed.wasm").state(), "no instance before it is used");

        Numbers numbers = context.getService(reference);
        assertEquals(2.5, numbers.half(5));
        assertEquals(3.5f, numbers.sum(1f, 2.5f));
        assertEquals(Long.MIN_VALUE + 1, numbers.negate(Long.MAX_VALUE));
        assertEquals(87654321.0, numbers.mixed(1, 2, 3, 4, 5, 6, 7, 8));
        assertEquals("Numbers of typed.wasm", numbers.toString());
        context.ungetService(reference);
        assertEquals(LibraryInfo.State.OFFERED, info("typed.wasm").state());
        assertThrows(Trap.class, () -> numbers.half(1), "it was given back");
    }

    @Test
    void aSingletonIsTheLibrarysOneInstance() throws Exception {
        deploy(plugin(""));
        BundleContext other = deploy(WasmBundle.of("app.wasm")).getBundleContext();
        Numbers mine = context.getService(reference());
        Numbers its = other.getService(other.getServiceReference(Numbers.class));
        mine.answer(17);
        assertEquals(17, its.answer());
        try (Library library = linker.open("typed.wasm")) {
            assertEquals(17, library.function("get_answer").call());
        }
        context.ungetService(reference());
        assertEquals(17, its.answer(), "another has it still");
        assertEquals(1, instances());
    }

    @Test
    void aPoolIsFilledFromASnapshot() throws Exception {
        Bundle plugin = deploy(plugin(scope("prototype") + ";pool:Long=\"2\""));
        try (Program program = linker.load("typed.wasm", ProcessEnvironment.EMPTY)) {
            program.instance().function("set_answer").call(17);
            program.takeSnapshot();
        }
        closing(() -> linker().removeSnapshot("typed.wasm"));
        plugin.stop();
        plugin.start();
        ServiceObjects<Numbers> objects = context.getServiceObjects(reference());
        for (int i = 0; i < 4; i++) {
            Numbers numbers = objects.getService();
            assertEquals(17, numbers.answer());
            numbers.answer(i);
            objects.ungetService(numbers);
        }
    }

    @Test
    void aBundleHasAnInstanceOfItsOwn() throws Exception {
        deploy(plugin(scope("bundle")));
        Bundle user = deploy(WasmBundle.of("app.wasm"));
        BundleContext other = user.getBundleContext();
        Numbers mine = context.getService(reference());
        Numbers its = other.getService(other.getServiceReference(Numbers.class));
        mine.answer(17);
        assertEquals(42, its.answer());
        assertEquals(2, instances());
        user.stop();
        assertEquals(1, instances(), "its user has stopped");
        assertThrows(Trap.class, its::answer);
        assertEquals(17, mine.answer());
        context.ungetService(reference());
        assertEquals(0, instances());
    }

    @Test
    void aRequestHasAnInstanceOfItsOwn() throws Exception {
        deploy(plugin(scope("prototype")));
        assertEquals("prototype", reference().getProperty(Constants.SERVICE_SCOPE));
        ServiceObjects<Numbers> objects = context.getServiceObjects(reference());
        Numbers one = objects.getService();
        Numbers two = objects.getService();
        assertNotSame(one, two);
        one.answer(17);
        assertEquals(42, two.answer());
        assertEquals(2, instances());
        objects.ungetService(one);
        assertEquals(1, instances());
        assertThrows(Trap.class, one::answer);
        objects.ungetService(two);
        assertEquals(0, instances());
    }

    @Test
    void aPoolIsOfFreshInstances() throws Exception {
        Bundle plugin = deploy(plugin(scope("prototype") + ";pool:Long=\"3\""));
        Await.until("three are ready", () -> instances() == 3);
        ServiceObjects<Numbers> objects = context.getServiceObjects(reference());
        for (int i = 0; i < 10; i++) {
            Numbers numbers = objects.getService();
            assertEquals(42, numbers.answer(), "what another has written is not seen");
            numbers.answer(i);
            objects.ungetService(numbers);
        }
        Await.until("three are ready again", () -> instances() == 3);
        plugin.stop();
        assertEquals(0, instances());
    }

    @Test
    void manyUsersLeaveNothing() throws Exception {
        deploy(plugin(scope("prototype") + ";pool:Long=\"2\""));
        ServiceObjects<Numbers> objects = context.getServiceObjects(reference());
        for (int i = 0; i < 10_000; i++) {
            Numbers numbers = objects.getService();
            assertEquals(42, numbers.answer());
            objects.ungetService(numbers);
        }
        Await.until("only the pool is left", () -> instances() == 2);
    }

    /** Somebody keeps a service that is gone: the object is all that is kept. */
    @Test
    void aServiceThatIsKeptKeepsNoInstance() throws Exception {
        Bundle plugin = deploy(plugin(""));
        Numbers numbers = context.getService(reference());
        WeakReference<Instance> instance = instance();
        numbers.answer(1);
        plugin.stop();
        Await.until("the instance is garbage", () -> {
            System.gc();
            return instance.get() == null;
        });
        assertThrows(Trap.class, numbers::answer);
    }

    private WeakReference<Instance> instance() {
        try (Library library = linker.open("typed.wasm")) {
            return new WeakReference<>(library.instance());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleton", "bundle", "prototype"})
    void usersWhileThePluginComesAndGoes(String scope) throws Exception {
        String pool = scope.equals("prototype") ? ";pool:Long=\"2\"" : "";
        Bundle plugin = deploy(plugin(scope(scope) + pool));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        closing(threads::shutdownNow);
        List<Future<Integer>> users = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            users.add(threads.submit(() -> {
                int answers = 0;
                while (!over.get()) {
                    answers += ask();
                }
                return answers;
            }));
        }
        for (int round = 0; round < 20; round++) {
            plugin.stop();
            assertNull(reference());
            plugin.start();
            assertNotNull(reference());
        }
        over.set(true);
        for (Future<Integer> user : users) {
            user.get();
        }
        plugin.stop();
        Await.until("nothing is left", () -> instances() == 0);
        plugin.start();
        assertEquals(1, ask());
    }

    /** One use of the service; how many answers there were. */
    private int ask() {
        ServiceReference<Numbers> reference = reference();
        ServiceObjects<Numbers> objects = reference == null ? null : context.getServiceObjects(reference);
        Numbers numbers = objects == null ? null : objects.getService();
        if (numbers == null) {
            return 0; // the plugin has gone
        }
        try {
            assertEquals(2.5, numbers.half(5));
            return 1;
        } catch (Trap gone) {
            assertSays(gone.getMessage(), "typed.wasm");
            return 0;
        } finally {
            unget(objects, numbers);
        }
    }

    private static void unget(ServiceObjects<Numbers> objects, Numbers numbers) {
        try {
            objects.ungetService(numbers);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The framework has taken it back with the plugin.
        }
    }

    @Test
    void theServiceIsThereWhenTheBundleHasStarted() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        ServiceListener listener = event -> events.add(event.getType() == ServiceEvent.REGISTERED ? "came" : "went");
        context.addServiceListener(listener, "(objectClass=" + Numbers.class.getName() + ")");
        closing(() -> context.removeServiceListener(listener));
        Bundle plugin = deploy(plugin(""));
        assertEquals(List.of("came"), events);
        Numbers first = context.getService(reference());
        first.answer(1);
        update(plugin, plugin("2.0.0", ";round:Long=\"2\""));
        assertEquals(List.of("came", "went", "came"), events);
        assertThrows(Trap.class, first::answer);
        assertEquals(2L, reference().getProperty("round"));
        assertEquals(42, context.getService(reference()).answer(), "the new one's state is its own");
        plugin.stop();
        assertEquals(List.of("came", "went", "came", "went"), events);
        assertNull(reference());
    }

    @Test
    void twoOfTheSameNameAndVersion() throws Exception {
        deploy(plugin(";which=\"first\""));
        deploy(WasmBundle.named("test.second")
                .imports(API)
                .service("typed.wasm", Wasm.module("typed.wasm"), SERVICE + ";which=\"second\""));
        Numbers first = numbers("first");
        Numbers second = numbers("second");
        first.answer(1);
        second.answer(2);
        assertEquals(1, first.answer());
        assertEquals(2, second.answer());
    }

    private Numbers numbers(String which) throws Exception {
        return context.getService(context.getServiceReferences(Numbers.class, "(which=" + which + ")")
                .iterator()
                .next());
    }

    @Test
    void severalInterfaces() throws Exception {
        deploy(WasmBundle.named("test.both")
                .imports(API)
                .service(
                        "typed.wasm",
                        Wasm.module("typed.wasm"),
                        "service:List<String>=\"" + API + ".Numbers," + API + ".Halving\""));
        ServiceReference<Halving> halving = context.getServiceReference(Halving.class);
        assertEquals(reference(), halving);
        assertEquals(1.25, context.getService(halving).quarter(5));
        assertEquals(-1, context.getService(reference()).negate(1));
    }

    @Test
    void whatDoesNotFitIsNoService() throws Exception {
        deploy(WasmBundle.named("test.unfit").imports(API).service("app.wasm", Wasm.module("app.wasm"), SERVICE));
        assertNull(reference());
        assertEquals(LibraryInfo.State.OFFERED, info("app.wasm").state(), "it is a library nevertheless");
        ModuleStatus status = linker.modules().get(0);
        assertEquals(ModuleStatus.State.REFUSED, status.state());
        assertSays(status.problem(), "it cannot be a service", "there is no function negate for Numbers.negate");
        assertSays(status.advice(), "update the bundle");
        bundle("test.unfit").stop();
        assertEquals(ModuleStatus.State.STOPPED, linker.modules().get(0).state());
        assertNull(linker.modules().get(0).problem());
    }

    /** It has no instance that all could share, and none that takes more than numbers. */
    @Test
    void aPositionIndependentModule() throws Exception {
        byte[] module = Wasm.module("typedside.wasm");
        deploy(WasmBundle.named("test.shared").imports(API).service("typedside.wasm", module, SERVICE));
        assertNull(reference());
        deploy(WasmBundle.named("test.own").imports(API).service("own.wasm", module, SERVICE + scope("prototype")));
        ServiceObjects<Numbers> objects = context.getServiceObjects(reference());
        Numbers one = objects.getService();
        Numbers two = objects.getService();
        one.answer(17);
        assertEquals(42, two.answer());
        assertEquals(17, one.answer());
        assertEquals(-3, one.negate(3));
        objects.ungetService(one);
        objects.ungetService(two);
        assertEquals(0, instances());
    }

    @Test
    void aMissingInterfaceIsAnUnresolvedBundle() throws Exception {
        Bundle plugin = install(WasmBundle.named("test.missing")
                .imports("com.example.nowhere")
                .service("app.wasm", Wasm.module("app.wasm"), "service=\"com.example.nowhere.Greeter\""));
        assertThrows(BundleException.class, plugin::start);
        Bundle unimported = deploy(WasmBundle.named("test.unimported")
                .service("app.wasm", Wasm.module("app.wasm"), "service=\"com.example.nowhere.Greeter\""));
        assertEquals(Bundle.ACTIVE, unimported.getState());
    }

    /** The user gets nothing, and others what they want. */
    @Test
    void anInstanceThatCannotBeMade() throws Exception {
        deploy(WasmBundle.named("test.badstart")
                .service(
                        "badstart.wasm",
                        Wasm.module("badstart.wasm"),
                        "service=\"java.lang.Runnable\"" + scope("prototype") + ";pool:Long=\"2\""));
        ServiceReference<Runnable> bad = context.getServiceReferences(Runnable.class, "(tagalong.module=*)")
                .iterator()
                .next();
        assertNull(context.getServiceObjects(bad).getService());
        Await.until("nothing is left of the attempts", () -> instances() == 0);
        deploy(plugin(scope("prototype")));
        assertEquals(42, context.getService(reference()).answer());
    }

    @Test
    void aFileBesideTheModuleSaysIt(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("typed-1.2.0.wasm"), Wasm.module("typed.wasm"));
        Files.writeString(folder.resolve("typed.properties"), """
                service = dev.tagalong.itests.felix.api.Numbers
                scope = prototype
                pool = 1
                property.weight:Long = 7
                property.service.ranking:Long = 5
                """);
        Bundle plugin = context.installBundle("wasm:" + file.toUri());
        closing(plugin::uninstall);
        plugin.start();
        assertEquals(API, plugin.getHeaders().get(Constants.IMPORT_PACKAGE));
        ServiceReference<Numbers> reference = reference();
        assertEquals(Map.of("weight", 7L), Map.of("weight", reference.getProperty("weight")));
        assertEquals(new Version(1, 2, 0), reference.getProperty("version"));
        assertNotNull(context.getService(reference));
        assertEquals(2.5, context.getService(reference).half(5));
        assertFalse(plugin.getHeaders().get("Provide-Capability").contains("property."));
        assertTrue(instances() >= 1);
    }
}
