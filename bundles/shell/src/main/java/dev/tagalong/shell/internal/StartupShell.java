package dev.tagalong.shell.internal;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.threadio.ThreadIO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
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
    private volatile ShellProcessor processor;
    private volatile boolean stopped;

    /** One that waits for the framework to start. */
    @Activate
    public StartupShell(BundleContext context) {
        this.context = context;
        this.afterStart = new AfterStart(context, "tagalong shell", this::startUnlessStopped);
        if (Boolean.parseBoolean(context.getProperty(SHELL))) {
            afterStart.await();
        }
    }

    @Deactivate
    void stop() {
        stopped = true;
        afterStart.forget();
        if (processor != null) {
            processor.stop();
        }
    }

    private void startUnlessStopped() {
        try {
            startShell();
        } catch (BundleException | IllegalStateException e) {
            // A container that is stopped while it starts has no shell, and no need of one.
            if (!stopped) {
                LOG.error("The shell could not be started", e);
            }
        }
    }

    void startShell() throws BundleException {
        Thread.currentThread().setContextClassLoader(null);
        Bundle shell = Arrays.stream(context.getBundles())
                .filter(b -> BUNDLE.equals(b.getSymbolicName()))
                .findFirst()
                .orElse(null);
        if (shell == null) {
            LOG.error("No shell: the bundle {} is not installed", BUNDLE);
            return;
        }
        ContainerCommands.register(context);
        offerProcessor();
        shell.start(Bundle.START_TRANSIENT);
    }

    /**
     * Lets the shell have our sessions instead of Gogo's. Of several processors it takes that with the lowest ranking; all
     * others take the highest, which is Gogo's.
     */
    private void offerProcessor() {
        ServiceReference<CommandProcessor> gogo = context.getServiceReference(CommandProcessor.class);
        ServiceReference<ThreadIO> threads = context.getServiceReference(ThreadIO.class);
        if (gogo == null || threads == null) {
            throw new IllegalStateException("Gogo is not there");
        }
        processor = new ShellProcessor(context.getService(gogo), context.getService(threads));
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MIN_VALUE));
        context.registerService(CommandProcessor.class, processor, properties);
    }
}
