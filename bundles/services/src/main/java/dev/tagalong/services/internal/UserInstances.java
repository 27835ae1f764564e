package dev.tagalong.services.internal;

import dev.tagalong.dl.DlException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each bundle that uses a service what it gets of it, and remembers it until it is given back. What cannot be made is
 * {@code null} to the user (OSGi Core 8, section 5.9), and a line in the log. Safe for any thread.
 */
class UserInstances implements ServiceFactory<Object>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UserInstances.class);

    private final String label;
    private final Supplier<UserInstance> maker;

    // Guarded by the map's lock, under which nothing is called.
    private final Map<Object, UserInstance> given = new IdentityHashMap<>();
    private boolean closed;

    UserInstances(String label, Supplier<UserInstance> maker) {
        this.label = label;
        this.maker = maker;
    }

    /** One more. */
    UserInstance make() {
        return maker.get();
    }

    /** For messages. */
    final String label() {
        return label;
    }

    @Override
    public final Object getService(Bundle user, ServiceRegistration<Object> registration) {
        UserInstance fresh;
        try {
            fresh = make();
        } catch (DlException e) {
            LOG.warn("{} cannot be a service to bundle {}: {}", label, user.getSymbolicName(), e.getMessage());
            return null;
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be a service to bundle {}: {}", label, user.getSymbolicName(), e.getMessage(), e);
            return null;
        }
        synchronized (given) {
            if (!closed) {
                given.put(fresh.service(), fresh);
                return fresh.service();
            }
        }
        fresh.close();
        return null;
    }

    @Override
    public final void ungetService(Bundle user, ServiceRegistration<Object> registration, Object service) {
        UserInstance back;
        synchronized (given) {
            back = given.remove(service);
        }
        if (back != null) {
            back.close();
        }
    }

    @Override
    public void close() {
        List<UserInstance> left;
        synchronized (given) {
            closed = true;
            left = new ArrayList<>(given.values());
            given.clear();
        }
        left.forEach(UserInstance::close);
    }
}
