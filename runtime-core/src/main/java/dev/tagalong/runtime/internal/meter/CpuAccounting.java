package dev.tagalong.runtime.internal.meter;

import java.util.ArrayList;
import java.util.List;

/** Charges what a thread has used to the instances in which it is, and to their groups. */
final class CpuAccounting {

    private CpuAccounting() {}

    /**
     * Charges what a thread has used since it was last looked at. Called by one thread only.
     *
     * @param elapsed how long that was, in nanoseconds
     * @param used how much of a processor it took, in nanoseconds
     * @param now {@link System#nanoTime()}
     */
    static void charge(MeteredThread thread, long elapsed, long used, long now) {
        List<InstanceGroupImpl> groups = new ArrayList<>(2);
        for (Metered instance : thread.instancesInUse()) {
            instance.usage().callNanos += elapsed;
            instance.usage().cpuNanos += used;
            if (!groups.contains(instance.group())) {
                groups.add(instance.group());
            }
        }
        groups.forEach(group -> group.charge(used, now));
    }
}
