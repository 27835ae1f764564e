package dev.tagalong.bench.report;

import dev.tagalong.bench.report.Row.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results for people. */
final class MarkdownReport {

    private final Report report;
    private final Results results;
    private final List<String> contenders;
    private final StringBuilder text = new StringBuilder();
    private final List<String> failures = new ArrayList<>();

    MarkdownReport(Report report) {
        this.report = report;
        results = report.results();
        contenders = List.copyOf(results.contenders().keySet());
    }

    String render() {
        heading();
        checksums();
        for (Group group : Group.values()) {
            group(group);
        }
        goals();
        list("Notes", results.notes());
        list("Failures", failures);
        return text.toString();
    }

    private void heading() {
        Machine machine = report.machine();
        line("# Benchmark, " + report.date());
        line("");
        line("- JDK: " + machine.jdk());
        line("- Machine: " + machine.processor() + ", " + machine.cores() + " cores, " + machine.system() + ", heap "
                + machine.memoryMiB() + " MiB at most by default");
        line("- Session: " + (report.quick() ? "quick, " : "") + report.taken().toMinutes() + " min "
                + report.taken().toSecondsPart() + " s");
        results.contenders().forEach((id, title) -> line("- `" + id + "`: " + title));
        line("");
        line("Medians; less is better everywhere. Ratios are to `" + results.baseline()
                + "` in this session; differences under 1.5 x may be noise.");
        line("");
    }

    private void checksums() {
        List<String> disagreements = results.checksums().disagreements();
        if (!disagreements.isEmpty()) {
            list("DIFFERENT RESULTS", disagreements);
        } else if (results.checksums().size() > 0) {
            line("All contenders computed the same (" + results.checksums().size() + " checksums).");
            line("");
        }
    }

    private void group(Group group) {
        List<Row> rows = results.rows(group);
        if (rows.isEmpty()) {
            return;
        }
        line("## " + group.title());
        line("");
        if (group != Group.FOOTPRINT && group != Group.PHASES) {
            table("ratio", rows, (row, contender) -> Numbers.text(results.ratio(row.id(), contender)));
            if (rows.size() > 1) {
                row("**geometric mean**", contender -> mean(group, contender, rows.size()));
            }
            line("");
        }
        table(group.unit(), rows, this::figure);
        line("");
    }

    /** A mean over fewer rows than there are says over how many. */
    private String mean(Group group, String contender, int rows) {
        Results.Mean mean = results.mean(group, contender);
        String number = "**" + Numbers.text(mean.mean()) + "**";
        return mean.count() == rows || mean.count() == 0 ? number : number + " (" + mean.count() + ")";
    }

    private String figure(Row row, String contender) {
        Optional<Measurement> figure = results.figure(row.id(), contender);
        if (figure.isPresent() && !figure.get().ok()) {
            failures.add(row.title() + ", `" + contender + "`: " + figure.get().failure());
            return "failed";
        }
        return Numbers.text(results.value(row.id(), contender));
    }

    private interface Cell {
        String text(Row row, String contender);
    }

    private void table(String what, List<Row> rows, Cell cell) {
        row(what, contender -> contender);
        line("|---|" + "---:|".repeat(contenders.size()));
        rows.forEach(row -> row(row.title(), contender -> cell.text(row, contender)));
    }

    private void row(String first, Function<String, String> cell) {
        line("| " + first + " | " + contenders.stream().map(cell).collect(Collectors.joining(" | ")) + " |");
    }

    private void goals() {
        List<Goals.Goal> measured = Goals.ALL.stream()
                .filter(goal -> contenders.stream()
                        .anyMatch(c -> goal.figure().apply(results, c).isPresent()))
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        line("## Goals");
        line("");
        row("figure, and what it should not be over", contender -> contender);
        line("|---|" + "---:|".repeat(contenders.size()));
        for (Goals.Goal goal : measured) {
            row(
                    goal.text() + ": " + Numbers.text(goal.bound()),
                    contender -> Numbers.text(goal.figure().apply(results, contender)));
        }
        line("");
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            line("## " + title);
            line("");
            lines.forEach(l -> line("- " + l));
            line("");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
