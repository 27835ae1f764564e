package dev.tagalong.bench.session;

import dev.tagalong.bench.report.Machine;
import dev.tagalong.bench.report.Report;
import dev.tagalong.bench.session.Options.Part;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A session: measures what the options say and writes the results, after each part anew. */
public final class Session {

    private Session() {}

    /** The command. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    private static int run(String[] arguments, PrintStream out) {
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            out.print(Options.help());
            return 0;
        }
        if (given.contains("--list")) {
            out.print(Options.list());
            return 0;
        }
        Options options;
        try {
            options = Options.parse(
                    arguments,
                    Path.of(System.getProperty("bench.directory", "target/bench"))
                            .toAbsolutePath());
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.print(Options.help());
            return 2;
        }
        return measure(options, out);
    }

    private static int measure(Options options, PrintStream out) {
        Instant start = Instant.now();
        Bench bench = Bench.prepare(options, out);
        Set<Part> parts = options.parts();
        part(parts, Part.WORKLOADS, bench, start, () -> new WorkloadPart(bench).run());
        part(parts, Part.START, bench, start, () -> new StartPart(bench).run());
        part(parts, Part.PROGRAMS, bench, start, () -> new ProgramPart(bench).run());
        part(parts, Part.BEGINNING, bench, start, () -> new BeginningPart(bench).run());
        part(parts, Part.GRAMMARS, bench, start, () -> new GrammarPart(bench).run());
        part(parts, Part.FOOTPRINT, bench, start, () -> new FootprintPart(bench).run());
        out.println("Results: " + options.directory().resolve("results.md"));
        List<String> disagreements = bench.results().checksums().disagreements();
        disagreements.forEach(line -> out.println("DIFFERENT RESULTS: " + line));
        return disagreements.isEmpty() ? 0 : 1;
    }

    private static void part(Set<Part> wanted, Part part, Bench bench, Instant start, Runnable work) {
        if (wanted.contains(part)) {
            bench.out().println(part);
            work.run();
            Duration taken = Duration.between(start, Instant.now());
            new Report(
                            bench.results(),
                            Machine.here(),
                            start,
                            taken,
                            bench.options().quick())
                    .write(bench.options().directory());
        }
    }
}
