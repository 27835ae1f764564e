package dev.tagalong.dl.internal.service;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Whether a service is there. A tracker that hears of a service's coming on one thread while it goes on another may have heard of
 * its going before, and keep it for ever. The registry lets go of a service before it tells of that, so whoever looks once a
 * service is tracked misses nothing.
 */
final class Registered {

    private Registered() {}

    /** Whether the registry has a service still. */
    static boolean still(BundleContext context, ServiceReference<?> reference) {
        try {
            return context.getAllServiceReferences(null, "(service.id=" + reference.getProperty("service.id") + ")")
                    != null;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a service id is a number", e);
        }
    }
}
