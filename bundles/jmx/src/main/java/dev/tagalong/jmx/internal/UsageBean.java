package dev.tagalong.jmx.internal;

import dev.tagalong.jmx.UsageMXBean;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.TrapReport;

/** Reads statistics anew for each attribute. */
abstract class UsageBean implements UsageMXBean {

    abstract InstanceStatistics usage();

    @Override
    public int getInstances() {
        return usage().instances();
    }

    @Override
    public long getMemoryBytes() {
        return usage().memoryBytes();
    }

    @Override
    public long getTableEntries() {
        return usage().tableEntries();
    }

    @Override
    public long getCalls() {
        return usage().calls();
    }

    @Override
    public int getActiveCalls() {
        return usage().activeCalls();
    }

    @Override
    public int getWaitingCalls() {
        return usage().waitingCalls();
    }

    @Override
    public long getCallTimeNanos() {
        return usage().callTime().toNanos();
    }

    @Override
    public long getCpuTimeNanos() {
        return usage().cpuTime().toNanos();
    }

    @Override
    public long getTraps() {
        return usage().traps();
    }

    @Override
    public long getLastTrapTime() {
        TrapReport last = usage().lastTrap();
        return last == null ? 0 : last.time().toEpochMilli();
    }

    @Override
    public String getLastTrap() {
        TrapReport last = usage().lastTrap();
        return last == null ? null : last.text();
    }
}
