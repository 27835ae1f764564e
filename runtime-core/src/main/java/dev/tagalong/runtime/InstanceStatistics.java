package dev.tagalong.runtime;

import java.time.Duration;
import java.util.Objects;

/**
 * What an instance has done since it was made and what it holds now; or the sum over several.
 *
 * <p>Times are found by looking, a few hundred times a second, which threads are in which instance, so that calls cost
 * nothing for it: over many calls they come out right, of a single call they may be wrong by some milliseconds. What an
 * instance calls counts for it as well as for the instance that is called.
 *
 * @param instances how many instances this is about; of a group, those that are not closed
 * @param memoryBytes the size of the memories in bytes, without those of a {@link Instance#leader() leader}
 * @param tableEntries the size of the tables, without those of a leader
 * @param calls how many calls of functions came from Java; those from other instances are not counted
 * @param activeCalls how many threads are in a call now
 * @param waitingCalls how many threads wait for another that runs the instance
 * @param callTime for how long threads were in calls, by whomever they were made, waiting in host functions included
 * @param cpuTime how much of a processor's time these calls took
 * @param traps how many calls from Java trapped in it: a trap counts for the instance in which it was raised
 * @param lastTrap the last of these, or {@code null} if there was none
 */
public record InstanceStatistics(
        int instances,
        long memoryBytes,
        long tableEntries,
        long calls,
        int activeCalls,
        int waitingCalls,
        Duration callTime,
        Duration cpuTime,
        long traps,
        TrapReport lastTrap) {

    /** The sum over no instances. */
    public static final InstanceStatistics NONE =
            new InstanceStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, 0, null);

    /** Checks for nulls. */
    public InstanceStatistics {
        Objects.requireNonNull(callTime, "callTime");
        Objects.requireNonNull(cpuTime, "cpuTime");
    }

    /** The sum of both; the last trap is the later one. */
    public InstanceStatistics plus(InstanceStatistics other) {
        return new InstanceStatistics(
                instances + other.instances,
                memoryBytes + other.memoryBytes,
                tableEntries + other.tableEntries,
                calls + other.calls,
                activeCalls + other.activeCalls,
                waitingCalls + other.waitingCalls,
                callTime.plus(other.callTime),
                cpuTime.plus(other.cpuTime),
                traps + other.traps,
                TrapReport.later(lastTrap, other.lastTrap));
    }
}
