package dev.tagalong.dl.internal.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineLogTest {

    private final List<String> entries = new ArrayList<>();
    private final LineLog log = new LineLog(entries::add);

    @Test
    void aLineIsAnEntry() throws IOException {
        write("one\ntw");
        assertEquals(List.of("one"), entries);
        log.flush();
        assertEquals(List.of("one"), entries, "a flush does not tear a line");
        write("o\n\ngrößer");
        assertEquals(List.of("one", "two", ""), entries);
        log.close();
        log.close();
        assertEquals(List.of("one", "two", "", "größer"), entries);
    }

    @Test
    void aLongLineIsSeveralEntries() throws IOException {
        write("x".repeat(10_000));
        log.close();
        assertEquals(
                List.of(4096, 4096, 1808), entries.stream().map(String::length).toList());
    }

    private void write(String text) throws IOException {
        log.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
