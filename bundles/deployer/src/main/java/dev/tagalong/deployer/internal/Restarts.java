package dev.tagalong.deployer.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/**
 * Starts modules that waited for others, as soon as something was installed or updated that may be it. The work is done by a
 * thread that only lives while there is some, so that neither File Install nor the framework's events wait for it.
 */
final class Restarts implements BundleListener, AutoCloseable {

    private static final int CHANGES = BundleEvent.INSTALLED | BundleEvent.UPDATED | BundleEvent.RESOLVED;

    private final BundleContext context;
    private final Deployer deployer;
    private final ThreadPoolExecutor executor;

    Restarts(BundleContext context, Deployer deployer) {
        this.context = context;
        this.deployer = deployer;
        this.executor = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), Restarts::thread, (task, pool) -> {
                    // One that is queued will see this change, too.
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException();
                    }
                });
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tagalong-deployer");
        thread.setDaemon(true);
        return thread;
    }

    void open() {
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if ((event.getType() & CHANGES) != 0 && deployer.waits() && !executor.isShutdown()) {
            executor.execute(deployer::retry);
        }
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
        executor.shutdown();
    }
}
