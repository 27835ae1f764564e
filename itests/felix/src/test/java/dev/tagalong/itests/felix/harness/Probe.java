package dev.tagalong.itests.felix.harness;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The bundle that the tests run in: all test classes and resources but the harness. JUnit finds and counts tests on the
 * host's class path; each call of a method of such a class is made to its twin here, of the same name.
 */
final class Probe {

    private static final String NAME = "dev.tagalong.itests.probe";

    /** What bundles that tests make may import. */
    private static final String API = "dev.tagalong.itests.felix.api";

    private final Bundle bundle;

    private Probe(Bundle bundle) {
        this.bundle = bundle;
    }

    /** Installs and starts the probe with the classes and resources that stand where {@code testClass} stands. */
    static Probe install(BundleContext context, Class<?> testClass) throws BundleException, IOException {
        try (InputStream jar = jar(root(testClass))) {
            Bundle bundle = context.installBundle("probe:" + NAME, jar);
            bundle.start();
            return new Probe(bundle);
        }
    }

    /** The probe's own context. */
    BundleContext context() {
        return bundle.getBundleContext();
    }

    /** A new object of the twin of {@code hostClass}, made with its constructor without parameters. */
    Object newTwin(Class<?> hostClass) throws Throwable {
        Constructor<?> constructor = twin(hostClass).getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Calls the twin of {@code hostMethod} on {@code twin}, or on nothing if it is static. */
    Object call(Method hostMethod, Object twin, List<Object> arguments) throws Throwable {
        Class<?> declaring = twin(hostMethod.getDeclaringClass());
        Method method = declaring.getDeclaredMethod(hostMethod.getName(), hostMethod.getParameterTypes());
        method.setAccessible(true);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(declaring.getClassLoader());
        try {
            return method.invoke(twin, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Class<?> twin(Class<?> hostClass) throws ClassNotFoundException {
        Class<?> twin = bundle.loadClass(hostClass.getName());
        if (twin == hostClass) {
            throw new IllegalStateException(hostClass + " is the host's own: it must not be in a shared package");
        }
        return twin;
    }

    private static Path root(Class<?> testClass) {
        try {
            return Path.of(testClass
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream jar(Path root) throws IOException {
        Path harness = root.resolve(Path.of(".", Probe.class.getPackageName().split("\\.")))
                .normalize();
        BundleJar jar =
                new BundleJar(NAME).header(Constants.DYNAMICIMPORT_PACKAGE, "*").header(Constants.EXPORT_PACKAGE, API);
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(harness))
                    .forEach(file -> add(jar, root, file));
        }
        return jar.build();
    }

    private static void add(BundleJar jar, Path root, Path file) {
        try {
            jar.entry(
                    root.relativize(file).toString().replace('\\', '/'),
                    file.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
