package dev.tagalong.console.internal.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {

    private static String text(int most, String... written) throws IOException {
        BoundedOutput output = new BoundedOutput(most);
        for (String part : written) {
            output.write(part.getBytes(StandardCharsets.UTF_8));
        }
        return output.text();
    }

    @Test
    void whatIsWrittenIsKeptInLines() throws IOException {
        assertEquals("", text(10));
        assertEquals("a\n", text(10, "a"));
        assertEquals("a\nb\n", text(10, "a\n", "b\n"));
        assertEquals("\u00e4\n", text(10, "\u00e4"));
    }

    @Test
    void whatIsTooMuchIsCounted() throws IOException {
        assertEquals("abc\n[4 more bytes]\n", text(3, "abcd", "efg"));
        assertEquals("[1 more bytes]\n", text(0, "a"));
        BoundedOutput output = new BoundedOutput(2);
        output.write('a');
        output.write('b');
        output.write('c');
        assertEquals("ab\n[1 more bytes]\n", output.text());
    }
}
