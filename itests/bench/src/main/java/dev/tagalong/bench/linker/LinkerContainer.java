package dev.tagalong.bench.linker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A Felix in this JVM with the platform's bundles, as it is deployed. The engine and the linker in it are other classes
 * than those on the class path, so they are called by reflection, until a method handle is reached, which is not.
 */
public final class LinkerContainer implements AutoCloseable {

    /** The system property that names the directory with the platform's bundles. */
    public static final String BUNDLES = "bench.bundles";

    private static final String LINKER = "dev.tagalong.dl.Linker";
    private static final String RUNTIME = "dev.tagalong.runtime";
    private static final String LINKER_PID = "dev.tagalong.dl";
    private static final String CONFIG_ADMIN = "org.apache.felix.configadmin";
    private static final String CONFIG_SERVICE = "org.osgi.service.cm.ConfigurationAdmin";
    private static final String PARSER = "dev.tagalong.samples.treesitter.Parser";
    private static final long STOP_MILLIS = 10_000;

    private final Framework framework;
    private final Path storage;

    private LinkerContainer(Framework framework, Path storage) {
        this.framework = framework;
        this.storage = storage;
    }

    /** Starts a container with every bundle of the directory. */
    public static LinkerContainer start() {
        return start(Map.of());
    }

    /**
     * Starts a container with every bundle of the directory.
     *
     * @param configuration the linker's properties in ConfigAdmin; none if empty
     */
    public static LinkerContainer start(Map<String, Object> configuration) {
        String bundles = System.getProperty(BUNDLES, "");
        if (bundles.isEmpty()) {
            throw new IllegalStateException("system property " + BUNDLES + " does not name the bundles' directory");
        }
        LinkerContainer container = null;
        try {
            Path storage = Files.createTempDirectory("bench-felix");
            Framework framework = ServiceLoader.load(FrameworkFactory.class)
                    .findFirst()
                    .orElseThrow()
                    .newFramework(Map.of(
                            Constants.FRAMEWORK_STORAGE,
                            storage.toString(),
                            "felix.log.level",
                            "1",
                            "org.ops4j.pax.logging.DefaultServiceLog.level",
                            "ERROR"));
            container = new LinkerContainer(framework, storage);
            framework.start();
            container.installPlatform(Path.of(bundles), configuration);
            return container;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException | ReflectiveOperationException | RuntimeException e) {
            if (container != null) {
                container.close();
            }
            throw new IllegalStateException("the container did not start", e);
        }
    }

    private void installPlatform(Path directory, Map<String, Object> configuration)
            throws IOException, BundleException, ReflectiveOperationException {
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path jar :
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
            }
        }
        for (Bundle bundle : bundles) {
            if (bundle.getSymbolicName().equals(CONFIG_ADMIN) && !configuration.isEmpty()) {
                // Before the linker starts: some properties hold from then on.
                bundle.start();
                configure(bundle, configuration);
            }
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private void configure(Bundle admin, Map<String, Object> properties) throws ReflectiveOperationException {
        BundleContext context = framework.getBundleContext();
        Object service = context.getService(context.getServiceReference(CONFIG_SERVICE));
        Object configuration = admin.loadClass(CONFIG_SERVICE)
                .getMethod("getConfiguration", String.class, String.class)
                .invoke(service, LINKER_PID, null);
        admin.loadClass("org.osgi.service.cm.Configuration")
                .getMethod("update", Dictionary.class)
                .invoke(configuration, new Hashtable<>(properties));
    }

    /** Installs and starts a bundle that offers one module, under the name given. */
    public void install(String name, byte[] wasm) {
        try {
            framework
                    .getBundleContext()
                    .installBundle("bench:" + name, new ByteArrayInputStream(bundle(name, wasm)))
                    .start();
        } catch (BundleException | IOException e) {
            throw new IllegalStateException("bundle of " + name, e);
        }
    }

    private static byte[] bundle(String name, byte[] wasm) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "bench." + name);
        headers.putValue("Wasm-Module", "module.wasm;name=\"" + name + "\"");
        headers.putValue(
                Constants.REQUIRE_CAPABILITY,
                "osgi.extender;filter:=\"(&(osgi.extender=tagalong.dl)(version>=1.0.0)(!(version>=2.0.0)))\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("module.wasm"));
            jar.write(wasm);
        }
        return bytes.toByteArray();
    }

    /** Loads a program and gives its function of type i32 to i32. */
    public IntUnaryOperator load(String program, String export) {
        try {
            BundleContext context = framework.getBundleContext();
            ServiceReference<?> reference = context.getServiceReference(LINKER);
            if (reference == null) {
                throw new IllegalStateException("no service " + LINKER);
            }
            Class<?> environment = type("ProcessEnvironment");
            Object linker = context.getService(reference);
            Class<?> linkerType = reference.getBundle().loadClass(LINKER);
            Object loaded = linkerType
                    .getMethod("load", String.class, environment)
                    .invoke(linker, program, environment.getField("EMPTY").get(null));
            Object instance = reference
                    .getBundle()
                    .loadClass("dev.tagalong.dl.Program")
                    .getMethod("instance")
                    .invoke(loaded);
            Object function =
                    type("Instance").getMethod("function", String.class).invoke(instance, export);
            return over((MethodHandle) type("Function").getMethod("handle").invoke(function));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("program " + program, e);
        }
    }

    /** The tree-sitter sample's service: takes a language and a text, gives the tree. */
    public BinaryOperator<String> parser() {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> reference = context.getServiceReference(PARSER);
        if (reference == null) {
            throw new IllegalStateException("no service " + PARSER);
        }
        Object service = context.getService(reference);
        try {
            MethodHandle parse = MethodHandles.publicLookup()
                    .findVirtual(
                            reference.getBundle().loadClass(PARSER),
                            "parse",
                            MethodType.methodType(String.class, String.class, String.class))
                    .bindTo(service);
            return (language, text) -> {
                try {
                    return (String) parse.invokeExact(language, text);
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException("checked exception from the parser", e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(PARSER, e);
        }
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (RUNTIME.equals(bundle.getSymbolicName())) {
                return bundle.loadClass(RUNTIME + "." + name);
            }
        }
        throw new IllegalStateException("no bundle " + RUNTIME);
    }

    private static IntUnaryOperator over(MethodHandle handle) {
        return n -> {
            try {
                return (int) handle.invokeExact(n);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("checked exception from WebAssembly", e);
            }
        };
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
            try (Stream<Path> files = Files.walk(storage)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (BundleException | IOException e) {
            throw new IllegalStateException("the container did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
