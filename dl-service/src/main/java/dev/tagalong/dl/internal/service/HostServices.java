package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.internal.host.HostFunctions;
import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whiteboard: services that provide imports. A {@link HostModule} provides all its functions under its own name, and
 * what its {@link HostModule#function} makes of names that nobody else provides; a
 * {@link HostFunction} provides itself under the service properties {@value #IMPORT_MODULE} and {@value #IMPORT_NAME}
 * (one name or several).
 */
final class HostServices implements ServiceTrackerCustomizer<Object, Object> {

    /** The property with the import's module name. */
    static final String IMPORT_MODULE = "tagalong.import.module";

    /** The property with the import's name; a string, an array or a collection of them. */
    static final String IMPORT_NAME = "tagalong.import.name";

    private static final Logger LOG = LoggerFactory.getLogger(HostServices.class);

    private static final String FILTER = "(|(objectClass=" + HostModule.class.getName() + ")(&(objectClass="
            + HostFunction.class.getName() + ")(" + IMPORT_MODULE + "=*)(" + IMPORT_NAME + "=*)))";

    private final BundleContext context;
    private final HostFunctions functions;

    private HostServices(BundleContext context, HostFunctions functions) {
        this.context = context;
        this.functions = functions;
    }

    /** A tracker that keeps {@code functions} up to date once it is opened. */
    static ServiceTracker<Object, Object> tracker(BundleContext context, HostFunctions functions) {
        try {
            return new ServiceTracker<>(
                    context, FrameworkUtil.createFilter(FILTER), new HostServices(context, functions));
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(FILTER, e);
        }
    }

    /** No error of a service leaves this: it would end the tracker's start, and with it the linker's. */
    @Override
    public Object addingService(ServiceReference<Object> reference) {
        Object service = service(reference);
        if (service == null) {
            return null;
        }
        modifiedService(reference, service);
        if (!Registered.still(context, reference)) {
            removedService(reference, service);
            return null;
        }
        return service;
    }

    private Object service(ServiceReference<Object> reference) {
        try {
            return context.getService(reference);
        } catch (RuntimeException | Error e) {
            LOG.error("{} is no service of host functions: it cannot be had", reference, e);
            return null;
        }
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Object service) {
        Bundle bundle = reference.getBundle();
        String provider = bundle == null ? "unknown" : bundle.getSymbolicName();
        try {
            functions.put(reference, provider, provided(reference, service));
            if (service instanceof HostModule module) {
                functions.ask(reference, provider, module);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("The host functions of a service of bundle {} cannot be used", provider, e);
            functions.remove(reference);
        }
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Object service) {
        functions.remove(reference);
        context.ungetService(reference);
    }

    private static Map<ImportName, HostFunction> provided(ServiceReference<?> reference, Object service) {
        Map<ImportName, HostFunction> provided = new HashMap<>();
        if (service instanceof HostModule module) {
            module.functions().forEach((name, host) -> provided.put(new ImportName(module.name(), name), host));
        } else if (service instanceof HostFunction host) {
            String module = String.valueOf(reference.getProperty(IMPORT_MODULE));
            for (String name : strings(reference.getProperty(IMPORT_NAME))) {
                provided.put(new ImportName(module, name), host);
            }
        }
        return provided;
    }

    private static List<String> strings(Object property) {
        if (property instanceof String[] array) {
            return List.of(array);
        }
        if (property instanceof Collection<?> collection) {
            return collection.stream().map(String::valueOf).toList();
        }
        return List.of(String.valueOf(property));
    }
}
