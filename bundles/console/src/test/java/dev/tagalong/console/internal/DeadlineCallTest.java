package dev.tagalong.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineCallTest {

    private static final FunctionType ADD =
            FunctionType.of(List.of(NumberType.I32, NumberType.I32), List.of(NumberType.I32));

    private final DeadlineCall calls = new DeadlineCall();

    private Outcome call(Fakes.Body body, String library, String... arguments) {
        return calls.run(Fakes.linker(ADD, body), library, "add", List.of(arguments), Duration.ofMillis(200));
    }

    @Test
    void answersTheResult() {
        Outcome outcome = call(a -> (Integer) a[0] + (Integer) a[1], "app.wasm", "40", "0x2");
        assertFalse(outcome.failed());
        assertEquals("42", outcome.text());
        assertEquals("app.wasm!add(40, 0x2)", outcome.call());
    }

    @Test
    void trapsComeWithTheirBacktrace() {
        Outcome outcome = call(
                a -> {
                    Trap trap = new Trap(TrapKind.UNREACHABLE);
                    trap.addFrame(new Trap.Frame("app.wasm", 3, "add", 0x5c));
                    throw trap;
                },
                "app.wasm",
                "1",
                "2");
        assertTrue(outcome.failed());
        assertTrue(outcome.text().contains("app.wasm!add (func 3, offset 0x5c)"), outcome.text());
    }

    @Test
    void wrongArgumentsAndMissingModulesAreToldPlainly() {
        assertEquals(
                "argument 2 is not an i32: x",
                call(a -> 0, "app.wasm", "1", "x").text());
        assertEquals(
                "argument 1 is not an i32: 4294967296",
                call(a -> 0, "app.wasm", "4294967296", "1").text());
        assertTrue(call(a -> 0, "app.wasm", "1").text().endsWith("takes 2 arguments, not 1"));
        assertEquals("no such module: b.wasm", call(a -> 0, "b.wasm", "1", "2").text());
    }

    @Test
    void callThatDoesNotEndIsGivenUpAndKeepsItsPlaceUntilItEnds() {
        CountDownLatch end = new CountDownLatch(1);
        Fakes.Body waits = a -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        };
        List<Outcome> outcomes = java.util.stream.IntStream.range(0, DeadlineCall.MOST_CALLS)
                .parallel()
                .mapToObj(i -> call(waits, "app.wasm", "1", "2"))
                .toList();
        assertTrue(outcomes.stream().allMatch(o -> o.text().startsWith("cancelled")), outcomes.toString());
        assertTrue(call(a -> 0, "app.wasm", "1", "2").text().contains("under way"));
        end.countDown();
    }
}
