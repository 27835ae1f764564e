package dev.tagalong.itests.distribution;

import dev.tagalong.itests.remote.api.Figures;
import dev.tagalong.itests.remote.consumer.Consumer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A container that imports the service, and a user who talks to it. */
final class RemoteConsumer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="consumer">
              <implementation class="%s"/>
              <service><provide interface="%s"/></service>
              <property name="osgi.command.scope" value="remote"/>
              <property name="osgi.command.function" value="talk"/>
              <reference name="figures" interface="%s" cardinality="0..1" policy="dynamic" bind="bind" unbind="unbind"/>
            </scr:component>
            """;

    private final Home home;
    private Process process;
    private PrintStream in;
    private BufferedReader out;

    private RemoteConsumer(Home home) {
        this.home = home;
    }

    static RemoteConsumer in(Path folder, int port) throws Exception {
        RemoteConsumer consumer = new RemoteConsumer(Home.at(folder));
        RemoteExporter.enable(consumer.home);
        consumer.discover(port);
        String name = Consumer.class.getName();
        new BundleJar(Consumer.class)
                .header("Service-Component", "OSGI-INF/consumer.xml")
                .header("Import-Package", "dev.tagalong.runtime," + Figures.class.getPackageName())
                .entry("OSGI-INF/consumer.xml", COMPONENT.formatted(name, name, Figures.class.getName()))
                .write(consumer.home.resolve("deploy/consumer.jar"));
        return consumer;
    }

    /** Tells it where the service is. */
    void discover(int port) throws IOException {
        Files.writeString(endpoint(), """
                objectClass = %s
                service.imported = true
                service.imported.configs = aries.tcp
                endpoint.id = tcp://127.0.0.1:%d
                osgi.basic.timeout = 20000
                """.formatted(Figures.class.getName(), port));
    }

    /** Tells it that the service is gone. */
    void forget() throws IOException {
        Files.delete(endpoint());
    }

    private Path endpoint() {
        return home.resolve("etc/org.apache.aries.rsa.discovery.config-figures.cfg");
    }

    void start() throws IOException {
        process = home.start("exec", "remote:talk");
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What a call answers, in a line. */
    String ask(String call) throws IOException {
        say(call);
        return hear();
    }

    void say(String call) {
        in.println(call);
    }

    String hear() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the container has ended");
        }
        return line;
    }

    /** Asks until the answer is like a pattern. */
    void await(String call, String pattern) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        for (String said = ask(call); !said.matches(pattern); said = ask(call)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("'" + call + "' never gave '" + pattern + "', but " + said + "\n"
                        + Files.readString(home.resolve("data/log/tagalong.log")));
            }
            Thread.sleep(100);
        }
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }
}
