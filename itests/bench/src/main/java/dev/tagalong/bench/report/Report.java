package dev.tagalong.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What a session has to say.
 *
 * @param results what was measured
 * @param machine where
 * @param start when it began
 * @param taken how long it took
 * @param quick whether samples were short
 */
public record Report(Results results, Machine machine, Instant start, Duration taken, boolean quick) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** Writes {@code results.md}, {@code results.json} and {@code results.svg} into a directory. */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("results.md"), markdown());
            Files.writeString(directory.resolve("results.json"), json());
            Files.writeString(directory.resolve("results.svg"), svg());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When it began, for people. */
    String date() {
        return DATE.format(start);
    }

    String markdown() {
        return new MarkdownReport(this).render();
    }

    String json() {
        return new JsonReport(this).render();
    }

    String svg() {
        return new SvgChart(this).render();
    }
}
