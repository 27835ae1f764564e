package dev.tagalong.itests.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A distribution of its own. */
final class Home {

    private final Path directory;

    private Home(Path directory) {
        this.directory = directory;
    }

    /** What a process left behind. */
    record Outcome(int status, byte[] output, String error) {
        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /** Unpacked where a user could: the path has spaces. */
    static Home in(Path parent) throws IOException {
        return at(parent.resolve("a folder with 'spaces'"));
    }

    static Home at(Path to) throws IOException {
        Path from = Path.of(System.getProperty("tagalong.home"));
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(f -> !f.startsWith(from.resolve("data")) && !f.endsWith("console.password"))
                    .forEach(f -> copy(f, to.resolve(from.relativize(f).toString())));
        }
        return new Home(to);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path resolve(String path) {
        return directory.resolve(path);
    }

    /** Runs {@code bin/tagalong}, from another working directory, to its end. */
    Outcome tagalong(byte[] input, String... words) throws IOException, InterruptedException {
        Path in = Files.write(directory.resolveSibling("in"), input);
        Path out = directory.resolveSibling("out");
        Path err = directory.resolveSibling("err");
        ProcessBuilder builder = builder(words)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        int status = builder.start().waitFor();
        return new Outcome(status, Files.readAllBytes(out), Files.readString(err));
    }

    /** Starts {@code bin/tagalong}; its standard error goes where this process's goes. */
    Process start(String... words) throws IOException {
        return builder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** {@code bin/tagalong} with these words, from another working directory. */
    ProcessBuilder builder(String... words) {
        List<String> command = new ArrayList<>(List.of(resolve("bin/tagalong").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.getParent().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Tests read standard error, where Java tells of the module.
        builder.environment().put("TAGALONG_VECTOR_API", "off");
        return builder;
    }

    /** A path of this in the working directory of the container. */
    Path relative(Path path) {
        return directory.relativize(path);
    }

    Outcome tagalong(String... words) throws IOException, InterruptedException {
        return tagalong(new byte[0], words);
    }
}
