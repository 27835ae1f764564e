package dev.tagalong.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CallThreadTest {

    private static final int DEPTH = 1_000_000;

    @Test
    void answersWhatTheBodyAnswers() throws Exception {
        assertNotSame(Thread.currentThread(), CallThread.run("test", Thread::currentThread));
    }

    @Test
    void hasRoomForDeepRecursion() throws Exception {
        assertEquals(DEPTH, CallThread.run("test", () -> descend(DEPTH)));
    }

    private static int descend(int depth) {
        return depth == 0 ? 0 : 1 + descend(depth - 1);
    }

    @Test
    void failuresOfTheLinkerAndTrapsBecomeTexts() {
        DlException failure = new DlException("no such library");
        CommandFailure shown = assertThrows(CommandFailure.class, () -> run(failure));
        assertEquals("no such library", shown.toString());
        assertSame(failure, shown.getCause());
        assertEquals(
                "unreachable",
                assertThrows(CommandFailure.class, () -> run(new Trap(TrapKind.UNREACHABLE)))
                        .toString());
    }

    @Test
    void otherExceptionsAndErrorsGoThrough() {
        IllegalStateException exception = new IllegalStateException();
        assertSame(exception, assertThrows(IllegalStateException.class, () -> run(exception)));
        AssertionError error = new AssertionError();
        assertSame(error, assertThrows(AssertionError.class, () -> run(error)));
    }

    private static void run(Throwable thrown) throws Exception {
        CallThread.run("test", () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        });
    }

    @Test
    void anInterruptCancelsTheBodysCalls() {
        Thread.currentThread().interrupt();
        CommandFailure failure = assertThrows(
                CommandFailure.class,
                () -> CallThread.run("test", () -> {
                    while (true) {
                        Engine.checkpoint();
                        Thread.onSpinWait();
                    }
                }));
        assertEquals("cancelled: interrupted", failure.getMessage());
    }

    @Test
    void aSecondInterruptGivesUp() {
        CountDownLatch never = new CountDownLatch(1);
        Thread user = Thread.currentThread();
        user.interrupt();
        CommandFailure failure = assertThrows(
                CommandFailure.class,
                () -> CallThread.run("test", () -> {
                    assertThrows(Trap.class, () -> {
                        while (true) {
                            Engine.checkpoint();
                            Thread.onSpinWait();
                        }
                    });
                    user.interrupt();
                    never.await();
                    return null;
                }));
        assertTrue(Thread.interrupted());
        assertTrue(failure.getMessage().startsWith("test was cancelled, but has not ended yet"));
        never.countDown();
    }
}
