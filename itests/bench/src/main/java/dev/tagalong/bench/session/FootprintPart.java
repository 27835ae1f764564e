package dev.tagalong.bench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.probe.Probe;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.process.Resources;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Row;
import dev.tagalong.bench.report.Row.Group;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Measures what a loaded library weighs, from one library to many. */
final class FootprintPart {

    private static final double KIB = 1.0 / 1024;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> HEAP = List.of("-Xmx2g");

    private final Bench bench;
    private final Path directory;
    private final List<Integer> counts;

    FootprintPart(Bench bench) {
        this.bench = bench;
        directory = bench.options().directory().resolve("footprint");
        counts = bench.options().quick() ? List.of(1, 10, 100, 1000) : List.of(1, 10, 100, 1000, 10_000);
    }

    void run() {
        counts.forEach(count -> bench.results().addRow(row(count)));
        bench.results()
                .note("Footprint: heap, metaspace and code cache after a collection, over what one library already "
                        + "took; for V8 the growth of the process's resident memory. Of it 64 KiB are the library's own memory, "
                        + "which V8 does not touch. Each library is a module of its own and was called once. No figure: that "
                        + "many were not open after " + budgetMillis() / 1000 + " s.");
        String library = Resources.extract("wasm/library.wasm", directory).toString();
        for (Contender contender : bench.contenders()) {
            ObjectNode request = fill(Probe.request("footprint", contender), library);
            measure(contender.id(), () -> Probe.ask(request, HEAP, directory, LIMIT));
        }
        bench.node()
                .ifPresent(n -> measure(
                        Node.ID, () -> n.run(fill(Node.request("footprint"), library), List.of("--expose-gc"), LIMIT)));
    }

    private static Row row(int count) {
        return new Row(
                "footprint-" + count,
                Group.FOOTPRINT,
                count == 1 ? "1 library" : String.format("%,d libraries", count));
    }

    private ObjectNode fill(ObjectNode request, String library) {
        ArrayNode list = request.put("library", library)
                .put("budgetMillis", budgetMillis())
                .putArray("counts");
        counts.forEach(list::add);
        return request;
    }

    private int budgetMillis() {
        return bench.options().quick() ? 2000 : 15_000;
    }

    private void measure(String contender, Supplier<JsonNode> ask) {
        try {
            JsonNode points = ask.get().path("points");
            for (JsonNode point : points) {
                double bytes = point.path("heap").asDouble()
                        + point.path("classes").asDouble()
                        + point.path("resident").asDouble();
                Row row = row(point.path("count").asInt());
                double[] sample = {bytes / point.path("count").asDouble()};
                bench.add(Measurement.of(row.id(), contender, sample, KIB), row);
            }
        } catch (Failed e) {
            bench.add(Measurement.failed(row(counts.get(0)).id(), contender, e.getMessage()), row(counts.get(0)));
        }
    }
}
