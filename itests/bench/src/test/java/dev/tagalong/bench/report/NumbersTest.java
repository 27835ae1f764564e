package dev.tagalong.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({"0.01234, 0.0123", "0.987, 0.99", "1, 1.00", "12.34, 12.3", "123.4, 123", "1234567, '1,234,567'"})
    void threeDigits(double value, String text) {
        assertEquals(text, Numbers.text(value));
    }

    @Test
    void nothingIsADash() {
        assertEquals("-", Numbers.text(Double.NaN));
        assertEquals("-", Numbers.text(OptionalDouble.empty()));
    }
}
