package dev.tagalong.runtime;

import java.time.Duration;
import java.util.List;

/**
 * Instances that are counted together and share a CPU budget, whatever threads run them: those of one plugin. Made by
 * {@link Engine#group} and given to instances with {@link InstanceOptions#withGroup}. Safe for any thread.
 */
public interface InstanceGroup {

    /** How many traps are kept. */
    int RECENT_TRAPS = 16;

    /** The name in messages. */
    String name();

    /** The sum over its instances, closed ones included, except that these hold no memory or tables. */
    InstanceStatistics statistics();

    /** The last traps that were counted for its instances, the oldest first: {@link #RECENT_TRAPS} at most. */
    List<TrapReport> recentTraps();

    /** Its instances that are not closed, or in which calls are under way, in the order in which they were made. */
    List<Instance> instances();

    /** The budget, or {@code null} if there is none. */
    CpuBudget budget();

    /**
     * Sets another budget, or none if it is {@code null}; holds at once. Calls that are in one of the instances when the
     * budget is used up trap with {@link TrapKind#CPU_BUDGET_EXHAUSTED}, and so do those that come before the period is
     * over. What is used up is looked at every few milliseconds, so some more may be used.
     */
    void budget(CpuBudget budget);

    /** How much of the budget was used in the present period; zero without a budget. */
    Duration cpuTimeInPeriod();

    /** Whether calls are refused until the period is over. */
    boolean exhausted();
}
