package dev.tagalong.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksumsTest {

    private final Checksums checksums = new Checksums();

    @Test
    void equalResultsAgree() {
        checksums.add("fib", "1", "a", 7);
        checksums.add("fib", "1", "b", 7);
        checksums.add("fib", "100", "a", 8);
        checksums.add("sieve", "1", "a", 9);
        assertEquals(List.of(), checksums.disagreements());
        assertEquals(4, checksums.size());
    }

    @Test
    void aDifferentResultIsNamedWithAllOthers() {
        checksums.add("fib", "1", "a", 7);
        checksums.add("fib", "1", "b", 255);
        checksums.add("fib", "1", "c", 7);
        assertEquals(List.of("fib(1): a 7, b ff, c 7"), checksums.disagreements());
    }

    @Test
    void aContenderMustAgreeWithItself() {
        checksums.add("fib", "1", "a", 7);
        checksums.add("fib", "1", "a", 7);
        assertThrows(IllegalStateException.class, () -> checksums.add("fib", "1", "a", 8));
    }
}
