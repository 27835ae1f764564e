package dev.tagalong.runtime.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Tiers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stopping what one thread does, and nothing that others do. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallScopeTest {

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static void assertCancelled(Trap trap) {
        assertEquals(TrapKind.CANCELLED, trap.kind());
        assertTrue(trap.getMessage().contains("enough"), trap::getMessage);
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theCallUnderWayAndLaterOnesAreStopped(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Function endless = Callees.endless(engine);
            Function harmless = Callees.calling(engine, "harmless", () -> 7);
            CallScope scope = Engine.callScope();
            Running running = new Running(() -> {
                assertThrows(
                        Trap.class,
                        () -> scope.run(() -> {
                            assertCancelled(assertThrows(Trap.class, endless::call));
                            return endless.call();
                        }));
                return harmless.call();
            });
            while (!endless.owner().busy()) {
                Thread.sleep(1);
            }
            scope.cancel("enough");
            assertEquals(7, running.result(), "after the task the thread is as good as before");
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aCallThatWaitsIsStoppedAndNotTheOneThatItWaitsFor(Tier tier) throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        try (Engine engine = Tiers.engine(tier)) {
            Function library = Callees.calling(engine, "library", () -> {
                leave.await();
                return 7;
            });
            Running inside = new Running(library::call);
            inside.awaitWaiting();
            CallScope scope = Engine.callScope();
            Running waiting = new Running(() -> scope.run(library::call));
            waiting.awaitWaiting();
            scope.cancel("enough");
            assertCancelled(waiting.trap());
            leave.countDown();
            assertEquals(7, inside.result());
        } finally {
            leave.countDown();
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whatIsCancelledBeforeItRunsStartsNothing(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Module module = engine.load("hang", Callees.neverStarted());
            CallScope scope = Engine.callScope();
            scope.cancel("enough");
            scope.cancel("another reason");
            assertCancelled(assertThrows(
                    Trap.class,
                    () -> scope.run(() -> engine.instantiate(module, Imports.NONE, InstanceOptions.named("hang")))));
        }
    }

    @Test
    void aTaskMayAskBetweenItsCalls() throws Exception {
        Engine.checkpoint();
        CallScope scope = Engine.callScope();
        assertCancelled(assertThrows(
                Trap.class,
                () -> scope.run(() -> {
                    Engine.checkpoint();
                    scope.cancel("enough");
                    Engine.checkpoint();
                    return null;
                })));
        Engine.checkpoint();
    }

    @Test
    void aScopeIsForOneTaskAndAThreadHasOneScope() throws Exception {
        CallScope scope = Engine.callScope();
        assertEquals(1, scope.run(() -> {
            CallScope inner = Engine.callScope();
            assertThrows(IllegalStateException.class, () -> inner.run(() -> 2));
            return 1;
        }));
        assertThrows(IllegalStateException.class, () -> scope.run(() -> 3));
        try (Engine engine = Engine.create()) {
            Function nested = Callees.calling(engine, "nested", () -> {
                assertThrows(
                        IllegalStateException.class, () -> Engine.callScope().run(() -> 4));
                return 5;
            });
            assertEquals(5, nested.call());
        }
    }
}
