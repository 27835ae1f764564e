package dev.tagalong.bench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.probe.Probe;
import dev.tagalong.bench.process.BusyProcess;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.program.Program;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Row;
import dev.tagalong.bench.report.Row.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures the first result of programs of others: in a cold JVM, in one that has run the other programs, and in a cold one
 * beside a process that takes a processor; and where the time goes, by phase and by kind of thread.
 */
final class BeginningPart {

    private static final double MILLIS = 1e-6;
    private static final int ROUNDS = 3;
    private static final int QUICK_ROUNDS = 1;

    /** How long each other program runs before. */
    private static final int BEFORE_MILLIS = 2_000;

    /** What the answer has, and what people call it. */
    private static final Map<String, String> PHASES = phases();

    private final Bench bench;
    private final ProgramSources sources;

    BeginningPart(Bench bench) {
        this.bench = bench;
        sources = new ProgramSources(bench);
    }

    private static Map<String, String> phases() {
        Map<String, String> phases = new LinkedHashMap<>();
        phases.put("/load", "bytes to module");
        phases.put("/instantiate", "module to instance");
        phases.put("/threads/PROGRAM", "processor, the program's thread");
        phases.put("/threads/ENGINE", "processor, the engine's own threads");
        phases.put("/threads/C1", "processor, HotSpot's C1");
        phases.put("/threads/C2", "processor, HotSpot's C2");
        phases.put("/threads/COLLECTOR", "processor, the collector");
        return phases;
    }

    void run() {
        Map<Program, Path> programs = sources.fetch();
        for (Program program : programs.keySet()) {
            Row cold = row(program, "cold", "cold JVM");
            Row warm = row(program, "warm", "JVM that has run others");
            Row busy = row(program, "busy", "cold JVM beside a busy process");
            for (Contender contender : bench.contenders()) {
                measure(contender.id(), cold, () -> ask(program, programs, contender, false));
                measure(contender.id(), warm, () -> ask(program, programs, contender, true));
            }
            bench.node().ifPresent(node -> {
                measure(Node.ID, cold, () -> ask(node, program, programs));
                measure(Node.ID, warm, () -> ask(node, program, programs));
            });
            BusyProcess beside = new BusyProcess();
            try {
                for (Contender contender : bench.contenders()) {
                    measure(contender.id(), busy, () -> ask(program, programs, contender, false));
                }
                bench.node().ifPresent(node -> measure(Node.ID, busy, () -> ask(node, program, programs)));
            } finally {
                beside.close();
            }
        }
    }

    private Row row(Program program, String state, String title) {
        Row row = new Row(program.id() + "-" + state, Group.BEGINNING, program.title() + ", " + title);
        bench.results().addRow(row);
        PHASES.forEach((pointer, phase) -> bench.results().addRow(phaseRow(row, pointer, phase)));
        return row;
    }

    private static Row phaseRow(Row row, String pointer, String phase) {
        String id = row.id() + pointer.toLowerCase(Locale.ROOT).replace('/', '-');
        return new Row(id, Group.PHASES, row.title() + ": " + phase);
    }

    private JsonNode ask(Program program, Map<Program, Path> programs, Contender contender, boolean warm) {
        ObjectNode request = Probe.request("program", contender);
        fill(request, program, programs.get(program), 0);
        if (warm) {
            ArrayNode before = request.putArray("before");
            for (Program other : programs.keySet()) {
                if (other != program) {
                    fill(before.addObject(), other, programs.get(other), BEFORE_MILLIS);
                }
            }
        }
        return Probe.ask(request, List.of(), sources.directory(), ProgramSources.LIMIT);
    }

    private JsonNode ask(Node node, Program program, Map<Program, Path> programs) {
        ObjectNode request = sources.forNode(program);
        fill(request, program, programs.get(program), 0);
        return node.run(request, List.of(), ProgramSources.LIMIT);
    }

    private static void fill(ObjectNode request, Program program, Path module, int budgetMillis) {
        request.put("program", program.id())
                .put("module", module.toString())
                .put("repeats", Integer.MAX_VALUE)
                .put("budgetMillis", budgetMillis);
    }

    /** The median of some processes; of the phases, the median of each. */
    private void measure(String contender, Row row, Supplier<JsonNode> ask) {
        try {
            List<JsonNode> answers = new ArrayList<>();
            for (int i = 0; i < (bench.options().quick() ? QUICK_ROUNDS : ROUNDS); i++) {
                JsonNode answer = ask.get();
                answers.add(answer);
                bench.results()
                        .checksums()
                        .add(row.id(), "", contender, answer.path("checksum").asLong());
            }
            bench.add(measurement(row, contender, "/first", answers), row);
            PHASES.forEach((pointer, phase) -> {
                if (!answers.get(0).at(pointer).isMissingNode()) {
                    Row of = phaseRow(row, pointer, phase);
                    bench.results().add(measurement(of, contender, pointer, answers));
                }
            });
        } catch (Failed e) {
            bench.add(Measurement.failed(row.id(), contender, e.getMessage()), row);
        }
    }

    private static Measurement measurement(Row row, String contender, String pointer, List<JsonNode> answers) {
        double[] samples = answers.stream()
                .mapToDouble(answer -> answer.at(pointer).asDouble())
                .toArray();
        return Measurement.of(row.id(), contender, samples, MILLIS);
    }
}
