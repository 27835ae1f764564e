package dev.tagalong.dl.internal.extender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.dl.internal.control.Controls;
import dev.tagalong.dl.internal.control.Defaults;
import dev.tagalong.dl.internal.control.ImportPolicy;
import dev.tagalong.dl.internal.host.HostBinder;
import dev.tagalong.dl.internal.host.HostFunctions;
import dev.tagalong.dl.internal.resolve.GracePeriod;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.trace.LinkTrace;
import dev.tagalong.dl.packaging.ModuleBound;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.InstanceLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;

/**
 * A bundle is stopped, and perhaps started again, at a chosen moment of what its start brings. The framework is real; the extender
 * sees bundles through proxies that run something before a method.
 */
class StartAndStopTest {

    private static final byte[] EMPTY = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private interface Step {
        void run() throws Exception;
    }

    @TempDir
    Path directory;

    private final Engine engine = Engine.create();
    private final GracePeriod grace = new GracePeriod(Duration.ofMillis(50));
    private final Map<Object, Object> proxies = new HashMap<>();
    private final AtomicReference<Step> onState = new AtomicReference<>();
    private final AtomicReference<Step> onHeaders = new AtomicReference<>();
    private final AtomicReference<Step> onReading = new AtomicReference<>();
    private final AtomicReference<Step> onRegistering = new AtomicReference<>();

    private Framework framework;
    private BundleContext context;
    private Libraries libraries;
    private ModuleExtender extender;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.toString(),
                        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                        "osgi.extender;osgi.extender=\"tagalong.dl\";version:Version=\"1.0\"",
                        "felix.log.level",
                        "1"));
        framework.start();
        context = framework.getBundleContext();
        HostFunctions functions = new HostFunctions(engine);
        Controls controls = new Controls(new Defaults(InstanceLimits.DEFAULT, new ImportPolicy(List.of())));
        libraries = new Libraries(new HostBinder(engine, functions, controls), grace, new LinkTrace(engine));
        open();
    }

    private void open() {
        extender = new ModuleExtender(seen(context), engine, libraries, () -> ModuleBound.of(1));
        extender.open();
    }

    @AfterEach
    void stop() throws Exception {
        libraries.stop();
        extender.close();
        grace.close();
        engine.close();
        framework.stop();
        framework.waitForStop(0);
        assertEquals(List.of(), libraries.list());
    }

    /** The framework's own context, with a listener to which events tell of proxies. */
    private BundleContext seen(BundleContext real) {
        return proxy(BundleContext.class, real, (name, arguments) -> {
            if (name.equals("addBundleListener")) {
                SynchronousBundleListener listener = (SynchronousBundleListener) arguments[0];
                real.addBundleListener((SynchronousBundleListener)
                        event -> listener.bundleChanged(new BundleEvent(event.getType(), seen(event.getBundle()))));
                arguments[0] = (SynchronousBundleListener) event -> {};
            }
        });
    }

    private synchronized Bundle seen(Bundle real) {
        return (Bundle) proxies.computeIfAbsent(
                real,
                r -> proxy(Bundle.class, real, (name, arguments) -> {
                    switch (name) {
                        case "getState" -> runOnce(onState);
                        case "getHeaders" -> runOnce(onHeaders);
                        case "getEntry" -> runOnce(onReading);
                        default -> {
                            // Nothing runs before other methods.
                        }
                    }
                }));
    }

    private synchronized BundleContext plugins(BundleContext real) {
        return (BundleContext) proxies.computeIfAbsent(
                real,
                r -> proxy(BundleContext.class, real, (name, arguments) -> {
                    if (name.equals("registerService")) {
                        runOnce(onRegistering);
                    }
                }));
    }

    private static void runOnce(AtomicReference<Step> step) throws Exception {
        Step once = step.getAndSet(null);
        if (once != null) {
            once.run();
        }
    }

    private interface Before {
        void call(String method, Object[] arguments) throws Exception;
    }

    private <T> T proxy(Class<T> type, T real, Before before) {
        return type.cast(Proxy.newProxyInstance(
                StartAndStopTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    before.call(method.getName(), arguments);
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (answer instanceof Bundle[] bundles) {
                            return Arrays.stream(bundles).map(this::seen).toArray(Bundle[]::new);
                        }
                        return real instanceof Bundle && answer instanceof BundleContext its ? plugins(its) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Bundle install(String header) throws BundleException, IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "plugin");
        attributes.putValue("Wasm-Module", header);
        attributes.putValue(Constants.REQUIRE_CAPABILITY, "osgi.extender;filter:=\"(osgi.extender=tagalong.dl)\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("a.wasm"));
            jar.write(EMPTY);
            jar.closeEntry();
        }
        return context.installBundle("plugin", new ByteArrayInputStream(bytes.toByteArray()));
    }

    private List<OfferedModule> services() throws Exception {
        Collection<ServiceReference<OfferedModule>> found = context.getServiceReferences(OfferedModule.class, null);
        return found.stream().map(context::getService).toList();
    }

    private void assertOffersNothing() throws Exception {
        assertEquals(List.of(), libraries.list());
        assertEquals(List.of(), services());
    }

    private void assertOffers(int modules) throws Exception {
        assertEquals(modules, libraries.list().size(), () -> libraries.list().toString());
        assertEquals(modules, services().size());
        for (OfferedModule module : services()) {
            assertTrue(module.offered());
            assertEquals(LibraryInfo.State.OFFERED, module.info().state());
        }
        libraries.release(libraries.open("a.wasm", 0));
    }

    @Test
    void anErrorOfOneBundleIsItsOwn() throws Exception {
        Bundle bundle = install("a.wasm");
        for (Error failure : List.of(new OutOfMemoryError(), new StackOverflowError(), new LinkageError())) {
            onReading.set(() -> {
                throw failure;
            });
            bundle.start();
            assertEquals(LibraryInfo.State.BROKEN, libraries.list().get(0).state());
            bundle.stop();
        }
        bundle.start();
        assertOffers(1);
        extender.close();
        onRegistering.set(() -> {
            throw new NoClassDefFoundError();
        });
        open();
        assertOffersNothing();
    }

    @Test
    void stoppedAndStartedWhileItsStateIsAsked() throws Exception {
        stoppedAndStarted(onState);
    }

    @Test
    void stoppedAndStartedBeforeItsHeaderIsRead() throws Exception {
        stoppedAndStarted(onHeaders);
    }

    private void stoppedAndStarted(AtomicReference<Step> when) throws Exception {
        Bundle bundle = install("a.wasm");
        when.set(() -> {
            bundle.stop();
            bundle.start();
        });
        bundle.start();
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertOffers(1);
        bundle.stop();
        assertOffersNothing();
    }

    @Test
    void stoppedWhileItsModuleIsRead() throws Exception {
        Bundle bundle = install("a.wasm");
        onReading.set(bundle::stop);
        bundle.start();
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertOffersNothing();
        bundle.start();
        assertOffers(1);
        bundle.stop();
        assertOffersNothing();
    }

    @Test
    void stoppedAndStartedWhileItsModuleIsRead() throws Exception {
        stoppedAndStarted(onReading);
    }

    @Test
    void startedAgainByAnotherThreadWhoseModulesAreReadFirst() throws Exception {
        Bundle bundle = install("a.wasm");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch restarted = new CountDownLatch(1);
        onReading.set(() -> {
            reading.countDown();
            restarted.await();
        });
        Thread first = new Thread(() -> start(bundle));
        first.start();
        reading.await();
        bundle.stop();
        bundle.start();
        assertOffers(1);
        restarted.countDown();
        first.join();
        assertOffers(1);
        bundle.stop();
        assertOffersNothing();
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void stoppedBeforeItsServicesAreRegistered() throws Exception {
        Bundle bundle = install("a.wasm,a.wasm;name=b");
        onRegistering.set(bundle::stop);
        bundle.start();
        assertOffersNothing();
        bundle.start();
        assertOffers(2);
    }

    @Test
    void stoppedAndStartedBeforeItsServicesAreRegistered() throws Exception {
        Bundle bundle = install("a.wasm,a.wasm;name=b");
        onRegistering.set(() -> {
            bundle.stop();
            bundle.start();
        });
        bundle.start();
        assertOffers(2);
    }

    @Test
    void stoppedByWhoeverHearsOfItsFirstService() throws Exception {
        Bundle bundle = install("a.wasm,a.wasm;name=b");
        List<OfferedModule> heard = new ArrayList<>();
        context.addServiceListener(
                event -> {
                    if (heard.isEmpty()) {
                        heard.add((OfferedModule) context.getService(event.getServiceReference()));
                        try {
                            bundle.stop();
                        } catch (BundleException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                },
                "(objectClass=" + OfferedModule.class.getName() + ")");
        bundle.start();
        assertOffersNothing();
        assertFalse(heard.get(0).offered());
        bundle.start();
        assertOffers(2);
        assertFalse(heard.get(0).offered(), "another life's module");
    }
}
