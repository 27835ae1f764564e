package dev.tagalong.shell.internal;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the user a shell: if the framework or system property {@value #SHELL} is {@code true}, the installed bundle
 * {@value #BUNDLE} is started once the framework has started. It ends the framework when the user ends it.
 *
 * <p>The framework does not start it itself, because JLine looks for its terminals through the context class loader of the
 * thread that starts it. The framework's threads have the launcher's, where JLine is not, and the shell would come up
 * without line editing, history and completion; on a thread without one, JLine takes its own.
 */
@Component(
        service = {},
        immediate = true)
public final class StartupShell {

    static final String SHELL = "tagalong.shell";
    static final String BUNDLE = "org.apache.felix.gogo.jline";

    private static final Logger LOG = LoggerFactory.getLogger(StartupShell.class);

    private final BundleContext context;
    private final AfterStart afterStart;

    /** One that waits for the framework to start. */
    @Activate
    public StartupShell(BundleContext context) {
        this.context = context;
        this.afterStart = new AfterStart(context, "tagalong shell", this::startShell);
        if (Boolean.parseBoolean(context.getProperty(SHELL))) {
            afterStart.await();
        }
    }

    @Deactivate
    void stop() {
        afterStart.forget();
    }

    void startShell() {
        Thread.currentThread().setContextClassLoader(null);
        Bundle shell = Arrays.stream(context.getBundles())
                .filter(b -> BUNDLE.equals(b.getSymbolicName()))
                .findFirst()
                .orElse(null);
        if (shell == null) {
            LOG.error("No shell: the bundle {} is not installed", BUNDLE);
            return;
        }
        try {
            shell.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            LOG.error("The shell could not be started", e);
        }
    }
}
