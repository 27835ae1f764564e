package dev.tagalong.runtime.internal.store;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The tagged indices that one instance has called lately, so that a call through one costs little more than a call through
 * the table. Read and filled by the thread that runs the instance; a library that is closed removes its functions from
 * all caches, so that they do not keep it.
 */
final class TaggedCache {

    private static final int SIZE = 64;

    private final int[] operands = new int[SIZE];
    private final FunctionImpl[] functions = new FunctionImpl[SIZE];

    /** The live function that was remembered for the operand, or {@code null}. */
    FunctionImpl find(int operand) {
        int slot = slot(operand);
        FunctionImpl function = functions[slot];
        return function != null && operands[slot] == operand && !function.owner.closed ? function : null;
    }

    /** Remembers a function of an instance that is not closed. */
    void remember(int operand, FunctionImpl function) {
        InstanceImpl owner = function.owner;
        if (owner == null) {
            return;
        }
        Holders holders = owner.taggedHolders;
        synchronized (holders) {
            if (!owner.closed) {
                int slot = slot(operand);
                functions[slot] = null;
                operands[slot] = operand;
                functions[slot] = function;
                holders.caches.add(this);
            }
        }
    }

    private void forget(InstanceImpl owner) {
        for (int i = 0; i < SIZE; i++) {
            FunctionImpl function = functions[i];
            if (function != null && function.owner == owner) {
                functions[i] = null;
            }
        }
    }

    private static int slot(int operand) {
        return (operand ^ operand >>> 14) & SIZE - 1;
    }

    /** The caches that hold functions of one instance. */
    static final class Holders {
        private final Set<TaggedCache> caches = Collections.newSetFromMap(new WeakHashMap<>());

        /** Once the instance is closed. */
        synchronized void forget(InstanceImpl owner) {
            caches.forEach(cache -> cache.forget(owner));
            caches.clear();
        }
    }
}
