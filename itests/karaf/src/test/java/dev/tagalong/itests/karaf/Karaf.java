package dev.tagalong.itests.karaf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Karaf of its own as a process, with its shell on the process's standard streams. */
final class Karaf implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private Process process;
    private PrintStream in;
    private BufferedReader out;
    private int commands;

    private Karaf(Path home) {
        this.home = home;
    }

    /** A fresh one in a folder, whose repository has what the archive holds. */
    static Karaf in(Path parent) throws IOException {
        Path home = parent.resolve("karaf");
        copy(Path.of(System.getProperty("karaf.home")), home);
        copy(Path.of(System.getProperty("karaf.repository")), home.resolve("system"));
        try (FileSystem archive = FileSystems.newFileSystem(Path.of(System.getProperty("tagalong.kar")))) {
            copy(archive.getPath("repository"), home.resolve("system"));
        }
        return new Karaf(home);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (!Files.isDirectory(file)) {
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.createDirectories(target);
            }
        }
    }

    Path resolve(String path) {
        return home.resolve(path);
    }

    /** Starts it; the shell is there sooner than the commands that install. */
    void start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        process = builder.start();
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
        await("feature:list --installed --no-format", ".*\\sStarted\\s.*");
    }

    /** What a command prints, after the line with which the shell repeats it. */
    List<String> execute(String command) throws IOException {
        String end = "end of command " + ++commands;
        in.println(command);
        in.println("echo " + end);
        List<String> lines = new ArrayList<>();
        boolean begun = false;
        for (String line = out.readLine(); !end.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException("Karaf ended during '" + command + "' after " + lines);
            }
            if (begun && !line.endsWith("echo " + end)) {
                lines.add(line);
            }
            begun |= line.endsWith(command);
        }
        return lines;
    }

    /** Repeats a command until it prints a line that matches: what File Install finds, it finds at its next look. */
    List<String> await(String command, String pattern) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            List<String> lines = execute(command);
            if (lines.stream().anyMatch(l -> l.matches(pattern))) {
                return lines;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("'" + command + "' never printed '" + pattern + "', but " + lines + "\n"
                        + Files.readString(home.resolve("data/log/karaf.log")));
            }
            Thread.sleep(200);
        }
    }

    /** Ends Karaf as its user does. */
    void stop() throws InterruptedException {
        in.println("shell:logout");
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Karaf does not stop");
        }
    }

    /** Ends what is left of it: bin/karaf is a script with a child. */
    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
