package dev.tagalong.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        Measurement m = Measurement.of("row", "who", new double[] {30, 10, 20}, 0.5);
        assertEquals(10, m.value());
        assertEquals(5, m.low());
        assertEquals(15, m.high());
        assertTrue(m.ok());
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertEquals(
                25,
                Measurement.of("row", "who", new double[] {40, 10, 20, 30}, 1).value());
    }

    @Test
    void noSamplesAreNoFigure() {
        assertThrows(IllegalArgumentException.class, () -> Measurement.of("row", "who", new double[0], 1));
        assertFalse(Measurement.failed("row", "who", "why").ok());
    }
}
