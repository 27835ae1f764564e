package dev.tagalong.runtime.internal.meter;

import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.TrapReport;
import java.time.Duration;

/**
 * What one instance has done. Each field has one writer at a time, so that nothing has to be atomic; who reads them from
 * another thread sees numbers that may be a moment old.
 */
public final class UsageCounters {

    /** Calls of functions from Java; written by the thread that owns the instance. */
    private long calls;

    /** How long threads were in calls, in nanoseconds; written by {@link CpuSampler}. */
    long callNanos;

    /** How much of a processor they took, in nanoseconds; written by {@link CpuSampler}. */
    long cpuNanos;

    private long traps;
    private TrapReport lastTrap;

    /** Counts a call from Java; by the thread that owns the instance. */
    public void called() {
        calls++;
    }

    /** How many calls there were from Java. */
    public long calls() {
        return calls;
    }

    /** Counts a trap. */
    public synchronized void trapped(TrapReport report) {
        traps++;
        lastTrap = report;
    }

    /** Adds what another has counted. */
    synchronized void add(InstanceStatistics other) {
        calls += other.calls();
        callNanos += other.callTime().toNanos();
        cpuNanos += other.cpuTime().toNanos();
        traps += other.traps();
        lastTrap = TrapReport.later(lastTrap, other.lastTrap());
    }

    /** As statistics, with what is not counted here. */
    public synchronized InstanceStatistics with(
            int instances, long memoryBytes, long tableEntries, int activeCalls, int waitingCalls) {
        return new InstanceStatistics(
                instances,
                memoryBytes,
                tableEntries,
                calls,
                activeCalls,
                waitingCalls,
                Duration.ofNanos(callNanos),
                Duration.ofNanos(cpuNanos),
                traps,
                lastTrap);
    }
}
