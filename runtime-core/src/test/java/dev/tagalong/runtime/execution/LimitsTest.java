package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Threads;
import dev.tagalong.runtime.testing.Tiers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs for ever is stopped from outside, whatever it does. */
class LimitsTest {

    static Stream<Arguments> endless() {
        return Tiers.all().stream()
                .flatMap(tier -> Stream.of("loop", "condition", "table", "recursion", "tail", "indirect")
                        .map(way -> Arguments.of(tier, way)));
    }

    private static Program program() {
        Program program = new Program();
        program.function("loop", ":", "", LOOP, VOID, BR, 0, END);
        program.function("condition", ":", "", LOOP, VOID, i32(1), BR_IF, 0, END);
        program.function("table", ":", "", LOOP, VOID, i32(5), BR_TABLE, vector(0), 0, END);
        // As deep as allowed at most, but without end: each call makes two.
        byte[] step = bytes(get(0), IF, VOID, get(0), i32(1), I32_SUB, CALL, 3, get(0), i32(1), I32_SUB, CALL, 3, END);
        int recursive = program.function(null, "i:", "", step);
        program.function("recursion", ":", "", i32(200), CALL, recursive);
        program.function("tail", ":", "", RETURN_CALL, 5);
        program.function("indirect", ":", "", i32(0), RETURN_CALL_INDIRECT, program.type(":"), 0);
        program.table(0, 6);
        return program;
    }

    @ParameterizedTest
    @MethodSource("endless")
    @Timeout(60)
    void aDeadlineStopsIt(Tier tier, String way) {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(20));
            Instance instance = program().instantiate(engine, Imports.NONE, limits);
            Trap trap = assertThrows(Trap.class, () -> instance.function(way).call());
            assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
            assertTrue(trap.backtrace().size() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("endless")
    @Timeout(60)
    void anotherThreadCancelsIt(Tier tier, String way) throws InterruptedException {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program().instantiate(engine);
            CompletableFuture<Object> call =
                    Threads.call(() -> instance.function(way).call());
            while (!call.isDone()) {
                // Until it is under way there is nothing to cancel.
                instance.cancel("enough");
                Thread.sleep(1);
            }
            CompletionException failure = assertThrows(CompletionException.class, call::join);
            assertEquals(TrapKind.CANCELLED, ((Trap) failure.getCause()).kind());
        }
    }
}
