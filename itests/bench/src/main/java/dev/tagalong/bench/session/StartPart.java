package dev.tagalong.bench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.probe.Probe;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Row;
import dev.tagalong.bench.report.Row.Group;
import dev.tagalong.bench.workload.GeneratedModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Measures how soon a module of about 1 MB gives its first result, in a cold and in a warm process. */
final class StartPart {

    private static final Row COLD = new Row("start-cold", Group.START, "1 MB module, bytes to first result, cold JVM");
    private static final Row WARM = new Row("start-warm", Group.START, "1 MB module, bytes to first result, warm JVM");
    private static final int UNITS = 3;
    private static final double MILLIS = 1e-6;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Bench bench;
    private final Path directory;

    StartPart(Bench bench) {
        this.bench = bench;
        directory = bench.options().directory().resolve("start");
    }

    void run() {
        Path module = directory.resolve("generated.wasm");
        try {
            Files.createDirectories(directory);
            Files.write(module, GeneratedModule.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bench.results().addRow(COLD);
        bench.results().addRow(WARM);
        for (Contender contender : bench.contenders()) {
            measure(
                    contender.id(),
                    module,
                    r -> Probe.ask(r.put("contender", contender.id()), List.of(), directory, LIMIT));
        }
        bench.node().ifPresent(n -> measure(Node.ID, module, r -> n.run(r, List.of(), LIMIT)));
    }

    /** Cold starts are one a process; the last process goes on for the warm ones, of which the later half counts. */
    private void measure(String contender, Path module, Function<ObjectNode, JsonNode> ask) {
        boolean quick = bench.options().quick();
        int processes = quick ? 1 : 3;
        List<Double> cold = new ArrayList<>();
        try {
            for (int i = 1; i < processes; i++) {
                cold.add(ask(contender, module, 1, 0, ask).get(0));
            }
            List<Double> samples = ask(contender, module, 60, quick ? 2000 : 5000, ask);
            cold.add(samples.get(0));
            bench.add(Measurement.of(COLD.id(), contender, array(cold), MILLIS), COLD);
            List<Double> warm =
                    samples.size() == 1 ? samples : samples.subList(1 + (samples.size() - 1) / 2, samples.size());
            bench.add(Measurement.of(WARM.id(), contender, array(warm), MILLIS), WARM);
        } catch (Failed e) {
            bench.add(Measurement.failed(COLD.id(), contender, e.getMessage()), COLD);
        }
    }

    private List<Double> ask(
            String contender, Path module, int repeats, int budget, Function<ObjectNode, JsonNode> ask) {
        ObjectNode request = Node.request("start")
                .put("module", module.toString())
                .put("units", UNITS)
                .put("repeats", repeats)
                .put("budgetMillis", budget);
        JsonNode answer = ask.apply(request);
        bench.results()
                .checksums()
                .add(
                        "start",
                        Integer.toString(UNITS),
                        contender,
                        answer.path("checksum").asLong());
        List<Double> samples = new ArrayList<>();
        answer.path("samples").forEach(sample -> samples.add(sample.asDouble()));
        return samples;
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(d -> d).toArray();
    }
}
