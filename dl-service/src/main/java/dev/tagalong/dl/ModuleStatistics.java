package dev.tagalong.dl;

import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.TrapReport;
import java.time.Duration;
import java.util.List;

/**
 * What a module that a bundle offers has used since the bundle was started, and what it uses now.
 *
 * @param module which module
 * @param tier how functions of its next instance are run
 * @param functions how many functions it defines; 0 if it is broken
 * @param compiledFunctions how many of them have been compiled
 * @param budget how much of a processor it may use, or {@code null} if there is no such limit
 * @param cpuTimeInPeriod how much of that it has used in the present period; zero without a budget
 * @param exhausted whether calls are refused until the period is over
 * @param usage the sum over all its instances, those that are gone included
 * @param recentTraps the last traps in its instances, the oldest first; {@value InstanceGroup#RECENT_TRAPS} at most
 * @param instances the instances that there are, the oldest first
 */
public record ModuleStatistics(
        LibraryInfo module,
        Tier tier,
        int functions,
        int compiledFunctions,
        CpuBudget budget,
        Duration cpuTimeInPeriod,
        boolean exhausted,
        InstanceStatistics usage,
        List<TrapReport> recentTraps,
        List<InstanceInfo> instances) {

    /** Copies the lists. */
    public ModuleStatistics {
        recentTraps = List.copyOf(recentTraps);
        instances = List.copyOf(instances);
    }
}
