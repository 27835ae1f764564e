package dev.tagalong.console.internal.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadlineCallTest {

    private static final FunctionType ADD =
            FunctionType.of(List.of(NumberType.I32, NumberType.I32), List.of(NumberType.I32));
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    private final DeadlineCall calls = new DeadlineCall();

    private Outcome call(FunctionType type, Duration deadline, Fakes.Body body, String... arguments) {
        return calls.run(
                new FunctionCall(Fakes.linker(type, body), "app.wasm", "app.wasm", "add", List.of(arguments)),
                deadline);
    }

    private Outcome call(Fakes.Body body, String... arguments) {
        return call(ADD, ENOUGH, body, arguments);
    }

    @Test
    void answersTheResult() {
        Outcome outcome = call(a -> (Integer) a[0] + (Integer) a[1], "40", " 0x2");
        assertFalse(outcome.failed());
        assertEquals("42", outcome.text());
        assertEquals("app.wasm!add(40,  0x2)", outcome.call());
        assertEquals("-1", call(a -> a[0], "4294967295", "0").text());
    }

    @Test
    void severalResultsAndNoneAreAnswered() {
        FunctionType none = FunctionType.of(List.of(), List.of());
        assertEquals("no result", call(none, ENOUGH, a -> null).text());
        FunctionType two = FunctionType.of(List.of(), List.of(NumberType.I64, NumberType.F64));
        assertEquals("1, 2.5", call(two, ENOUGH, a -> new Object[] {1L, 2.5}).text());
    }

    @Test
    void trapsComeWithTheirBacktrace() {
        Outcome outcome = call(
                a -> {
                    Trap trap = new Trap(TrapKind.UNREACHABLE);
                    trap.addFrame(new Trap.Frame("app.wasm", 3, "add", 0x5c));
                    throw trap;
                },
                "1",
                "2");
        assertTrue(outcome.failed());
        assertTrue(outcome.text().contains("app.wasm!add (func 3, offset 0x5c)"), outcome.text());
    }

    @Test
    void wrongArgumentsAndMissingModulesAreToldPlainly() {
        assertEquals("argument 2 is not an i32: 'x'", call(a -> 0, "1", "x").text());
        assertEquals(
                "argument 1 is not an i32: '4294967296'",
                call(a -> 0, "4294967296", "1").text());
        assertEquals(
                "argument 1 is not an i32: '0x-1'", call(a -> 0, "0x-1", "1").text());
        assertTrue(call(a -> 0, "1").text().endsWith(" takes 2, not 1"));
        FunctionType reference = FunctionType.of(List.of(ReferenceType.FUNCREF), List.of());
        assertEquals(
                "argument 1 is of type funcref: only null can be given here",
                call(reference, ENOUGH, a -> null, "1").text());
        assertEquals("no result", call(reference, ENOUGH, a -> null, "null").text());
        Outcome missing =
                calls.run(new FunctionCall(Fakes.linker(ADD, a -> 0), "b.wasm", "b.wasm", "f", List.of()), ENOUGH);
        assertTrue(missing.failed());
        assertEquals("no such module: b.wasm", missing.text());
    }

    @Test
    void aCallThatDoesNotEndIsGivenUpAndKeepsItsPlaceUntilItEnds() {
        CountDownLatch end = new CountDownLatch(1);
        Fakes.Body waits = a -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        };
        List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, DeadlineCall.MOST_CALLS)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> call(ADD, Duration.ofMillis(1), waits, "1", "2"), r -> new Thread(r).start()))
                .toList();
        outcomes.forEach(o ->
                assertTrue(o.join().text().startsWith("cancelled"), o.join().text()));
        assertTrue(call(a -> 0, "1", "2").text().contains("under way"));
        end.countDown();
    }
}
