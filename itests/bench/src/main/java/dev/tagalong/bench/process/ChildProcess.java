package dev.tagalong.bench.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a child process to its end, within a time limit. */
public final class ChildProcess {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_LIMIT = 400;

    private ChildProcess() {}

    /** A child that failed, in one line. */
    public static final class Failed extends RuntimeException {
        /** With what to say. */
        public Failed(String message) {
            super(message);
        }
    }

    /**
     * Runs a command and returns its standard output.
     *
     * @throws Failed if it cannot be started, ends with another status than 0 or takes longer than {@code limit}
     */
    public static String run(List<String> command, Path directory, Duration limit) {
        Path out = null;
        Path err = null;
        try {
            Files.createDirectories(directory);
            out = Files.createTempFile(directory, "out", ".txt");
            err = Files.createTempFile(directory, "err", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new Failed("over " + limit.toSeconds() + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new Failed("status " + process.exitValue() + ": " + firstLine(err));
            }
            return Files.readString(out);
        } catch (IOException e) {
            throw new Failed("cannot run " + command.get(0) + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted");
        } finally {
            delete(out);
            delete(err);
        }
    }

    /** As {@link #run}, and reads the last line of the output as JSON. */
    public static JsonNode json(List<String> command, Path directory, Duration limit) {
        String[] lines = run(command, directory, limit).strip().split("\n");
        String last = lines[lines.length - 1];
        try {
            return JSON.readTree(last);
        } catch (JsonProcessingException e) {
            throw new Failed("not JSON: " + last);
        }
    }

    /** The program of that name on the PATH. */
    public static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(d -> !d.isEmpty())
                .map(d -> Path.of(d, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String firstLine(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String line = text.lines()
                .map(String::strip)
                .filter(l -> l.contains("Exception") || l.contains("rror"))
                .findFirst()
                .orElse(text.lines().findFirst().orElse("no message"));
        return line.substring(0, Math.min(line.length(), MESSAGE_LIMIT));
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
