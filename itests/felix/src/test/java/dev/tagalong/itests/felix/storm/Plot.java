package dev.tagalong.itests.felix.storm;

import dev.tagalong.itests.felix.fixture.WasmBundle;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle's place in the storm: it may be there or not, in one revision or the next. For one thread. */
final class Plot {

    private final BundleContext context;
    private final String location;
    private final Supplier<WasmBundle> next;
    private final Runnable active;
    private Bundle bundle;

    /**
     * An empty place.
     *
     * @param next makes the next revision
     * @param active is told when a revision has become active
     */
    Plot(BundleContext context, String location, Supplier<WasmBundle> next, Runnable active) {
        this.context = context;
        this.location = location;
        this.next = next;
        this.active = active;
    }

    /** The bundle, or {@code null} if it is not there. */
    Bundle bundle() {
        return bundle;
    }

    void install() throws BundleException, IOException {
        try (InputStream jar = next.get().jar()) {
            bundle = context.installBundle(location, jar);
        }
        bundle.start();
        active.run();
    }

    void update() throws BundleException, IOException {
        try (InputStream jar = next.get().jar()) {
            bundle.update(jar);
        }
        active.run();
    }

    void restart() throws BundleException {
        bundle.stop();
        bundle.start();
    }

    void uninstall() throws BundleException {
        bundle.uninstall();
        bundle = null;
    }
}
