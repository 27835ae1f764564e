package dev.tagalong.services.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that are made before anybody asks. One that is taken never comes back, so that no user sees what another has left in
 * its memory. When one cannot be made, there are no more until one is taken or asked for. Safe for any thread.
 */
final class Pool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    private final String label;
    private final Supplier<UserInstance> maker;
    private final int size;
    private final PoolKeeper keeper;

    // Guarded by this object's lock, under which nothing is called.
    private final Deque<UserInstance> ready = new ArrayDeque<>();
    private boolean filling;
    private boolean closed;

    Pool(String label, Supplier<UserInstance> maker, int size, PoolKeeper keeper) {
        this.label = label;
        this.maker = maker;
        this.size = size;
        this.keeper = keeper;
    }

    /** One that is ready, or {@code null}; another is made instead of it soon. */
    UserInstance take() {
        UserInstance taken;
        synchronized (this) {
            taken = ready.poll();
        }
        fill();
        return taken;
    }

    /** Sees that there are enough soon. */
    void fill() {
        synchronized (this) {
            if (closed || filling || ready.size() >= size) {
                return;
            }
            filling = true;
        }
        if (!keeper.submit(this::makeSome)) {
            synchronized (this) {
                filling = false;
            }
        }
    }

    private void makeSome() {
        boolean more = true;
        while (more) {
            UserInstance fresh = make();
            boolean unwanted;
            synchronized (this) {
                unwanted = closed;
                if (fresh != null && !unwanted) {
                    ready.add(fresh);
                }
                more = fresh != null && !closed && ready.size() < size;
                filling = more;
            }
            if (unwanted && fresh != null) {
                fresh.close();
            }
        }
    }

    private UserInstance make() {
        try {
            return maker.get();
        } catch (RuntimeException | Error e) {
            // An error, too, is not to end the filling for ever: it may be that there was no memory just now.
            LOG.warn("{} cannot be kept ready for users: {}", label, e.toString());
            return null;
        }
    }

    @Override
    public void close() {
        List<UserInstance> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(ready);
            ready.clear();
        }
        left.forEach(UserInstance::close);
    }
}
