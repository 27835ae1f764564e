package dev.tagalong.itests.distribution;

import dev.tagalong.itests.remote.api.Figures;
import dev.tagalong.itests.remote.exporter.Exporter;
import java.io.IOException;
import java.net.ServerSocket;
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
        new BundleJar(Exporter.class)
                .header("Bundle-Activator", Exporter.class.getName())
                .header("Import-Package", "org.osgi.framework,dev.tagalong.dl," + Figures.class.getPackageName())
                .header("Exported-Port", Integer.toString(exporter.port))
                .write(exporter.home.resolve("deploy/exporter.jar"));
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

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }
}
