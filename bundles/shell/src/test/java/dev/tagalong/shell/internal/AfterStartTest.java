package dev.tagalong.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

class AfterStartTest {

    private final List<FrameworkListener> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private int state = Bundle.STARTING;

    private final Bundle framework = Whiteboard.proxy(Bundle.class, (method, arguments) -> state);
    private final BundleContext context =
            Whiteboard.proxy(BundleContext.class, (method, arguments) -> switch (method.getName()) {
                case "getBundle" -> framework;
                case "addFrameworkListener" -> listeners.add((FrameworkListener) arguments[0]);
                case "removeFrameworkListener" -> listeners.remove((FrameworkListener) arguments[0]);
                default -> throw new UnsupportedOperationException(method.toString());
            });
    private final AfterStart afterStart = new AfterStart(
            context, "the thread", () -> done.add(Thread.currentThread().getName()));

    @Test
    void waitsForTheFramework() throws Exception {
        afterStart.await();
        fire(FrameworkEvent.STARTLEVEL_CHANGED);
        assertTrue(done.isEmpty());
        fire(FrameworkEvent.STARTED);
        assertEquals("the thread", done.take());
    }

    @Test
    void beginsAtOnceIfTheFrameworkHasStarted() throws Exception {
        state = Bundle.ACTIVE;
        afterStart.await();
        assertEquals("the thread", done.take());
    }

    @Test
    void beginsOnce() throws Exception {
        state = Bundle.ACTIVE;
        afterStart.await();
        done.take();
        fire(FrameworkEvent.STARTED);
        assertTrue(done.isEmpty());
    }

    @Test
    void forgets() {
        afterStart.await();
        afterStart.forget();
        assertTrue(listeners.isEmpty());
    }

    private void fire(int type) {
        listeners.forEach(l -> l.frameworkEvent(new FrameworkEvent(type, framework, null)));
    }
}
