package dev.tagalong.itests.distribution;

import dev.tagalong.itests.remote.api.Figures;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A container whose plugin is exported. */
final class RemoteExporter {

    private static final Path MODULE = Path.of(System.getProperty("tagalong.figures"));

    private final Home home;
    private final int port;
    private Process process;

    private RemoteExporter(Home home, int port) {
        this.home = home;
        this.port = port;
    }

    static RemoteExporter in(Path folder) throws Exception {
        RemoteExporter exporter = new RemoteExporter(Home.at(folder), freePort());
        enable(exporter.home);
        exporter.deploy();
        Files.writeString(exporter.home.resolve("deploy/figures.properties"), """
                service = %s
                property.service.exported.interfaces = *
                property.aries.rsa.hostname = 127.0.0.1
                property.aries.rsa.port = %d
                """.formatted(
                        Figures.class.getName(), exporter.port));
        return exporter;
    }

    /** Remote services, and the interface that crosses. */
    static void enable(Home home) throws Exception {
        try (Stream<Path> jars = Files.list(home.resolve("bundle/remote"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, home.resolve("deploy").resolve(jar.getFileName().toString()));
            }
        }
        new BundleJar(Figures.class)
                .header("Export-Package", Figures.class.getPackageName())
                .write(home.resolve("deploy/api.jar"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    void deploy() throws IOException {
        Files.copy(MODULE, home.resolve("deploy/figures.wasm"));
    }

    void undeploy() throws IOException {
        Files.delete(home.resolve("deploy/figures.wasm"));
    }

    void start() throws IOException {
        process = home.start();
    }

    /** Waits until it is in a call from outside. */
    void awaitCall() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String threads;
        do {
            Thread.sleep(50);
            Process asking = new ProcessBuilder(jcmd, Long.toString(process.pid()), "Thread.print").start();
            threads = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } while (!threads.contains(".TCPServer.handleCall("));
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }
}
