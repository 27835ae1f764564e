package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.LinkException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The instances that a program's threads run. Safe for any thread. */
final class ThreadInstances {

    private final Set<Instance> live = new HashSet<>();

    /**
     * There is one more.
     *
     * @throws LinkException if there are as many as there may be
     */
    synchronized void add(Instance thread, String program, int most) {
        if (live.size() >= most) {
            throw new LinkException(program + " has " + live.size() + " threads, and the limit is " + most);
        }
        live.add(thread);
    }

    /** One has ended; nothing happens if it had before. */
    synchronized void remove(Instance thread) {
        live.remove(thread);
    }

    /** Those that there are. */
    synchronized List<Instance> all() {
        return List.copyOf(live);
    }
}
