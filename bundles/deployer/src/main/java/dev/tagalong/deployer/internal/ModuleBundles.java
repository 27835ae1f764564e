package dev.tagalong.deployer.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundles of module files in the framework. Safe for any thread. */
final class ModuleBundles {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleBundles.class);

    private static final String PREFIX = WasmUrlHandler.SCHEME + ":file:";
    private static final int REFRESH_SECONDS = 30;

    private final BundleContext context;

    ModuleBundles(BundleContext context) {
        this.context = context;
    }

    /** Written as File Install reads locations, which finds its own among them after a restart: with one slash, and none at the end. */
    static String location(Path file) {
        String url = file.toFile().toURI().toString();
        return WasmUrlHandler.SCHEME + ":" + (url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    /** The bundle of a file, or {@code null}. */
    Bundle of(Path file) {
        return context.getBundle(location(file));
    }

    /** The files of a folder that bundles were made of. */
    Collection<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(PREFIX)) {
                try {
                    String url = bundle.getLocation().substring(WasmUrlHandler.SCHEME.length() + 1);
                    Path file = Path.of(URI.create(url));
                    if (folder.equals(file.getParent())) {
                        files.add(file);
                    }
                } catch (RuntimeException e) {
                    LOG.debug("{} is of no file", bundle.getLocation(), e);
                }
            }
        }
        return files;
    }

    /** Whether somebody wants a bundle to run, and it does not: it could not be resolved, or not be started. */
    boolean shouldRun(Bundle bundle) {
        int state = bundle.getState();
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return (state == Bundle.INSTALLED || state == Bundle.RESOLVED)
                && level != null
                && level.isPersistentlyStarted();
    }

    /** Starts a bundle if somebody wants it to run. The answer is what hinders it, or {@code null}. */
    String startIfWanted(Bundle bundle) {
        return shouldRun(bundle) ? start(bundle) : null;
    }

    /** Starts a bundle, for now and after a restart. The answer is what hinders it, or {@code null}. */
    static String start(Bundle bundle) {
        try {
            bundle.start();
            return null;
        } catch (BundleException e) {
            return e.getMessage();
        } catch (IllegalStateException e) {
            return "it was uninstalled";
        }
    }

    /** Those that use the old revision of a bundle get the new one, if there are any. */
    void refresh(Bundle bundle) {
        boolean used = bundle.adapt(BundleRevisions.class).getRevisions().stream()
                .skip(bundle.getState() == Bundle.UNINSTALLED ? 0 : 1)
                .anyMatch(r -> r.getWiring() != null && r.getWiring().isInUse());
        if (used) {
            CountDownLatch refreshed = new CountDownLatch(1);
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .refreshBundles(List.of(bundle), event -> refreshed.countDown());
            await(refreshed);
        }
    }

    /** A bundle that is being refreshed can be neither updated nor uninstalled. */
    private static void await(CountDownLatch refreshed) {
        try {
            if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Bundles are not refreshed after {} s", REFRESH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
