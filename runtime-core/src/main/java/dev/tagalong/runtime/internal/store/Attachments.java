package dev.tagalong.runtime.internal.store;

import java.util.Map;
import java.util.Objects;
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
