package dev.tagalong.deployer.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs, updates and uninstalls the bundles of module files.
 *
 * <p>A bundle's location is {@code wasm:} and the file's URL. It outlives restarts, and tells which files were bundles before;
 * the digest in the bundle's manifest tells whether a file has changed since. A file is read once, and what was read is
 * validated before the bundle that runs is touched. Safe for any thread; the calls for one file come one after the other.
 */
@Component(service = Deployer.class)
public final class Deployer {

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private static final int REFRESH_SECONDS = 30;

    private final BundleContext context;
    private final Wrapper wrapper;
    private final PluginConfigurations configurations;
    private final Restarts restarts;
    private final Map<String, Deployment> deployments = new ConcurrentSkipListMap<>();

    /** Has deployed nothing yet. */
    @Activate
    public Deployer(BundleContext context, @Reference Wrapper wrapper, @Reference PluginConfigurations configurations) {
        this.context = context;
        this.wrapper = wrapper;
        this.configurations = configurations;
        this.restarts = new Restarts(this);
    }

    @Deactivate
    void close() {
        restarts.close();
    }

    /** What became of the files that were seen, in their order. */
    List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }

    /** Makes the bundle of a file what the file is now. Whatever goes wrong is logged, and what runs stays. */
    void deploy(Path file) {
        String location = location(file);
        Bundle bundle = context.getBundle(location);
        try {
            byte[] binary = Files.readAllBytes(file);
            Wishes wishes = Wishes.of(Sidecar.of(file));
            if (bundle != null
                    && Wrapper.digest(binary, wishes)
                            .equals(bundle.getHeaders("").get(Wrapper.DIGEST))) {
                configurations.set(location, bundle.getSymbolicName(), wishes.controls());
                settle(file, bundle, startIfWanted(bundle));
                return;
            }
            Wrapper.Wrapped wrapped = wrapper.wrap(file.getFileName().toString(), binary, wishes);
            // Before the bundle starts: what it may not use it is not to use for a moment.
            configurations.set(location, wrapped.symbolicName(), wishes.controls());
            if (bundle == null) {
                bundle = context.installBundle(location, new ByteArrayInputStream(wrapped.contents()));
                LOG.info("{} is bundle {}", file, bundle);
                settle(file, bundle, start(bundle));
            } else {
                update(file, bundle, wrapped.contents());
            }
        } catch (IOException e) {
            fail(file, bundle, "it cannot be read: " + e);
        } catch (BundleException e) {
            fail(file, bundle, e.getMessage());
        } catch (DeploymentException e) {
            fail(file, bundle, e.getMessage());
        }
    }

    private void update(Path file, Bundle bundle, byte[] contents) throws BundleException {
        bundle.update(new ByteArrayInputStream(contents));
        LOG.info("{} has changed: bundle {}", file, bundle);
        refresh(bundle);
        settle(file, bundle, startIfWanted(bundle));
    }

    /** Whether somebody wants a bundle to run, and it does not: it could not be resolved, or not be started. */
    private static boolean shouldRun(Bundle bundle) {
        int state = bundle.getState();
        return (state == Bundle.INSTALLED || state == Bundle.RESOLVED)
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private static String startIfWanted(Bundle bundle) {
        return shouldRun(bundle) ? start(bundle) : null;
    }

    /** Uninstalls the bundle of a file that is gone. */
    void remove(Path file) {
        Bundle bundle = context.getBundle(location(file));
        deployments.remove(file.toString());
        if (bundle == null) {
            return;
        }
        try {
            bundle.uninstall();
            configurations.delete(bundle.getLocation());
            LOG.info("{} is gone, and so is bundle {}", file, bundle);
            refresh(bundle);
        } catch (BundleException | IOException | IllegalStateException e) {
            fail(file, bundle, "the file is gone, and the bundle cannot be uninstalled: " + e.getMessage());
        }
    }

    /** Tries to start or to uninstall what could not be before, as something has changed. */
    void retry() {
        for (Deployment deployment : deployments.values()) {
            Bundle bundle = deployment.bundle();
            if (bundle != null && !Files.exists(Path.of(deployment.file()))) {
                remove(Path.of(deployment.file()));
            } else if (deployment.problem() != null && bundle != null && shouldRun(bundle)) {
                String problem = start(bundle);
                deployments.replace(deployment.file(), deployment, new Deployment(deployment.file(), bundle, problem));
            }
        }
    }

    /** Whether there is something to retry: a bundle that does not start, or one whose file is gone. */
    boolean waits() {
        return deployments.values().stream()
                .anyMatch(d -> d.problem() != null
                        && d.bundle() != null
                        && (shouldRun(d.bundle()) || !Files.exists(Path.of(d.file()))));
    }

    /** Starts a bundle, for now and after a restart. The answer is what hinders it, or {@code null}. */
    private static String start(Bundle bundle) {
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
    private void refresh(Bundle bundle) {
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

    private void settle(Path file, Bundle bundle, String problem) {
        if (problem != null) {
            LOG.warn("Bundle {} of {} does not start: {}", bundle, file, problem);
        }
        deployments.put(file.toString(), new Deployment(file.toString(), bundle, problem));
        if (problem != null) {
            restarts.wake();
        }
    }

    private void fail(Path file, Bundle bundle, String problem) {
        LOG.warn("{} is not deployed{}: {}", file, bundle == null ? "" : ", bundle " + bundle + " stays", problem);
        deployments.put(file.toString(), new Deployment(file.toString(), bundle, problem));
        if (bundle != null) {
            restarts.wake();
        }
    }

    /** Written as File Install reads locations, which finds its own among them after a restart: with one slash. */
    private static String location(Path file) {
        return WasmUrlHandler.SCHEME + ":" + file.toFile().toURI();
    }
}
