package dev.tagalong.bench.session;

import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.contender.Contenders;
import dev.tagalong.bench.process.ChildProcess;
import dev.tagalong.bench.process.Gcc;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Results;
import dev.tagalong.bench.report.Row;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the parts of a session share.
 *
 * @param options what is to be measured
 * @param contenders those on the JVM that take part
 * @param node V8, if it takes part
 * @param gcc native code, if it takes part
 * @param results where figures go
 * @param out where progress goes
 */
public record Bench(
        Options options,
        List<Contender> contenders,
        Optional<Node> node,
        Optional<Gcc> gcc,
        Results results,
        PrintStream out) {

    /** Finds who can take part, and notes who cannot and why. */
    public static Bench prepare(Options options, PrintStream out) {
        Results results = new Results();
        for (Contender contender : Contenders.ALL) {
            contender
                    .unavailable()
                    .filter(why -> options.contenders().contains(contender.id()))
                    .ifPresent(why -> results.note(contender.title() + " is not in the tables: " + why + "."));
        }
        List<Contender> contenders = Contenders.ALL.stream()
                .filter(c ->
                        options.contenders().contains(c.id()) && c.unavailable().isEmpty())
                .toList();
        contenders.forEach(c -> results.addContender(c.id(), c.title()));
        Optional<Node> node = program(options, "node", Node.ID, results)
                .map(path -> new Node(path, options.directory().resolve(Node.ID)));
        node.ifPresent(n -> results.addContender(Node.ID, n.title()));
        Optional<Gcc> gcc = program(options, "gcc", Gcc.ID, results)
                .map(path -> new Gcc(path, options.directory().resolve(Gcc.ID)));
        gcc.ifPresent(g -> results.addContender(Gcc.ID, g.title()));
        return new Bench(options, contenders, node, gcc, results, out);
    }

    private static Optional<Path> program(Options options, String program, String id, Results results) {
        if (!options.contenders().contains(id)) {
            return Optional.empty();
        }
        Optional<Path> path = ChildProcess.find(program);
        if (path.isEmpty()) {
            results.note(program + " is not on the PATH: no column for it.");
        }
        return path;
    }

    /** Adds a figure and says so. */
    public void add(Measurement measurement, Row row) {
        results.add(measurement);
        out.printf(
                Locale.ROOT,
                "  %-16s %-20s %s%n",
                row.id(),
                measurement.contender(),
                measurement.ok()
                        ? String.format(
                                Locale.ROOT,
                                "%.4g %s",
                                measurement.value(),
                                row.group().unit())
                        : "failed: " + measurement.failure());
    }
}
