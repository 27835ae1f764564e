package dev.tagalong.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.ProcessEnvironment.Builder;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The builder: what it keeps, copies and refuses. */
class ProcessEnvironmentTest {

    @Test
    void keepsWhatItIsGiven() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of("program", "-v"));
        Builder builder = ProcessEnvironment.builder()
                .arguments(words)
                .variable("B", "2")
                .variables(Map.of("A", "1=1"))
                .output(out)
                .terminal(StandardStream.OUTPUT, true)
                .preopen("/data", Path.of("data"), true);
        ProcessEnvironment environment = builder.build();
        words.clear();
        builder.variable("C", "3").preopen("/more", Path.of("more"), false);

        assertEquals(List.of("program", "-v"), environment.arguments());
        assertEquals(List.of("B", "A"), List.copyOf(environment.variables().keySet()), "in the order given");
        assertEquals("1=1", environment.variables().get("A"));
        assertSame(out, environment.output());
        assertTrue(environment.isTerminal(StandardStream.OUTPUT));
        assertFalse(environment.isTerminal(StandardStream.ERROR));
        assertEquals(List.of(new Preopen("/data", Path.of("data"), true)), environment.preopens());
        assertThrows(
                UnsupportedOperationException.class,
                () -> environment.variables().clear());
    }

    @Test
    void aCopyCanBeChanged() {
        ProcessEnvironment first = ProcessEnvironment.builder()
                .arguments(List.of("a"))
                .variable("A", "1")
                .terminal(StandardStream.INPUT, true)
                .preopen("/a", Path.of("a"), false)
                .build();
        ProcessEnvironment second = first.toBuilder()
                .arguments(List.of("b"))
                .variable("A", "2")
                .preopen("/b", Path.of("b"), false)
                .build();
        assertEquals(List.of("a"), first.arguments());
        assertEquals(Map.of("A", "1"), first.variables());
        assertEquals(1, first.preopens().size());
        assertEquals(List.of("b"), second.arguments());
        assertEquals(Map.of("A", "2"), second.variables());
        assertEquals(2, second.preopens().size());
        assertTrue(second.isTerminal(StandardStream.INPUT));
        assertSame(first.input(), second.input());
    }

    @Test
    void refusesWhatNoProgramCanBeTold() {
        Builder builder = ProcessEnvironment.builder().preopen("/a", Path.of("a"), false);
        refused("argument 1 holds a zero byte, at 1: b\u2400c", () -> builder.arguments(List.of("a", "b\0c")));
        refused("the environment variable A holds a zero byte", () -> builder.variable("A", "\0"));
        refused("is not empty and holds no '=', unlike 'A=B'", () -> builder.variable("A=B", ""));
        refused("is not empty and holds no '=', unlike ''", () -> builder.variable("", ""));
        refused("two directories have the path /a", () -> builder.preopen("/a", Path.of("b"), true));
        refused("has an empty path", () -> builder.preopen("", Path.of("b"), true));
        refused("holds a zero byte", () -> builder.preopen("\0", Path.of("b"), true));
    }

    private static void refused(String text, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(text), message);
    }
}
