package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** The sample with a plugin as a service: a component uses it by a plain reference, which follows the plugin's life. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.SERVICES, BundleSet.SHELL, BundleSet.GREETER})
class GreeterIT {

    private static final long PATIENCE_MILLIS = 30_000;

    private ServiceTracker<CommandProcessor, CommandProcessor> processors;
    private CommandSession session;
    private BundleContext context;

    @BeforeEach
    void openSession(BundleContext probe) throws Exception {
        context = probe;
        processors = new ServiceTracker<>(context, CommandProcessor.class, null);
        processors.open();
        session = processors
                .waitForService(PATIENCE_MILLIS)
                .createSession(InputStream.nullInputStream(), System.out, System.err);
        Await.until("the command is there", () -> greetings("Ada") != null);
    }

    @AfterEach
    void closeSession() {
        session.close();
        processors.close();
    }

    private Object greetings(String arguments) {
        try {
            return session.execute("sample:greet " + arguments);
        } catch (Exception e) {
            return null; // not there yet
        }
    }

    @Test
    void aComponentUsesAPlugin() throws Exception {
        Await.until("the plugin is there", () -> "Good day, Ada.".equals(greetings("Ada")));
        assertEquals("Good day, Dr. Zoë.", greetings("--title Dr. Zoë"));

        Bundle plugin = Arrays.stream(context.getBundles())
                .filter(b -> b.getSymbolicName().equals("dev.tagalong.samples.polite"))
                .findFirst()
                .orElseThrow();
        plugin.stop();
        assertEquals("", greetings("Ada"));
        Linker linker = context.getService(context.getServiceReference(Linker.class));
        assertTrue(linker.statistics().stream()
                .map(PluginStatistics::modules)
                .flatMap(List::stream)
                .allMatch(m -> m.instances().isEmpty()));
        plugin.start();
        assertEquals("Good day, Bob.", greetings("Bob"));
    }
}
