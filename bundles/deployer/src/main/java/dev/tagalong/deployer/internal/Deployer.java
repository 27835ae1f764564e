package dev.tagalong.deployer.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleLoader;
import dev.tagalong.runtime.text.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
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
 * validated before the bundle that runs is touched. Whatever goes wrong with a file, an error of the JVM's included, is that file's
 * problem. Safe for any thread; a {@link FileWatch} lets the calls for one file come one after the other.
 */
@Component(service = Deployer.class)
public final class Deployer implements FileWatch.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final BundleContext context;
    private final Wrapper wrapper;
    private final PluginConfigurations configurations;
    private final ModuleSize size;
    private final DeployerSettings settings;
    private final ModuleBundles bundles;
    private final FileWatch watch;
    private final Map<String, Deployment> deployments = new ConcurrentSkipListMap<>();

    /** Until when files are waited for that were written shortly before the framework's start, by {@link System#nanoTime}; 0 at first. */
    private volatile long startDeadline;

    /** Has deployed nothing yet. */
    @Activate
    public Deployer(
            BundleContext context,
            @Reference Wrapper wrapper,
            @Reference PluginConfigurations configurations,
            @Reference ModuleSize size,
            @Reference DeployerSettings settings) {
        this.context = context;
        this.wrapper = wrapper;
        this.configurations = configurations;
        this.size = size;
        this.settings = settings;
        this.bundles = new ModuleBundles(context);
        this.watch = new FileWatch(this, settings::quiet);
        size.whenChanged(watch::forget);
    }

    @Deactivate
    void close() {
        size.whenChanged(null);
        watch.close();
    }

    /** What became of the files that were seen, in their order. */
    List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }

    /** File Install has seen something of a module. What is there at the start is dealt with when this returns. */
    void seen(Path file) {
        if (ready()) {
            watch.watch(file);
            return;
        }
        if (startDeadline == 0) {
            startDeadline = System.nanoTime() + settings.quiet().toNanos();
        }
        watch.watch(file, startDeadline);
    }

    /** While the framework starts, what is in the folders is to be there before others start. */
    @Override
    public boolean ready() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
    }

    @Override
    public Collection<Path> known(Path folder) {
        return bundles.files(folder);
    }

    @Override
    public void written(Path file) {
        put(file, Deployment.State.WAITING, bundles.of(file), "it is being written");
    }

    /** Makes the bundle of a file what the file is now. Whatever goes wrong is logged, and what runs stays. */
    @Override
    public void changed(Path file) {
        Bundle bundle = bundles.of(file);
        try {
            deploy(file, bundle);
        } catch (IOException e) {
            refuse(file, bundle, "it cannot be read: " + e);
        } catch (DlException | DeploymentException | BundleException e) {
            refuse(file, bundle, e.getMessage());
        } catch (OutOfMemoryError e) {
            refuse(file, bundle, ModuleLoader.noMemory().getMessage());
        } catch (RuntimeException | Error e) {
            LOG.debug("{} cannot be deployed", file, e);
            boolean gone = bundle != null && bundle.getState() == Bundle.UNINSTALLED;
            refuse(file, bundle, gone ? "its bundle was uninstalled meanwhile" : "the deployer failed on it: " + e);
        }
    }

    private void deploy(Path file, Bundle bundle) throws IOException, DeploymentException, BundleException {
        String location = ModuleBundles.location(file);
        byte[] binary = ModuleFiles.read(file, size.bound());
        Wishes wishes = Wishes.of(Sidecar.of(file));
        if (bundle != null
                && Wrapper.digest(binary, wishes).equals(bundle.getHeaders("").get(Wrapper.DIGEST))) {
            configurations.set(location, bundle.getSymbolicName(), wishes.controls());
            settle(file, bundle, bundles.startIfWanted(bundle));
            return;
        }
        Wrapper.Wrapped wrapped = wrapper.wrap(file.getFileName().toString(), binary, wishes);
        // Before the bundle starts: what it may not use it is not to use for a moment.
        configurations.set(location, wrapped.symbolicName(), wishes.controls());
        if (bundle == null) {
            Bundle installed = context.installBundle(location, wrapped.open());
            LOG.info("{} is bundle {}", file, installed);
            settle(file, installed, ModuleBundles.start(installed));
        } else {
            bundle.update(wrapped.open());
            LOG.info("{} has changed: bundle {}", file, bundle);
            bundles.refresh(bundle);
            settle(file, bundle, bundles.startIfWanted(bundle));
        }
    }

    /** Uninstalls the bundle of a file that is gone. */
    @Override
    public boolean gone(Path file) {
        Bundle bundle = bundles.of(file);
        if (bundle != null) {
            try {
                bundle.uninstall();
                configurations.delete(bundle.getLocation());
                LOG.info("{} is gone, and so is bundle {}", file, bundle);
                bundles.refresh(bundle);
            } catch (BundleException | IOException | RuntimeException | Error e) {
                refuse(file, bundle, "the file is gone, and the bundle cannot be uninstalled: " + e.getMessage());
                return false;
            }
        }
        deployments.remove(file.toString());
        return true;
    }

    /** Tries to start what could not be before, as something has changed: a module waits for another. */
    @Override
    public void tick() {
        for (Deployment deployment : new ArrayList<>(deployments.values())) {
            Bundle bundle = deployment.bundle();
            if (deployment.problem() != null && bundle != null && bundles.shouldRun(bundle)) {
                String problem = ModuleBundles.start(bundle);
                if (deployment.state() == Deployment.State.NOT_STARTED) {
                    deployments.replace(deployment.file(), deployment, started(deployment.file(), bundle, problem));
                }
            }
        }
    }

    private static Deployment started(String file, Bundle bundle, String problem) {
        Deployment.State state = problem == null ? Deployment.State.DEPLOYED : Deployment.State.NOT_STARTED;
        return new Deployment(file, state, bundle, problem);
    }

    private void settle(Path file, Bundle bundle, String problem) {
        Deployment deployment = started(file.toString(), bundle, problem);
        Deployment before = deployments.put(file.toString(), deployment);
        if (problem != null && !deployment.equals(before)) {
            LOG.warn("Bundle {} of {} does not start: {}", bundle, file, problem);
        }
    }

    private void refuse(Path file, Bundle bundle, String problem) {
        Deployment before = put(file, Deployment.State.REFUSED, bundle, problem);
        if (before == null || !Objects.equals(before.problem(), problem)) {
            LOG.warn(
                    "{} is not deployed{}: {}",
                    PlainText.of(file.toString()),
                    bundle == null ? "" : ", bundle " + bundle + " stays",
                    PlainText.lines(problem));
        }
    }

    private Deployment put(Path file, Deployment.State state, Bundle bundle, String problem) {
        return deployments.put(file.toString(), new Deployment(file.toString(), state, bundle, problem));
    }
}
