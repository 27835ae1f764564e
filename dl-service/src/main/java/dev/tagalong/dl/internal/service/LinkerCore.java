package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.LinkListener;
import dev.tagalong.dl.internal.control.Controls;
import dev.tagalong.dl.internal.control.PluginControl;
import dev.tagalong.dl.internal.control.PluginRule;
import dev.tagalong.dl.internal.extender.ModuleExtender;
import dev.tagalong.dl.internal.host.HostBinder;
import dev.tagalong.dl.internal.host.HostFunctions;
import dev.tagalong.dl.internal.natives.DlNatives;
import dev.tagalong.dl.internal.resolve.GracePeriod;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots;
import dev.tagalong.dl.internal.status.BundleModules;
import dev.tagalong.dl.internal.status.ModuleStatuses;
import dev.tagalong.dl.internal.trace.LinkTrace;
import dev.tagalong.dl.packaging.ModuleBound;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.InstanceLimits;
import java.io.File;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the linker together and takes it apart. Bundles are followed as long as it is active, whether anybody uses the
 * service or not; each using bundle has a {@link LinkerService} of its own in front of it.
 */
@Component(service = LinkerCore.class, immediate = true, configurationPid = "dev.tagalong.dl")
@Designate(ocd = LinkerConfiguration.class)
public final class LinkerCore {

    private static final Logger LOG = LoggerFactory.getLogger(LinkerCore.class);

    /** The folder of the bundle's data area with compiled code. */
    private static final String CODE_CACHE = "code";

    /** The folder of the bundle's data area with snapshots. */
    private static final String SNAPSHOTS = "snapshots";

    /** What has been started, so what is to be stopped, the last first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private final Controls controls = new Controls(LinkerSettings.DEFAULTS);
    private final Map<PluginControl, PluginRule> rules = new ConcurrentHashMap<>();

    private GracePeriod grace;
    private volatile ModuleBound bound;
    private Libraries libraries;
    private ModuleStatuses statuses;
    private ModuleSnapshots snapshots;

    // Called before activation for those that are there, so that nothing runs without them.
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedControl",
            unbind = "unbindControl")
    void bindControl(PluginControl control) {
        PluginRule rule = control.rule();
        rules.put(control, rule);
        controls.add(rule);
    }

    void updatedControl(PluginControl control) {
        PluginRule rule = control.rule();
        PluginRule before = rules.put(control, rule);
        controls.replace(before, rule);
    }

    void unbindControl(PluginControl control) {
        controls.remove(rules.remove(control));
    }

    /** Starts everything. */
    @Activate
    void activate(BundleContext context, LinkerConfiguration configuration) {
        try {
            start(context, LinkerSettings.of(configuration, LOG::error));
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    private void start(BundleContext context, LinkerSettings settings) {
        File cache = settings.codeCache() ? context.getDataFile(CODE_CACHE) : null;
        Engine engine = started(Engine.create(settings.engine().withCodeCache(cache == null ? null : cache.toPath())));
        HostFunctions functions = new HostFunctions(engine);
        started.push(functions::clear);
        LinkTrace trace = new LinkTrace(engine);
        controls.defaults(settings.defaults());
        bound = settings.bound();
        HostBinder binder = new HostBinder(engine, functions, controls);
        grace = started(new GracePeriod(settings.grace()));
        libraries = new Libraries(binder, grace, trace);
        controls.whenChanged(libraries::configured);
        ToldProblems told = started(new ToldProblems(context));
        statuses = new ModuleStatuses(libraries, new BundleModules(context)::without, told::all);
        libraries.whyAbsent(statuses::whyAbsent);
        File kept = context.getDataFile(SNAPSHOTS);
        snapshots = new ModuleSnapshots(
                engine,
                versions(context),
                binder::settings,
                new SnapshotMaker(libraries),
                kept == null ? null : kept.toPath());
        libraries.initialStates(snapshots);

        ServiceTracker<LinkListener, LinkListener> listeners = listenerTracker(context, trace);
        started.push(listeners::close);
        listeners.open();
        ServiceTracker<Object, Object> hosts = HostServices.tracker(context, functions);
        started.push(hosts::close);
        hosts.open();
        ServiceRegistration<HostModule> natives = context.registerService(HostModule.class, new DlNatives(trace), null);
        started.push(natives::unregister);
        ModuleExtender extender = started(new ModuleExtender(context, engine, libraries, () -> bound));
        started.push(libraries::stop);
        started.push(snapshots);
        extender.open();
    }

    /** The versions of engine and linker. */
    private static String versions(BundleContext context) {
        Bundle engine = FrameworkUtil.getBundle(Engine.class);
        return (engine == null ? "" : engine.getVersion()) + " "
                + context.getBundle().getVersion();
    }

    private static ServiceTracker<LinkListener, LinkListener> listenerTracker(BundleContext context, LinkTrace trace) {
        return new ServiceTracker<>(context, LinkListener.class, null) {
            @Override
            public LinkListener addingService(ServiceReference<LinkListener> reference) {
                LinkListener listener = super.addingService(reference);
                if (listener == null) {
                    return null;
                }
                trace.add(listener);
                if (!Registered.still(context, reference)) {
                    removedService(reference, listener);
                    return null;
                }
                return listener;
            }

            @Override
            public void removedService(ServiceReference<LinkListener> reference, LinkListener listener) {
                trace.remove(listener);
                super.removedService(reference, listener);
            }
        };
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /** Takes note of another configuration. */
    @Modified
    void modified(LinkerConfiguration configuration) {
        LinkerSettings settings = LinkerSettings.of(configuration, LOG::error);
        controls.defaults(settings.defaults());
        grace.grace(settings.grace());
        bound = settings.bound();
    }

    /**
     * Stops everything: nothing can be opened, instances are closed, and calls under way have the grace period, for
     * which this waits.
     */
    @Deactivate
    void stop() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LOG.error("A part of the linker did not stop well", e);
            }
        }
    }

    Libraries libraries() {
        return libraries;
    }

    ModuleSnapshots snapshots() {
        return snapshots;
    }

    ModuleStatuses statuses() {
        return statuses;
    }

    InstanceLimits limits() {
        return controls.defaults().limits();
    }
}
