package dev.tagalong.bench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.probe.Probe;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.program.Program;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Row;
import dev.tagalong.bench.report.Row.Group;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Measures programs of others: the first result of a cold process, and the time of a task once warm. */
final class ProgramPart {

    private static final double MILLIS = 1e-6;
    private static final int REPEATS = 200;

    private final Bench bench;
    private final ProgramSources sources;

    ProgramPart(Bench bench) {
        this.bench = bench;
        sources = new ProgramSources(bench);
    }

    void run() {
        sources.fetch().forEach(this::measure);
    }

    private void measure(Program program, Path module) {
        Row first = new Row(program.id() + "-first", Group.START, program.title() + ", first result, cold JVM");
        Row warm = new Row(program.id(), Group.PROGRAMS, program.title());
        bench.results().addRow(warm);
        bench.results().addRow(first);
        for (Contender contender : bench.contenders()) {
            ObjectNode request = Probe.request("program", contender).put("program", program.id());
            fill(request, module);
            Supplier<JsonNode> ask = () -> Probe.ask(request, List.of(), sources.directory(), ProgramSources.LIMIT);
            measure(contender.id(), first, warm, ask);
        }
        bench.node().ifPresent(node -> {
            ObjectNode request = sources.forNode(program);
            fill(request, module);
            measure(Node.ID, first, warm, () -> node.run(request, List.of(), ProgramSources.LIMIT));
        });
    }

    private void fill(ObjectNode request, Path module) {
        request.put("module", module.toString())
                .put("repeats", REPEATS)
                .put("budgetMillis", bench.options().quick() ? 1500 : 5000);
    }

    /** Of the warm samples the last third counts. */
    private void measure(String contender, Row first, Row warm, Supplier<JsonNode> ask) {
        try {
            JsonNode answer = ask.get();
            bench.results()
                    .checksums()
                    .add(warm.id(), "", contender, answer.path("checksum").asLong());
            double[] samples = StreamSupport.stream(answer.path("samples").spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
            double[] last = Arrays.copyOfRange(samples, samples.length * 2 / 3, samples.length);
            bench.add(Measurement.of(warm.id(), contender, last, MILLIS), warm);
            double[] cold = {answer.path("first").asDouble()};
            bench.add(Measurement.of(first.id(), contender, cold, MILLIS), first);
        } catch (Failed e) {
            bench.add(Measurement.failed(warm.id(), contender, e.getMessage()), warm);
        }
    }
}
