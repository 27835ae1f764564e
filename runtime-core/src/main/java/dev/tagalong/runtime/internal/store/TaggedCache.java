package dev.tagalong.runtime.internal.store;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The tagged indices that an instance has called lately, so that a call through one costs little more than a call through
 * the table. Filled by the thread that runs the instance; a library that is closed removes its functions from all
 * caches, so that they do not keep it. A function that is found may have been closed a moment ago: calls see that.
 */
public final class TaggedCache {

    private static final int SIZE = 64;

    private TaggedCache() {}

    /** A tagged index and its function. */
    record Entry(int operand, FunctionImpl function) {}

    static Entry[] create() {
        return new Entry[SIZE];
    }

    /** The function that an instance has called by the operand, or {@code null}. */
    public static FunctionImpl find(InstanceImpl instance, int operand) {
        Entry[] entries = instance.taggedCache;
        Entry entry = entries[slot(operand, entries.length)];
        return entry != null && entry.operand == operand ? entry.function : null;
    }

    /** Remembers what an instance has called by the operand, if it is a function of an instance that is not closed. */
    public static void remember(InstanceImpl instance, int operand, FunctionImpl function) {
        Entry[] cache = instance.taggedCache;
        InstanceImpl owner = function.owner;
        if (owner == null) {
            return;
        }
        Holders holders = owner.taggedHolders;
        synchronized (holders) {
            if (!owner.closed) {
                cache[slot(operand, cache.length)] = new Entry(operand, function);
                holders.caches.add(cache);
            }
        }
    }

    private static void forget(Entry[] cache, InstanceImpl owner) {
        for (int i = 0; i < cache.length; i++) {
            Entry entry = cache[i];
            if (entry != null && entry.function.owner == owner) {
                cache[i] = null;
            }
        }
    }

    private static int slot(int operand, int size) {
        return (operand ^ operand >>> 14) & size - 1;
    }

    /** The caches that hold functions of one instance. */
    static final class Holders {
        private final Set<Entry[]> caches = Collections.newSetFromMap(new WeakHashMap<>());

        /** Once the instance is closed. */
        synchronized void forget(InstanceImpl owner) {
            caches.forEach(cache -> TaggedCache.forget(cache, owner));
            caches.clear();
        }
    }
}
