package dev.tagalong.services.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.packaging.ModuleDescription;
import dev.tagalong.dl.packaging.ServiceDescription.Scope;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service that a module is: its registration, and the instances that it is made of. */
final class PluginService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginService.class);

    private final UserInstances instances;
    private ServiceRegistration<?> registration;

    private PluginService(UserInstances instances) {
        this.instances = instances;
    }

    /**
     * Registers the service of a module with the plugin's context.
     *
     * @throws DlException if the module does not fit the interfaces, or cannot have instances of this scope
     */
    static PluginService register(
            BundleContext plugin, Linker linker, OfferedModule module, ServiceClause clause, PoolKeeper keeper) {
        List<Class<?>> types = load(plugin.getBundle(), clause.interfaces());
        ServicePlan plan = ServicePlan.of(module.module(), types);
        Supplier<UserInstance> maker = maker(linker, module, clause.scope(), plan);
        UserInstances instances = clause.scope() == Scope.PROTOTYPE
                ? new RequestedInstances(module.toString(), maker, clause.pool(), keeper)
                : new UserInstances(module.toString(), maker);
        PluginService service = new PluginService(instances);
        try {
            service.registration =
                    plugin.registerService(clause.interfaces().toArray(String[]::new), instances, clause.properties());
        } catch (IllegalStateException e) {
            // The plugin has stopped meanwhile.
            instances.close();
            return service;
        }
        LOG.info(
                "{} is a service {} of scope {}",
                module,
                clause.interfaces(),
                clause.scope().text());
        return service;
    }

    private static List<Class<?>> load(Bundle plugin, List<String> names) {
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            try {
                types.add(plugin.loadClass(name));
            } catch (ClassNotFoundException | LinkageError e) {
                throw new DlException(
                        "bundle " + plugin.getSymbolicName() + " cannot load the interface " + name
                                + ": does it import the package?",
                        e);
            }
        }
        return types;
    }

    private static Supplier<UserInstance> maker(Linker linker, OfferedModule module, Scope scope, ServicePlan plan) {
        if (scope == Scope.SINGLETON) {
            if (ModuleDescription.positionIndependent(module.module())) {
                throw new DlException(
                        "it is position-independent, so it has no instance of its own that all could share;"
                                + " the scope can be bundle or prototype");
            }
            return () -> UserInstance.of(linker.open(module, OpenFlags.RTLD_NOW), plan);
        }
        return () -> UserInstance.of(linker.load(module, ProcessEnvironment.EMPTY), plan);
    }

    /** Takes the service away: users give it back, and what still exists is closed. Calls under way have the linker's grace. */
    @Override
    public void close() {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The framework has done it: the plugin has stopped.
            }
        }
        instances.close();
    }
}
