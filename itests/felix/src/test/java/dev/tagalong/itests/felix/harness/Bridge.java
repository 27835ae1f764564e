package dev.tagalong.itests.felix.harness;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Hands the framework's context to the host. Pax Exam does not give it away, so a bundle that is no more than a manifest
 * names this class as its activator; the class itself stays on the host's class path.
 */
public final class Bridge implements BundleActivator {

    private static final AtomicReference<BundleContext> SYSTEM = new AtomicReference<>();

    /** For the framework. */
    public Bridge() {}

    @Override
    public void start(BundleContext context) {
        SYSTEM.set(context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext());
    }

    @Override
    public void stop(BundleContext context) {
        SYSTEM.set(null);
    }

    /**
     * The system bundle's context.
     *
     * @throws IllegalStateException if the bridge's bundle is not active
     */
    static BundleContext context() {
        BundleContext context = SYSTEM.get();
        if (context == null) {
            throw new IllegalStateException("the bridge bundle did not start");
        }
        return context;
    }

    /** The bundle, as a jar. */
    static InputStream bundle() {
        String here = Bridge.class.getPackageName();
        return new BundleJar(here + ".bridge")
                .header(Constants.BUNDLE_ACTIVATOR, Bridge.class.getName())
                .header(Constants.IMPORT_PACKAGE, here + ",org.osgi.framework")
                .build();
    }
}
