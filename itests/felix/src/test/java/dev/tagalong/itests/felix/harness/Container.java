package dev.tagalong.itests.felix.harness;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A running Felix: Pax Exam's native container, with nothing in it but what it is told. */
final class Container implements AutoCloseable {

    /** What host and bundles share: a type of one of these packages is the same on both sides. */
    private static final List<String> SHARED = List.of(
            "dev.tagalong.itests.tools",
            "org.junit.jupiter.api",
            "org.junit.jupiter.api.function",
            "org.junit.jupiter.api.extension",
            "org.junit.jupiter.params",
            "org.junit.jupiter.params.provider",
            "org.opentest4j",
            Container.class.getPackageName());

    private final TestContainer container;
    private final BundleContext context;

    private Container(TestContainer container, BundleContext context) {
        this.container = container;
        this.context = context;
    }

    /**
     * Starts a container.
     *
     * @param name names its working directory
     * @throws IllegalStateException if one of the bundles does not start
     */
    static Container start(String name, BundleSet... sets) throws IOException {
        TestContainer container = PaxExamRuntime.createContainer(
                PaxExamRuntime.createServerSystem(options(name, sets).toArray(Option[]::new)));
        container.start();
        try {
            BundleContext context = Bridge.context();
            for (Bundle bundle : context.getBundles()) {
                requireActive(bundle);
            }
            return new Container(container, context);
        } catch (RuntimeException e) {
            container.stop();
            throw e;
        }
    }

    /** The system bundle's context. */
    BundleContext context() {
        return context;
    }

    @Override
    public void close() {
        container.stop();
    }

    private static List<Option> options(String name, BundleSet... sets) throws IOException {
        List<Option> options = new ArrayList<>();
        for (BundleSet set : sets) {
            set.locations().forEach(location -> options.add(bundle(location)));
        }
        options.add(streamBundle(Bridge.bundle()));
        SHARED.forEach(shared -> options.add(systemPackage(shared)));
        Path work = Files.createDirectories(Path.of(Settings.required("tagalong.work"), name));
        options.add(workingDirectory(work.toString()));
        options.add(cleanCaches(true));
        options.add(frameworkProperty(Constants.FRAMEWORK_STORAGE_CLEAN)
                .value(Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
        options.add(frameworkProperty("felix.log.level").value("1"));
        options.add(frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                .value(System.getProperty("tagalong.log", "ERROR")));
        return options;
    }

    private static void requireActive(Bundle bundle) {
        if (bundle.getState() != Bundle.ACTIVE) {
            throw new IllegalStateException("bundle " + bundle.getLocation() + " is not active: state "
                    + bundle.getState() + "; see the log above");
        }
    }
}
