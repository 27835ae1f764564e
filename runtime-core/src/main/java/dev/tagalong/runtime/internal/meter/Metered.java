package dev.tagalong.runtime.internal.meter;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceStatistics;

/** An instance as it is counted. */
public interface Metered extends Instance {

    /** What it has done. */
    UsageCounters usage();

    /** With whom it is counted. */
    @Override
    InstanceGroupImpl group();

    /** What it counts for in its group. */
    InstanceStatistics share();

    /** Its group's budget is used up: calls under way in it are to trap. */
    void exhausted(String reason);
}
