package dev.tagalong.console.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void bytesHaveTheirUnit() {
        assertEquals("0 B", Figures.bytes(0));
        assertEquals("1023 B", Figures.bytes(1023));
        assertEquals("64 KiB", Figures.bytes(65_536));
        assertEquals("1.5 MiB", Figures.bytes(3 << 19));
        assertEquals("4 GiB", Figures.bytes(1L << 32));
    }

    @Test
    void countsAndTimesCanBeRead() {
        assertEquals("1,234,567", Figures.count(1_234_567));
        assertEquals("999 ms", Figures.duration(Duration.ofMillis(999)));
        assertEquals("3.4 s", Figures.duration(Duration.ofMillis(3400)));
        assertEquals("5 min 20 s", Figures.duration(Duration.ofSeconds(320)));
        assertEquals("26 h 3 min", Figures.duration(Duration.ofMinutes(1563)));
    }
}
