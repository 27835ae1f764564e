package dev.tagalong.dl.internal.resolve;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Who remembers functions of an instance and has to let go of them when it closes, so that nothing of a library is kept by
 * those who outlive it. They are held weakly, and compared by identity or not at all. Safe for any thread.
 */
public final class Dependents implements HostState {

    /** One who remembers functions. */
    public interface Dependent {

        /** Lets go; called once the instance is closed, without any lock, perhaps more than once. */
        void letGo();
    }

    private final Set<Dependent> all = Collections.newSetFromMap(new WeakHashMap<>());

    private Dependents() {}

    @Override
    public String hindersSnapshot() {
        return null;
    }

    private static Dependents of(Instance instance) {
        return instance.attachment(Dependents.class, Dependents::new);
    }

    /** Adds one; if the instance is closed already, it lets go at once. */
    public static void add(Instance instance, Dependent dependent) {
        Dependents dependents = of(instance);
        synchronized (dependents.all) {
            dependents.all.add(dependent);
        }
        // Looked at only now: either this sees that the instance is closed, or who closes it sees the dependent.
        if (instance.closed()) {
            dependent.letGo();
        }
    }

    /** The instance was closed. */
    static void letGo(Instance closed) {
        Dependents dependents = of(closed);
        List<Dependent> present;
        synchronized (dependents.all) {
            present = new ArrayList<>(dependents.all);
            dependents.all.clear();
        }
        present.forEach(Dependent::letGo);
    }
}
