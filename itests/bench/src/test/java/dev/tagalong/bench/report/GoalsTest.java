package dev.tagalong.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.bench.report.Row.Group;
import dev.tagalong.bench.workload.Workload;
import dev.tagalong.bench.workload.Workloads;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GoalsTest {

    private static OptionalDouble figure(String text, Results results, String contender) {
        Goals.Goal goal = Goals.ALL.stream()
                .filter(g -> g.text().startsWith(text))
                .findFirst()
                .orElseThrow();
        return goal.figure().apply(results, contender);
    }

    /** Every workload with a figure of its own: the n-th has n for us, 2 n for V8 and 10 n for Endive's interpreter. */
    private static Results full() {
        Results results = new Results();
        results.addContender("ours", "Ours");
        results.addContender("endive-interpreter", "Peer");
        results.addContender("v8", "V8");
        int n = 0;
        for (Workload workload : Workloads.ALL) {
            n++;
            results.addRow(new Row(workload.id(), workload.group(), workload.title()));
            Samples.figure(results, workload.id(), "ours", n);
            Samples.figure(results, workload.id(), "endive-interpreter", 10 * n);
            Samples.figure(results, workload.id(), "v8", 2 * n);
        }
        for (String start : new String[] {"start-warm", "start-cold", "grammar-warm"}) {
            results.addRow(new Row(start, Group.START, start));
            Samples.figure(results, start, "ours", 250);
        }
        results.addRow(new Row("program", Group.PROGRAMS, "program"));
        Samples.figure(results, "program", "ours", 30);
        Samples.figure(results, "program", "v8", 10);
        results.addRow(new Row("tree-sitter", Group.PROGRAMS, "tree-sitter"));
        Samples.figure(results, "tree-sitter", "ours", 20);
        Samples.figure(results, "tree-sitter", "v8", 10);
        return results;
    }

    @Test
    void everyGoalHasAFigureWhenAllWasMeasured() {
        Results results = full();
        for (Goals.Goal goal : Goals.ALL) {
            assertTrue(goal.figure().apply(results, "ours").isPresent(), goal.text());
        }
    }

    @Test
    void figuresAreThoseOfTheirRows() {
        Results results = full();
        assertEquals(
                0.5, figure("geometric mean of compute, to V8", results, "ours").getAsDouble(), 1e-12);
        assertEquals(
                0.1,
                figure("geometric mean of compute, to Endive", results, "ours").getAsDouble(),
                1e-12);
        assertEquals(3, figure("worst real program", results, "ours").getAsDouble());
        double own = results.value("call-indirect", "ours").getAsDouble();
        double worst = results.value("call-dlsym-4", "ours").getAsDouble();
        assertEquals(worst / own, figure("dlsym pointers", results, "ours").getAsDouble());
    }

    @Test
    void whatWasNotMeasuredHasNoFigure() {
        assertTrue(figure("200-way", new Results(), "ours").isEmpty());
    }
}
