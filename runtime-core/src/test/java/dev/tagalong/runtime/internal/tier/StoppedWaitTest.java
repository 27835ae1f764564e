package dev.tagalong.runtime.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Tiers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that wait for an instance while it is closed, or while they are to stop: none enters it, none waits for ever. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedWaitTest {

    private final CountDownLatch over = new CountDownLatch(1);

    static List<Tier> tiers() {
        return Tiers.all();
    }

    @AfterEach
    void letAllGo() {
        over.countDown();
    }

    private static int await(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return 7;
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void whoWaitsForAnInstanceDoesNotEnterItOnceItIsClosed(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Function endless = Callees.endless(engine);
            Instance instance = endless.owner();
            Running inside = new Running(endless::call);
            while (!instance.busy()) {
                Thread.sleep(1);
            }
            Running waiting = new Running(endless::call);
            waiting.awaitWaiting();
            instance.close();
            assertEquals(TrapKind.UNDEFINED_ELEMENT, waiting.trap().kind(), "it ends at once, and not with the other");
            assertTrue(instance.busy());
            instance.cancel("closed");
            assertEquals(TrapKind.CANCELLED, inside.trap().kind());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theActivityOfAnInstanceTellsWhoWaitsForWhom(Tier tier) throws Exception {
        try (Engine engine = Tiers.engine(tier)) {
            Function library = Callees.calling(engine, "library", () -> await(over));
            Function program = Callees.calling(engine, "program", () -> (int) library.call());
            assertEquals("library is idle", library.owner().activity());
            Running inside = new Running(library::call);
            inside.awaitWaiting();
            String byInside = " is run by thread " + inside.thread.getName() + ", which is in library";
            Running waiting = new Running(program::call);
            while (!program.owner().activity().contains("waits")) {
                Thread.sleep(1);
            }
            assertEquals(
                    "program is run by thread " + waiting.thread.getName()
                            + ", which is in program, and waits for library; library" + byInside,
                    program.owner().activity());
            library.owner().close();
            waiting.trap();
            assertEquals("library (closed)" + byInside, library.owner().activity());
        }
    }

    /** The request to stop comes when the thread is neither at a place that looks for it nor waiting. */
    @ParameterizedTest
    @MethodSource("tiers")
    void whoIsToStopDoesNotBeginToWait(Tier tier) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Engine engine = Tiers.engine(tier)) {
            Function held = Callees.calling(engine, "held", () -> await(over));
            Running holder = new Running(held::call);
            holder.awaitWaiting();
            Function late = Callees.calling(engine, "late", () -> {
                entered.countDown();
                go.await();
                return (int) held.call();
            });
            Running calling = new Running(late::call);
            entered.await();
            late.owner().cancel("too late");
            go.countDown();
            assertEquals(TrapKind.CANCELLED, calling.trap().kind());
            over.countDown();
            assertEquals(7, holder.result());
        }
    }

    /**
     * x waits in a circle, so y runs on top of it. When the third of the circle ends early, what x waits for is free; but x
     * goes on only when y has left.
     */
    @ParameterizedTest
    @MethodSource("tiers")
    void aSuspendedCallGoesOnWhenTheOneOnTopOfItHasLeft(Tier tier) throws Exception {
        CountDownLatch onTop = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch thirdMayCall = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        AtomicBoolean early = new AtomicBoolean();
        Function[] functions = new Function[3];
        ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
        try (Engine engine = Tiers.engine(tier)) {
            functions[0] = Callees.calling(engine, "x", () -> {
                if (depth.get() == 0) {
                    depth.set(1);
                    return (int) functions[2].call() + 1;
                }
                // The second thread, on top of the first.
                onTop.countDown();
                leave.await();
                left.set(true);
                return 1;
            });
            functions[1] = Callees.calling(engine, "y", () -> {
                thirdMayCall.await();
                depth.set(1);
                return (int) functions[0].call() + 1;
            });
            functions[2] = Callees.calling(engine, "z", () -> {
                if (depth.get() == 0) {
                    depth.set(1);
                    return (int) functions[1].call() + 1;
                }
                // The first thread, once z is free.
                early.set(!left.get());
                return 1;
            });
            Running second = new Running(functions[1]::call);
            second.awaitWaiting();
            Running third = new Running(functions[2]::call);
            third.awaitWaiting();
            Running first = new Running(functions[0]::call);
            first.awaitWaiting();
            thirdMayCall.countDown();
            onTop.await();

            functions[2].owner().cancel("the third ends early");
            assertEquals(TrapKind.CANCELLED, third.trap().kind());
            for (int i = 0; i < 50 && !early.get(); i++) {
                // The first is given time to do what it must not.
                Thread.sleep(1);
            }
            leave.countDown();
            assertEquals(2, second.result());
            assertEquals(2, first.result());
            assertFalse(early.get(), "the first went on under the second");
        }
    }
}
