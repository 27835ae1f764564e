package dev.tagalong.services.internal;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.services.ImportFunction;
import dev.tagalong.services.internal.abi.ImportedMethod;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives modules the methods of services that have the property {@value #MODULE} and methods marked with {@link ImportFunction}: for
 * each it registers a {@link HostModule}, in the name of the service's bundle and with its ranking, which goes before the
 * service does. A service that cannot be used is told in the log, and no other suffers.
 */
@Component(service = HostServices.class, immediate = true)
public final class HostServices implements ServiceTrackerCustomizer<Object, ServiceRegistration<HostModule>> {

    private static final String MODULE = "tagalong.import.module";
    private static final String FILTER = "(&(" + MODULE + "=*)(!(objectClass=" + HostModule.class.getName()
            + "))(!(objectClass=" + HostFunction.class.getName() + ")))";
    private static final Logger LOG = LoggerFactory.getLogger(HostServices.class);

    private final BundleContext context;
    private final ServiceTracker<Object, ServiceRegistration<HostModule>> tracker;

    private record Methods(String name, Map<String, HostFunction> functions) implements HostModule {}

    /** Follows such services. */
    @Activate
    public HostServices(BundleContext context) {
        this.context = context;
        try {
            this.tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(FILTER), this);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(FILTER, e);
        }
        tracker.open(true);
    }

    @Override
    public ServiceRegistration<HostModule> addingService(ServiceReference<Object> reference) {
        ServiceRegistration<HostModule> registration = null;
        try {
            Object service = context.getService(reference);
            if (service == null) {
                return null;
            }
            registration = register(reference, service);
        } catch (IllegalStateException e) {
            // The bundle has stopped meanwhile.
            LOG.debug("{} is gone", reference);
        } catch (RuntimeException | Error e) {
            // An error that left this would end the tracker's start, and with it the functions of all other services.
            LOG.error("{} gives modules no functions: {}", reference, e.getMessage(), e);
        }
        if (registration != null && !registered(reference)) {
            unregister(registration);
            registration = null;
        }
        if (registration == null) {
            context.ungetService(reference);
        }
        return registration;
    }

    /**
     * Whether the registry has a service still. It lets go of one before it tells of that, so whoever looks afterwards does not miss
     * what another thread was told while this one was here.
     */
    private boolean registered(ServiceReference<?> reference) {
        try {
            String filter = "(" + Constants.SERVICE_ID + "=" + reference.getProperty(Constants.SERVICE_ID) + ")";
            return context.getAllServiceReferences(null, filter) != null;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a service id is a number", e);
        }
    }

    private static ServiceRegistration<HostModule> register(ServiceReference<Object> reference, Object service) {
        Bundle bundle = reference.getBundle();
        BundleContext its = bundle == null ? null : bundle.getBundleContext();
        if (its == null) {
            return null;
        }
        String module = String.valueOf(reference.getProperty(MODULE));
        Map<String, HostFunction> functions = functions(module, service);
        if (functions.isEmpty()) {
            throw new IllegalArgumentException(service.getClass().getName() + " has no methods marked with "
                    + ImportFunction.class.getName() + " as this bundle knows it");
        }
        Hashtable<String, Object> properties = new Hashtable<>();
        if (reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking) {
            properties.put(Constants.SERVICE_RANKING, ranking);
        }
        return its.registerService(HostModule.class, new Methods(module, functions), properties);
    }

    private static Map<String, HostFunction> functions(String module, Object service) {
        Map<String, HostFunction> functions = new HashMap<>();
        for (Class<?> type = service.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                ImportFunction mark = method.getAnnotation(ImportFunction.class);
                if (mark != null && !method.isSynthetic()) {
                    String name = mark.value().isEmpty() ? method.getName() : mark.value();
                    HostFunction made = ImportedMethod.of(module + "." + name, method, service);
                    if (functions.put(name, made) != null) {
                        throw new IllegalArgumentException("two methods are " + module + "." + name);
                    }
                }
            }
        }
        return Map.copyOf(functions);
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, ServiceRegistration<HostModule> registration) {
        // The methods are the same; a module name that changes is for a new service.
    }

    @Override
    public void removedService(ServiceReference<Object> reference, ServiceRegistration<HostModule> registration) {
        unregister(registration);
        context.ungetService(reference);
    }

    private static void unregister(ServiceRegistration<HostModule> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The framework has done it: the bundle has stopped.
        }
    }

    /** Takes all functions away. */
    @Deactivate
    void close() {
        tracker.close();
    }
}
