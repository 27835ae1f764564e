package dev.tagalong.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.bench.report.Row.Group;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results = Samples.results();

    @Test
    void ratiosAreToV8() {
        assertEquals("v8", results.baseline());
        assertEquals(OptionalDouble.of(2), results.ratio("fib", "ours"));
        assertEquals(OptionalDouble.of(1), results.ratio("fib", "v8"));
    }

    @Test
    void withoutV8RatiosAreToTheFirst() {
        Results few = new Results();
        few.addContender("ours", "Ours");
        few.addContender("other", "Other");
        few.addRow(new Row("fib", Group.COMPUTE, "fib"));
        Samples.figure(few, "fib", "ours", 2);
        Samples.figure(few, "fib", "other", 5);
        assertEquals("ours", few.baseline());
        assertEquals(OptionalDouble.of(2.5), few.ratio("fib", "other"));
    }

    @Test
    void whatFailedOrWasNotMeasuredHasNoRatio() {
        assertTrue(results.ratio("vm", "other").isEmpty());
        assertTrue(results.ratio("call-direct", "ours").isEmpty());
    }

    @Test
    void theMeanIsGeometricAndSaysOverHowMany() {
        assertEquals(4, results.mean(Group.COMPUTE, "ours").mean(), 1e-12);
        assertEquals(2, results.mean(Group.COMPUTE, "ours").count());
        assertEquals(10, results.mean(Group.COMPUTE, "other").mean(), 1e-12);
        assertEquals(1, results.mean(Group.COMPUTE, "other").count());
        assertEquals(0, results.mean(Group.CALLS, "ours").count());
    }

    @Test
    void rowsWithoutFiguresAreLeftOut() {
        assertEquals(List.of(), results.rows(Group.START));
        assertEquals(2, results.rows(Group.COMPUTE).size());
    }

    @Test
    void figuresNeedARowAndAContender() {
        Measurement noRow = Measurement.failed("unknown", "ours", "why");
        Measurement nobody = Measurement.failed("fib", "unknown", "why");
        assertThrows(IllegalArgumentException.class, () -> results.add(noRow));
        assertThrows(IllegalArgumentException.class, () -> results.add(nobody));
    }
}
