package dev.tagalong.services.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleProblem;
import dev.tagalong.dl.ModuleProblems;
import dev.tagalong.dl.OfferedModule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers services for modules whose capability names Java interfaces.
 *
 * <p>Guarantees:
 * <ul>
 *   <li>When {@code Bundle.start} of a plugin returns, its services are there; when its stop begins, they go, before its modules.
 *   <li>They are registered in the plugin's name, with the interfaces that the plugin's own class loader sees.
 *   <li>A service that does not fit its module is not registered; the log and {@link Linker#modules} say why, and the other modules do not
 *       suffer.
 *   <li>What was made for users is closed when they give it back, when they stop, or when the plugin, the linker or this goes.
 * </ul>
 */
@Component(
        service = {PluginServices.class, ModuleProblems.class},
        immediate = true)
public final class PluginServices implements ServiceTrackerCustomizer<OfferedModule, PluginService>, ModuleProblems {

    private static final Logger LOG = LoggerFactory.getLogger(PluginServices.class);

    private final BundleContext context;
    private final Linker linker;
    private final Map<OfferedModule, ModuleProblem> refused = new ConcurrentHashMap<>();
    private final PoolKeeper keeper = new PoolKeeper();
    private final ServiceTracker<OfferedModule, PluginService> tracker;

    /** Follows the modules on offer. */
    @Activate
    public PluginServices(BundleContext context, @Reference Linker linker) {
        this.context = context;
        this.linker = linker;
        this.tracker = new ServiceTracker<>(context, OfferedModule.class, this);
        tracker.open();
    }

    @Override
    public PluginService addingService(ServiceReference<OfferedModule> reference) {
        OfferedModule module = context.getService(reference);
        PluginService service = module == null || module.module() == null ? null : register(reference, module);
        if (service != null && !module.offered()) {
            service.close();
            service = null;
        }
        if (service == null) {
            context.ungetService(reference);
        }
        return service;
    }

    private PluginService register(ServiceReference<OfferedModule> reference, OfferedModule module) {
        Bundle bundle = reference.getBundle();
        BundleContext plugin = bundle == null ? null : bundle.getBundleContext();
        if (plugin == null) {
            return null;
        }
        try {
            ServiceClause clause =
                    ServiceClause.of(bundle, module.info().name(), module.info().version());
            return clause == null ? null : PluginService.register(plugin, linker, module, clause, keeper);
        } catch (DlException e) {
            LOG.error("{} cannot be a service: {}", module, e.getMessage());
            refuse(module, e.getMessage());
            return null;
        } catch (RuntimeException | Error e) {
            // An error that left this would end the tracker's start, and with it the services of all other modules.
            if (module.offered()) {
                LOG.error("{} cannot be a service: {}", module, e.getMessage(), e);
                refuse(module, e.toString());
            }
            // Else the plugin has stopped meanwhile: nothing of it can be used then.
            return null;
        }
    }

    private void refuse(OfferedModule module, String why) {
        LibraryInfo info = module.info();
        refused.put(
                module,
                new ModuleProblem(
                        info.name(),
                        info.version(),
                        info.bundleId(),
                        null,
                        ModuleProblem.Effect.REFUSED,
                        "it cannot be a service: " + why,
                        "mend the module or what its capability tagalong.module says of the service, and update the bundle"));
    }

    @Override
    public List<ModuleProblem> problems() {
        refused.keySet().removeIf(module -> !module.offered());
        return List.copyOf(refused.values());
    }

    @Override
    public void modifiedService(ServiceReference<OfferedModule> reference, PluginService service) {
        // The linker does not change properties.
    }

    @Override
    public void removedService(ServiceReference<OfferedModule> reference, PluginService service) {
        try {
            service.close();
        } catch (RuntimeException | Error e) {
            LOG.error("The service of {} did not go well", reference, e);
        }
        context.ungetService(reference);
    }

    /** Takes all services away. */
    @Deactivate
    void close() {
        tracker.close();
        keeper.close();
    }
}
