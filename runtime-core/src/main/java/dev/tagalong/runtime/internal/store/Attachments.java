package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.HostState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What Java code keeps with an instance, one object for each class. Thread-safe. */
final class Attachments {

    private static final System.Logger LOG = System.getLogger(Attachments.class.getName());

    private final Map<Class<?>, Object> objects = new ConcurrentHashMap<>();

    /** The object of a class: the one there is, or else a new one. */
    <T> T get(Class<T> key, Supplier<? extends T> initial) {
        Object present = objects.get(key);
        if (present == null) {
            Object fresh = Objects.requireNonNull(initial.get(), "initial");
            Object other = objects.putIfAbsent(key, fresh);
            present = other == null ? fresh : other;
        }
        return key.cast(present);
    }

    /** What a snapshot of the instance would miss, see {@link HostState}; {@code null} if nothing. */
    String hinderSnapshot() {
        for (Map.Entry<Class<?>, Object> attachment : objects.entrySet()) {
            String missed = attachment.getValue() instanceof HostState state
                    ? state.hindersSnapshot()
                    : "host functions keep a " + attachment.getKey().getName() + " for it";
            if (missed != null) {
                return missed;
            }
        }
        return null;
    }

    /** What the instance has been told of its environment, see {@link HostState}. */
    Set<HostState.Told> told() {
        Set<HostState.Told> told = EnumSet.noneOf(HostState.Told.class);
        for (Object attachment : objects.values()) {
            if (attachment instanceof HostState state) {
                told.addAll(state.told());
            }
        }
        return told;
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    /**
     * Closes those that can be closed, each once; one that fails is logged.
     *
     * @param owner whose they are, for the log
     */
    void close(Object owner) {
        for (Map.Entry<Class<?>, Object> attachment : objects.entrySet()) {
            Class<?> key = attachment.getKey();
            if (attachment.getValue() instanceof AutoCloseable resource && objects.remove(key, resource)) {
                try {
                    resource.close();
                } catch (Exception e) {
                    LOG.log(System.Logger.Level.WARNING, "closing " + key.getName() + " of " + owner + " failed", e);
                }
            }
        }
    }
}
