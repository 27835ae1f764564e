package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagalong.itests.distribution.GuidePage.Block;
import dev.tagalong.itests.distribution.GuidePage.Commands;
import dev.tagalong.itests.distribution.GuidePage.Content;
import dev.tagalong.itests.tools.Client;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what each page of the guide says, in an empty folder beside a fresh container whose path is in the variable
 * {@code TAGALONG}; {@code TAGALONG_SOURCE} is that of the sources.
 */
@DisabledOnOs(OS.WINDOWS)
class GuideIT {

    private static final Path SOURCE = Path.of(System.getProperty("tagalong.source"));

    private static final Set<String> LLVM = Set.of("clang", "wasm-ld");
    private static final Pattern VERSION = Pattern.compile("(?:version|LLD) (\\d+)");
    private static final int OLDEST_LLVM = 19;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> pages() throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.list(SOURCE.resolve("docs"))) {
            pages = files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
        }
        return pages.stream()
                .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> follow(GuidePage.read(p))));
    }

    private void follow(GuidePage page) throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve(page.name()).resolve("work"));
        Path tools = Files.createDirectories(folder.resolve(page.name()).resolve("tools"));
        for (String command : page.needs()) {
            Optional<Path> found = find(command);
            assumeTrue(found.isPresent(), page.name() + " is not tried: " + command + " is not installed");
            if (!found.get().endsWith(command) || command.equals("rustc")) {
                Path tool = Files.writeString(tools.resolve(command), "#!/bin/sh\nexec '" + found.get() + "' \"$@\"\n");
                tool.toFile().setExecutable(true);
            }
        }
        if (page.needs().contains("npm")) {
            assumeTrue(registry(), page.name() + " is not tried: npm reaches no registry");
        }
        if (page.needs().contains("mvn")) {
            assumeTrue(central(), page.name() + " is not tried: Maven reaches no repository");
        }
        Home home = Home.at(folder.resolve(page.name()).resolve("tagalong"));
        for (Block block : page.blocks()) {
            String where = page.name() + ":" + block.line();
            if (block instanceof Content content) {
                Path file = work.resolve(content.file());
                Files.createDirectories(file.getParent());
                Files.writeString(file, content.text());
            } else if (block instanceof Commands commands) {
                type(where, commands, work, tools, home);
            }
        }
    }

    private static boolean registry() throws IOException, InterruptedException {
        return succeeds("npm", "view", "npm", "version");
    }

    /** Whether what is on Maven Central can be had: the smallest that the page of Kotlin needs. */
    private static boolean central() throws IOException, InterruptedException {
        return succeeds(
                "mvn",
                "-q",
                "-B",
                "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:get",
                "-Dartifact=org.jetbrains.kotlin:kotlin-stdlib-wasm-wasi:2.4.20:klib",
                "-Dtransitive=false");
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return asking.waitFor() == 0;
    }

    /**
     * A command, also under the name that Debian gives it beside other versions; LLVM's only if it is not too old,
     * Rust's only if it makes WebAssembly.
     */
    static Optional<Path> find(String command) {
        return Stream.of("-22", "-21", "-20", "-19", "")
                .map(s -> command + s)
                .flatMap(Client::onPath)
                .filter(c -> !LLVM.contains(c.getFileName().toString()) || recent(c))
                .filter(c -> !c.endsWith("rustc") || makesWebAssembly(c))
                .findFirst();
    }

    /** Whether a Rust compiler has the libraries for its target. */
    private static boolean makesWebAssembly(Path rustc) {
        try {
            Process asking = new ProcessBuilder(
                            rustc.toString(), "--print", "target-libdir", "--target", "wasm32-unknown-unknown")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String directory = new String(asking.getInputStream().readAllBytes()).strip();
            return !directory.isEmpty() && Files.isDirectory(Path.of(directory));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean recent(Path command) {
        try {
            Process asking = new ProcessBuilder(command.toString(), "--version").start();
            Matcher version = VERSION.matcher(new String(asking.getInputStream().readAllBytes()));
            return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_LLVM;
        } catch (IOException e) {
            return false;
        }
    }

    private void type(String where, Commands commands, Path work, Path tools, Home home)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", null);
        Path err = Files.createTempFile(folder, "err", null);
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands.text())
                .directory(work.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        String java = System.getProperty("java.home");
        builder.environment().put("JAVA_HOME", java);
        builder.environment().put("TAGALONG_VECTOR_API", "off");
        builder.environment()
                .merge("PATH", tools + File.pathSeparator + java + "/bin", (a, b) -> b + File.pathSeparator + a);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TAGALONG", home.resolve("").toAbsolutePath().toString());
        builder.environment().put("TAGALONG_SOURCE", SOURCE.toRealPath().toString());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), where + " does not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = where + "\n" + Files.readString(out) + Files.readString(err);
        assertEquals(0, process.exitValue(), said);
        assertTrue(commands.output() == null || GuidePage.matches(commands.output(), Files.readAllLines(out)), said);
    }
}
