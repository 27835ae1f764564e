package dev.tagalong.dl.internal.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkProblemsTest {

    @Test
    void oneIsOnTheLineOfItsModule() {
        assertEquals("cannot link a.wasm: b", LinkProblems.text("a.wasm", List.of("b")));
        assertEquals("cannot link a.wasm: b", LinkProblems.text(null, List.of("a.wasm: b")));
    }

    @Test
    void severalAreOnALineEach() {
        assertEquals(
                "cannot link a.wasm, for 2 reasons:\n  b\n    what helps\n  c",
                LinkProblems.text("a.wasm", List.of("b\n    what helps", "c")));
    }

    @Test
    void thousandsAreCounted() {
        List<String> many = IntStream.range(0, 5000).mapToObj(i -> "p" + i).toList();
        String text = LinkProblems.text("a.wasm", many);
        assertEquals(1002, text.lines().count());
        assertTrue(text.endsWith("\n  and 4000 more"), text);
    }
}
