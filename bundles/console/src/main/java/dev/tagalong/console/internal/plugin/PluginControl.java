package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.UnresolvedRequirements;
import dev.tagalong.dl.packaging.ModuleLoader;
import dev.tagalong.runtime.Engine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops, starts, uninstalls and uploads plugins. Whoever could do so to bundles without modules could do anything: those are refused.
 * Safe for any thread; methods return when the thing is done, or after a while with the word that it is not.
 */
public final class PluginControl {

    private static final Logger LOG = LoggerFactory.getLogger(PluginControl.class);

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PAUSE_MILLIS = 50;

    private final BundleContext context;
    private final DeployFolder folder;
    private final UnresolvedRequirements unresolved;
    private final Engine engine = Engine.create();

    /** Control of a framework's plugins. */
    public PluginControl(BundleContext context, DeployFolder folder) {
        this.context = context;
        this.folder = folder;
        this.unresolved = new UnresolvedRequirements(context);
    }

    /**
     * What became of a file.
     *
     * @param bundleId its bundle's id
     * @param started whether that runs
     * @param text what is to be told
     */
    public record Upload(long bundleId, boolean started, String text) {}

    /** Stops a bundle until somebody starts it: it stays stopped in this container when that is started again. */
    public void stop(Plugin plugin) throws RefusedException {
        try {
            bundle(plugin).stop();
            LOG.info("Bundle {} was stopped from the console", plugin.name());
        } catch (BundleException | IllegalStateException e) {
            throw new RefusedException(plugin.name() + " cannot be stopped: " + e.getMessage());
        }
    }

    /** Starts a bundle. */
    public void start(Plugin plugin) throws RefusedException {
        try {
            bundle(plugin).start();
            LOG.info("Bundle {} was started from the console", plugin.name());
        } catch (BundleException | IllegalStateException e) {
            throw new RefusedException(plugin.name() + " cannot be started: " + e.getMessage());
        }
    }

    /** Uninstalls a bundle; if it is a file of the deploy folder, by deleting that, as it would come back otherwise. */
    public void uninstall(Plugin plugin) throws RefusedException {
        Bundle bundle = bundle(plugin);
        Optional<Path> file = folder.fileOf(bundle);
        if (file.isPresent()) {
            folder.delete(file.get());
            if (!waitUntil(() -> bundle.getState() == Bundle.UNINSTALLED)) {
                throw new RefusedException(
                        file.get() + " is deleted, but the bundle is still there: no File Install watches"
                                + " the folder, or somebody holds it up");
            }
        } else {
            try {
                bundle.uninstall();
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkWiring.class)
                        .refreshBundles(null);
            } catch (BundleException | IllegalStateException e) {
                throw new RefusedException(plugin.name() + " cannot be uninstalled: " + e.getMessage());
            }
        }
        LOG.info("Bundle {} was uninstalled from the console", plugin.name());
    }

    /**
     * Puts a module into the deploy folder and waits for its bundle.
     *
     * @throws RefusedException if it is no valid module, or it becomes no bundle
     */
    public Upload upload(String name, byte[] binary) throws RefusedException {
        Path file = folder.file(name);
        try {
            ModuleLoader.load(engine, name, binary);
        } catch (DlException e) {
            throw new RefusedException(name + " is no module that can be run: " + e.getMessage());
        }
        String location = DeployFolder.location(file);
        Bundle before = context.getBundle(location);
        long changed = before == null ? -1 : before.getLastModified();
        boolean same = before != null && folder.has(name, binary);
        boolean stays = before != null && !before.adapt(BundleStartLevel.class).isPersistentlyStarted();
        folder.store(name, binary);
        LOG.info("{} was uploaded from the console, {} bytes", name, binary.length);
        boolean come = waitUntil(() -> {
            Bundle now = context.getBundle(location);
            return now != null && (same || !now.equals(before) || now.getLastModified() != changed);
        });
        if (!come) {
            throw new RefusedException(
                    name + " is in the deploy folder, but it has become no bundle: the log tells why, and"
                            + " wasm:deployed in the shell");
        }
        waitUntil(() -> stays || settled(context.getBundle(location)));
        return upload(name, context.getBundle(location), same, stays);
    }

    /** Whether it has started, or cannot. */
    private boolean settled(Bundle bundle) {
        return bundle == null || bundle.getState() == Bundle.ACTIVE || unresolved.text(bundle) != null;
    }

    private Upload upload(String name, Bundle bundle, boolean same, boolean stays) throws RefusedException {
        if (bundle == null) {
            throw new RefusedException(name + " was uninstalled again");
        }
        if (bundle.getState() == Bundle.ACTIVE) {
            return new Upload(
                    bundle.getBundleId(), true, name + (same ? " is what was there already" : " is deployed"));
        }
        String lacks = unresolved.text(bundle);
        String reason =
                stays ? "its bundle was stopped before and stays so" : lacks == null ? "the log tells why" : lacks;
        return new Upload(bundle.getBundleId(), false, name + " is installed, but not started: " + reason);
    }

    private Bundle bundle(Plugin plugin) throws RefusedException {
        Bundle bundle = context.getBundle(plugin.id());
        if (bundle == null) {
            throw new RefusedException(plugin.name() + " was uninstalled");
        }
        return bundle;
    }

    private static boolean waitUntil(BooleanSupplier done) throws RefusedException {
        long begin = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE_MILLIS * 1_000_000L) {
                return false;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RefusedException("interrupted");
            }
        }
        return true;
    }
}
