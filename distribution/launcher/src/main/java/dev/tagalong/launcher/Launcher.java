package dev.tagalong.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.framework.util.FelixConstants;
import org.apache.felix.main.AutoProcessor;
import org.apache.felix.main.Main;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/**
 * Starts Felix as its own launcher does, from {@code conf/config.properties}, and ends Java when the framework has ended. A
 * container that would lack something from the start is not left running: a line on standard error says what is wrong, and
 * the exit status is 1.
 */
public final class Launcher {

    private static final String AUTO_START = "felix.auto.start.";
    private static final String HOST = "org.apache.felix.http.host";
    private static final String PORT = "org.osgi.service.http.port";

    /** Where etc/logback.xml has it. */
    private static final Path LOG = Path.of("data/log/tagalong.log");

    private static final int FAILED = 1;

    private Launcher() {}

    /** Starts the container; the arguments are of no account. */
    public static void main(String[] arguments) throws InterruptedException {
        int status = 0;
        try {
            run();
        } catch (StartFailure e) {
            System.err.println("tagalong: " + e.getMessage());
            status = FAILED;
        }
        System.exit(status);
    }

    private static void run() throws StartFailure, InterruptedException {
        Map<String, String> properties = properties();
        requireFreePort(properties.get(HOST), properties.get(PORT));
        Map<String, Object> configuration = new HashMap<>(properties);
        configuration.put(FelixConstants.LOG_LOGGER_PROP, new FrameworkLog(LOG));
        Framework framework = newFramework(configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework), "tagalong stop"));
        FrameworkEvent end;
        do {
            start(framework, properties);
            end = framework.waitForStop(0);
        } while (end.getType() == FrameworkEvent.STOPPED_UPDATE);
    }

    /** Felix takes objects beside texts; its interface's type speaks of texts only. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Framework newFramework(Map<String, Object> configuration) {
        return new FrameworkFactory().newFramework((Map) configuration);
    }

    private static Map<String, String> properties() {
        Main.loadSystemProperties();
        Map<String, String> properties = Main.loadConfigProperties();
        Map<String, String> all = properties == null ? new HashMap<>() : properties;
        Main.copySystemProperties(all);
        for (String name : List.of(HOST, PORT)) {
            if (System.getProperty(name) != null) {
                all.put(name, System.getProperty(name));
            }
        }
        return all;
    }

    /** The server in the container would only log it. */
    private static void requireFreePort(String host, String port) throws StartFailure {
        if (port == null) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            int number = Integer.parseInt(port);
            socket.setReuseAddress(true);
            socket.bind(host == null ? new InetSocketAddress(number) : new InetSocketAddress(host, number));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure("the console cannot have port " + port + ": " + e.getMessage());
        }
    }

    private static void start(Framework framework, Map<String, String> properties) throws StartFailure {
        try {
            framework.init();
            AutoProcessor.process(properties, framework.getBundleContext());
            framework.start();
        } catch (BundleException e) {
            throw new StartFailure("the container cannot start: " + e.getMessage());
        }
        requireActive(framework, properties);
    }

    /**
     * Without one of its bundles a container may wait for ever for what would have come of it. One that stops has none, and may
     * have been stopped at once.
     */
    private static void requireActive(Framework framework, Map<String, String> properties) throws StartFailure {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            StringTokenizer locations =
                    new StringTokenizer(property.getKey().startsWith(AUTO_START) ? property.getValue() : "");
            while (locations.hasMoreTokens()) {
                String location = locations.nextToken();
                if (!isActive(framework, location) && framework.getState() == Bundle.ACTIVE) {
                    throw new StartFailure(location.substring(location.lastIndexOf(':') + 1) + " cannot start; " + LOG
                            + " may say why");
                }
            }
        }
    }

    private static boolean isActive(Framework framework, String location) {
        BundleContext context = framework.getBundleContext();
        Bundle bundle = context == null ? null : context.getBundle(location);
        return bundle != null && bundle.getState() == Bundle.ACTIVE;
    }

    private static void stop(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException | InterruptedException e) {
            System.err.println("tagalong: the container cannot be stopped in order: " + e.getMessage());
        }
    }
}
