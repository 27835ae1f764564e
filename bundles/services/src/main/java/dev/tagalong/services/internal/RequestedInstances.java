package dev.tagalong.services.internal;

import java.util.function.Supplier;
import org.osgi.framework.PrototypeServiceFactory;

/** Gives each request what it gets of a service; some are made ahead, each for one user only. Safe for any thread. */
final class RequestedInstances extends UserInstances implements PrototypeServiceFactory<Object> {

    private final Pool pool;

    RequestedInstances(String label, Supplier<UserInstance> maker, int size, PoolKeeper keeper) {
        super(label, maker);
        this.pool = new Pool(label, maker, size, keeper);
        pool.fill();
    }

    @Override
    UserInstance make() {
        UserInstance ready = pool.take();
        return ready == null ? super.make() : ready;
    }

    @Override
    public void close() {
        pool.close();
        super.close();
    }
}
