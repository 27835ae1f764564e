package dev.tagalong.runtime.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What belongs to an instance ends with it, and not while a call may still use it. */
@Timeout(60)
class AttachmentsTest {

    private static final byte[] EMPTY = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final Engine engine = Engine.create();
    private final Instance instance =
            engine.instantiate(engine.load("empty", EMPTY), Imports.builder().build(), InstanceOptions.named("empty"));

    /** Something that is closed. */
    private static final class Resource implements AutoCloseable {
        private volatile int closed;

        @Override
        public void close() {
            closed++;
        }
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void closedWithAnIdleInstance() {
        Resource resource = instance.attachment(Resource.class, Resource::new);
        instance.close();
        instance.close();
        assertEquals(1, resource.closed);
    }

    @Test
    void closedWhenTheCallThatClosesHasReturned() {
        Resource resource = instance.attachment(Resource.class, Resource::new);
        boolean during = instance.exclusively(() -> {
            instance.close();
            return resource.closed > 0;
        });
        assertFalse(during);
        assertEquals(1, resource.closed);
    }

    @Test
    void closedByTheLastToLeave() throws Exception {
        Resource resource = instance.attachment(Resource.class, Resource::new);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Boolean> call = new FutureTask<>(() -> instance.exclusively(() -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return resource.closed == 0;
        }));
        new Thread(call).start();
        inside.await();
        instance.close();
        assertEquals(0, resource.closed);
        goOn.countDown();
        assertTrue(call.get());
        assertEquals(1, resource.closed);
    }

    /** Whoever tells others that the instance is gone may find his notes after its end. */
    @Test
    void whatCannotBeClosedStays() {
        StringBuilder notes = instance.attachment(StringBuilder.class, StringBuilder::new);
        instance.close();
        assertSame(notes, instance.attachment(StringBuilder.class, StringBuilder::new));
    }

    @Test
    void oneThatFailsKeepsNobodyElseOpen() {
        instance.attachment(Runnable.class, Failing::new);
        Resource resource = instance.attachment(Resource.class, Resource::new);
        instance.close();
        assertEquals(1, resource.closed);
    }

    private static final class Failing implements Runnable, AutoCloseable {
        @Override
        public void run() {
            // Only its end matters.
        }

        @Override
        public void close() {
            throw new IllegalStateException("it does not close");
        }
    }
}
