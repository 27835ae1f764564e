package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagalong.itests.tools.Client;
import dev.tagalong.itests.tools.NpmPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The web console as a person sees it, in a headless Chromium that Playwright drives by {@code console/browser.cjs}. Skipped where
 * node, Chromium or the registry of npm is missing. {@code -Dupdate.screenshots} writes the pictures of the guide anew.
 */
@DisabledOnOs(OS.WINDOWS)
class BrowserIT {

    private static final NpmPackage PLAYWRIGHT = new NpmPackage(
            "playwright-core", "1.65.1", "6f5a60be62a4fddfbe7d10c448d8fbd54547da3358f2f8a04211440471ee863e");

    private static final long LIMIT_MINUTES = 5;
    private static final int LARGEST_PICTURE = 100_000;

    @TempDir
    Path folder;

    @Test
    void everythingOnThePagesWorks() throws Exception {
        Path source = Path.of(System.getProperty("tagalong.source")).toRealPath();
        Path node = needed("node");
        Path chromium = needed("chromium", "chromium-browser", "google-chrome");
        Path playwright = PLAYWRIGHT.folder();
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.write(work.resolve("sum.wasm"), ConsoleProcess.MODULE);
        Path modules = source.resolve("itests/felix/src/test/resources/wasm");
        Files.copy(modules.resolve("base.wasm"), work.resolve("base-1.0.0.wasm"));
        Files.copy(modules.resolve("left.wasm"), work.resolve("left-1.1.0.wasm"));
        Files.copy(modules.resolve("right.wasm"), work.resolve("right-2.0.0.wasm"));
        Files.writeString(work.resolve("broken.wasm"), "this is no module");
        Home home = Home.in(folder);
        Path log = folder.resolve("browser.log");
        try (ConsoleProcess console = ConsoleProcess.start(home)) {
            ProcessBuilder builder = new ProcessBuilder(
                            node.toString(),
                            source.resolve("itests/distribution/src/test/resources/console/browser.cjs")
                                    .toString())
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("PLAYWRIGHT", playwright.toString());
            builder.environment().put("CHROMIUM", chromium.toString());
            builder.environment().put("ROOT", console.root().toString());
            builder.environment().put("PASSWORD", console.password());
            Process process = builder.start();
            try {
                assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), () -> read(log));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            assertEquals(0, process.exitValue(), () -> read(log));
        }
        if (Boolean.getBoolean("update.screenshots")) {
            keep(work, Files.createDirectories(source.resolve("docs/images")));
        }
    }

    private static void keep(Path from, Path to) throws IOException {
        try (Stream<Path> pictures = Files.list(from).filter(f -> f.toString().endsWith(".png"))) {
            for (Path picture : pictures.toList()) {
                assertTrue(Files.size(picture) < LARGEST_PICTURE, picture + " has " + Files.size(picture) + " bytes");
                Files.write(to.resolve(picture.getFileName()), Files.readAllBytes(picture));
            }
        }
    }

    private static Path needed(String... names) {
        Optional<Path> found = Stream.of(names).flatMap(Client::onPath).findFirst();
        assumeTrue(found.isPresent(), "the web console is not tried in a browser: " + names[0] + " is not installed");
        return found.get();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
