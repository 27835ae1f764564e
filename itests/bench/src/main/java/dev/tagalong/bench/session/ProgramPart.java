package dev.tagalong.bench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.probe.Probe;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.program.Input;
import dev.tagalong.bench.program.Program;
import dev.tagalong.bench.program.Programs;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Row;
import dev.tagalong.bench.report.Row.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Measures programs of others: the first result of a cold process, and the time of a task once warm. */
final class ProgramPart {

    private static final double MILLIS = 1e-6;
    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final int REPEATS = 200;

    private final Bench bench;
    private final Path directory;

    ProgramPart(Bench bench) {
        this.bench = bench;
        directory = bench.options().directory().resolve("programs");
    }

    void run() {
        List<Program> programs = bench.options().quick() ? Programs.ALL.subList(0, 1) : Programs.ALL;
        for (Program program : programs) {
            try {
                Path module = program.source().fetch(directory);
                measure(program, module);
            } catch (Failed e) {
                String line = program.title() + " is skipped: " + e.getMessage();
                bench.results().note(line);
                bench.out().println("  " + line);
            }
        }
    }

    private void measure(Program program, Path module) {
        Row first = new Row(program.id() + "-first", Group.START, program.title() + ", first result, cold JVM");
        Row warm = new Row(program.id(), Group.PROGRAMS, program.title());
        bench.results().addRow(warm);
        bench.results().addRow(first);
        for (Contender contender : bench.contenders()) {
            ObjectNode request = Probe.request("program", contender).put("program", program.id());
            fill(request, module);
            measure(contender.id(), first, warm, () -> Probe.ask(request, List.of(), directory, LIMIT));
        }
        bench.node()
                .ifPresent(n -> measure(Node.ID, first, warm, () -> n.run(forNode(program, module), List.of(), LIMIT)));
    }

    private void fill(ObjectNode request, Path module) {
        request.put("module", module.toString())
                .put("repeats", REPEATS)
                .put("budgetMillis", bench.options().quick() ? 1500 : 5000);
    }

    private ObjectNode forNode(Program program, Path module) {
        Path input = directory.resolve(program.input().name().toLowerCase(Locale.ROOT) + ".input");
        try {
            Files.write(input, program.input().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode request = Node.request(program.input() == Input.JAVASCRIPT ? "quickjs" : "format")
                .put("input", input.toString())
                .put("path", program.input() == Input.JSON ? "/a.json" : "/a.ts");
        fill(request, module);
        return request;
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
