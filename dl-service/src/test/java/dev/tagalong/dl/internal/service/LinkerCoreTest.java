package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LinkEvent;
import dev.tagalong.dl.LinkListener;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;

/** The linker in a framework, where the system bundle stands for the linker's own. */
class LinkerCoreTest {

    private static final String EXTENDER = "osgi.extender;osgi.extender=\"tagalong.dl\";version:Version=\"1.0\"";
    private static final String REQUIREMENT = "osgi.extender;filter:=\"(osgi.extender=tagalong.dl)\"";

    @TempDir
    Path directory;

    private Framework framework;
    private BundleContext context;
    private LinkerCore core;
    private LinkerService linker;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.toString(),
                        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                        EXTENDER,
                        "felix.log.level",
                        "1"));
        framework.start();
        context = framework.getBundleContext();
        startLinker();
    }

    private void startLinker() {
        core = new LinkerCore();
        core.activate(context, configuration());
        linker = new LinkerService(core);
    }

    @AfterEach
    void stop() throws Exception {
        linker.close();
        core.stop();
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void theMainJob() throws Exception {
        install("app", "wasm/app.wasm", "app.wasm").start();
        install("main", "main.wasm", "main.wasm").start();
        try (Program program = linker.load("main.wasm", ProcessEnvironment.EMPTY)) {
            assertEquals(42, program.run());
        }
        Bundle bundle = context.getBundle("app");
        assertEquals(
                new LibraryInfo(
                        linker.libraries().get(0).id(),
                        "app.wasm",
                        Version.valueOf("1.0.0"),
                        bundle.getBundleId(),
                        "app",
                        LibraryInfo.State.OFFERED,
                        0,
                        null),
                linker.libraries().get(0));
        try (Library library = linker.open("app.wasm")) {
            assertEquals(bundle, library.bundle());
        }
    }

    @Test
    void offeredFromStartToStop() throws Exception {
        Bundle bundle = install("app", "app.wasm", "app.wasm");
        assertEquals(List.of(), linker.libraries());
        bundle.start();
        Library library = linker.open("app.wasm");
        Function function = library.function("test_func");
        bundle.stop();
        assertEquals(List.of(), linker.libraries());
        assertThrows(Trap.class, () -> function.call(1));
        assertSays(library, "was stopped");
        bundle.start();
        assertNotEquals(library.id(), linker.libraries().get(0).id());
        bundle.uninstall();
        assertEquals(List.of(), linker.libraries());
    }

    @Test
    void updatedAndUninstalled() throws Exception {
        Bundle bundle = install("app", "app.wasm", "app.wasm");
        bundle.start();
        Library first = linker.open("app.wasm");
        bundle.update(jar("app", "2.0.0", REQUIREMENT, "app.wasm", Map.of("app.wasm", Wasm.binary("app2.wasm"))));
        assertSays(first, "was updated");
        Library second = linker.open("app.wasm");
        assertEquals(101, second.function("test_func").call(1));
        assertEquals(Version.valueOf("2.0.0"), second.version());
        bundle.uninstall();
        assertSays(second, "was uninstalled");
        assertSays(first, "was updated");
    }

    @Test
    void severalModulesSomeOfThemBad() throws Exception {
        byte[] whole = Wasm.binary("app.wasm");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("good.wasm", whole);
        entries.put("half.wasm", Arrays.copyOf(whole, whole.length / 2));
        entries.put("side.wasm", sideModule());
        entries.put("directory/x.wasm", whole);
        Bundle bundle = context.installBundle(
                "several",
                jar(
                        "several",
                        "1.0.0",
                        REQUIREMENT,
                        "good.wasm,good.wasm;name=again;version=3,half.wasm,absent.wasm,side.wasm,directory,bad;nam=x",
                        entries));
        bundle.start();
        assertEquals(Bundle.ACTIVE, bundle.getState());
        List<LibraryInfo> infos = linker.libraries();
        assertEquals(
                List.of("good.wasm", "again", "half.wasm", "absent.wasm", "side.wasm", "directory", "bad"),
                infos.stream().map(LibraryInfo::name).toList());
        assertEquals(Version.valueOf("3"), infos.get(1).version());
        assertNull(infos.get(1).error());
        for (LibraryInfo broken : infos.subList(2, 7)) {
            assertEquals(LibraryInfo.State.BROKEN, broken.state(), broken::toString);
            assertEquals(0, broken.id());
        }
        assertTrue(infos.get(2).error().contains("section, offset 0x"), infos.get(2)::error);
        assertTrue(infos.get(3).error().contains("no entry absent.wasm"), infos.get(3)::error);
        assertTrue(infos.get(4).error().contains("dylink.0 section: sub-section 1"), infos.get(4)::error);
        assertTrue(infos.get(6).error().contains("unknown attribute 'nam'"), infos.get(6)::error);
        assertTrue(assertThrows(DlException.class, () -> linker.open("half.wasm"))
                .getMessage()
                .contains(infos.get(2).error()));
    }

    @Test
    void onlyBundlesThatAreWiredToTheLinker() throws Exception {
        Bundle bundle = context.installBundle(
                "stranger", jar("stranger", "1", null, "app.wasm", Map.of("app.wasm", Wasm.binary("app.wasm"))));
        bundle.start();
        assertEquals(List.of(), linker.libraries());
    }

    @Test
    void aLinkerThatStartsLaterFindsWhatIsThere() throws Exception {
        install("app", "app.wasm", "app.wasm").start();
        Library library = linker.open("app.wasm");
        core.stop();
        assertFalse(library.open());
        assertThrows(DlException.class, () -> linker.open("app.wasm"));
        assertEquals(0, context.getServiceReferences(HostModule.class, null).size(), "the natives are gone");
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith("tagalong-linker")));
        startLinker();
        try (Library again = linker.open("app.wasm")) {
            assertEquals(42, again.function("test_func").call(1));
        }
    }

    @Test
    void compiledCodeIsKeptIfWanted() throws Exception {
        install("app", "app.wasm", "app.wasm").start();
        assertFalse(context.getDataFile("code").exists());
        core.stop();
        core = new LinkerCore();
        core.activate(context, configuration(Map.of("code_cache", true, "tier", "compile")));
        linker = new LinkerService(core);
        try (Library library = linker.open("app.wasm")) {
            assertEquals(42, library.function("test_func").call(1));
        }
        assertTrue(context.getDataFile("code").isDirectory());
    }

    @Test
    void hostFunctionsAreServices() throws Exception {
        install("hosted", "hosted.wasm", "hosted.wasm").start();
        assertThrows(DlException.class, () -> linker.open("hosted.wasm"));
        core.modified(configuration("demo.*"));
        assertThrows(DlException.class, () -> linker.open("hosted.wasm"));
        HostFunction multiply = HostFunction.of(MethodHandles.lookup(), this, "multiply");
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("tagalong.import.module", "demo");
        properties.put("tagalong.import.name", new String[] {"times", "multiply"});
        ServiceRegistration<HostFunction> registration =
                context.registerService(HostFunction.class, multiply, properties);
        Library library = linker.open("hosted.wasm");
        Function square = library.function("square");
        assertEquals(49, square.call(7));

        properties.put("tagalong.import.name", List.of("multiply"));
        properties.put(Constants.SERVICE_RANKING, -1);
        registration.setProperties(properties);
        assertEquals(49, square.call(7), "a change of properties breaks nothing");
        ServiceRegistration<HostModule> module = context.registerService(HostModule.class, new Demo(), null);
        assertEquals(49, square.call(7), "an instance keeps what it was bound to");
        library.close();
        try (Library bound = linker.open("hosted.wasm")) {
            assertEquals(14, bound.function("square").call(7), "the higher ranking");
            module.unregister();
            assertTrue(assertThrows(Trap.class, () -> bound.function("square").call(7))
                    .getMessage()
                    .contains("demo.multiply"));
        }
        try (Library bound = linker.open("hosted.wasm")) {
            assertEquals(49, bound.function("square").call(7));
        }
        registration.unregister();
        assertThrows(DlException.class, () -> linker.open("hosted.wasm"));
    }

    @Test
    void aServiceThatFailsIsLeftOut() throws Exception {
        context.registerService(
                HostModule.class,
                new HostModule() {
                    @Override
                    public String name() {
                        return "demo";
                    }

                    @Override
                    public Map<String, HostFunction> functions() {
                        throw new IllegalStateException("none today");
                    }
                },
                null);
        install("app", "app.wasm", "app.wasm").start();
        linker.open("app.wasm").close();
    }

    @Test
    void listenersAreServices() throws Exception {
        install("app", "app.wasm", "app.wasm").start();
        install("main", "main.wasm", "main.wasm").start();
        List<LinkEvent> heard = new ArrayList<>();
        ServiceRegistration<LinkListener> registration = context.registerService(LinkListener.class, heard::add, null);
        try (Program program = linker.load("main.wasm", ProcessEnvironment.EMPTY)) {
            program.run();
            assertEquals(4, heard.size(), heard::toString);
            registration.unregister();
            program.run();
            assertEquals(4, heard.size(), heard::toString);
        }
    }

    int multiply(int x, int y) {
        return x * y;
    }

    private static final class Demo implements HostModule {
        @Override
        public String name() {
            return "demo";
        }

        @Override
        public Map<String, HostFunction> functions() {
            return Map.of("multiply", HostFunction.of(MethodHandles.lookup(), this, "add"));
        }

        int add(int x, int y) {
            return x + y;
        }
    }

    private static void assertSays(Library library, String words) {
        assertFalse(library.open());
        String text = assertThrows(DlException.class, library::instance).getMessage();
        assertTrue(text.contains(words), text);
    }

    private static byte[] sideModule() {
        // An empty module with a custom section dylink.0 whose one sub-section says that it is longer than it is.
        return new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 11, 8, 'd', 'y', 'l', 'i', 'n', 'k', '.', '0', 1, 5};
    }

    private Bundle install(String name, String path, String file) throws BundleException, IOException {
        return context.installBundle(name, jar(name, "1.0.0", REQUIREMENT, path, Map.of(path, Wasm.binary(file))));
    }

    private static InputStream jar(
            String name, String version, String requirement, String header, Map<String, byte[]> entries)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        attributes.putValue(Constants.BUNDLE_VERSION, version);
        attributes.putValue("Wasm-Module", header);
        if (requirement != null) {
            attributes.putValue(Constants.REQUIRE_CAPABILITY, requirement);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static LinkerConfiguration configuration(String... imports) {
        return configuration(Map.of("imports_allowed", imports));
    }

    private static LinkerConfiguration configuration(Map<String, Object> values) {
        return (LinkerConfiguration) Proxy.newProxyInstance(
                LinkerConfiguration.class.getClassLoader(),
                new Class<?>[] {LinkerConfiguration.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
