package dev.tagalong.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.report.Row.Group;

/** The results for programs. */
final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Report report;

    JsonReport(Report report) {
        this.report = report;
    }

    String render() {
        Results results = report.results();
        ObjectNode root = JSON.createObjectNode();
        root.put("date", report.date())
                .put("seconds", report.taken().toSeconds())
                .put("quick", report.quick());
        Machine machine = report.machine();
        root.putObject("machine")
                .put("processor", machine.processor())
                .put("cores", machine.cores())
                .put("memoryMiB", machine.memoryMiB())
                .put("system", machine.system())
                .put("jdk", machine.jdk());
        root.put("baseline", results.baseline());
        ObjectNode contenders = root.putObject("contenders");
        results.contenders().forEach(contenders::put);
        ArrayNode rows = root.putArray("rows");
        for (Group group : Group.values()) {
            results.rows(group).forEach(row -> addRow(rows.addObject(), row));
        }
        ObjectNode means = root.putObject("geometricMeans");
        results.contenders().keySet().forEach(c -> {
            Results.Mean mean = results.mean(Group.COMPUTE, c);
            if (mean.count() > 0) {
                means.putObject(c).put("ratio", mean.mean()).put("rows", mean.count());
            }
        });
        ArrayNode notes = root.putArray("notes");
        results.notes().forEach(notes::add);
        ArrayNode disagreements = root.putArray("disagreements");
        results.checksums().disagreements().forEach(disagreements::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addRow(ObjectNode node, Row row) {
        Results results = report.results();
        node.put("id", row.id())
                .put("group", row.group().name())
                .put("title", row.title())
                .put("unit", row.group().unit());
        ObjectNode figures = node.putObject("figures");
        for (String contender : results.contenders().keySet()) {
            results.figure(row.id(), contender).ifPresent(m -> {
                ObjectNode figure = figures.putObject(contender);
                if (m.ok()) {
                    figure.put("median", m.value()).put("low", m.low()).put("high", m.high());
                    results.ratio(row.id(), contender).ifPresent(ratio -> figure.put("ratio", ratio));
                } else {
                    figure.put("failure", m.failure());
                }
            });
        }
    }
}
