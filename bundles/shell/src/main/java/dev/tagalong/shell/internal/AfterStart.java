package dev.tagalong.shell.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Does something once, on a thread of its own, as soon as the framework has started all bundles of its start level. */
final class AfterStart implements FrameworkListener {

    private final BundleContext context;
    private final String threadName;
    private final Runnable work;
    private final AtomicBoolean begun = new AtomicBoolean();

    AfterStart(BundleContext context, String threadName, Runnable work) {
        this.context = context;
        this.threadName = threadName;
        this.work = work;
    }

    void await() {
        context.addFrameworkListener(this);
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE) {
            begin();
        }
    }

    /** Work that has not begun will not be done. */
    void forget() {
        context.removeFrameworkListener(this);
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            begin();
        }
    }

    private void begin() {
        if (begun.compareAndSet(false, true)) {
            new Thread(work, threadName).start();
        }
    }
}
