package dev.tagalong.runtime.internal.meter;

import java.util.List;

/** A thread that calls instances, as {@link CpuSampler} looks at it. */
public abstract class MeteredThread {

    /** The thread that made this. */
    public final Thread thread = Thread.currentThread();

    /** Whether {@link CpuSampler} looks at this thread; see there. */
    public boolean watched;

    // The last look of CpuSampler, whose thread these belong to.

    /** When it was, by {@link System#nanoTime()}. */
    long seen;

    /** What the thread had used of a processor, in nanoseconds, or {@link CpuClock#UNKNOWN}. */
    long cpuSeen;

    /** How many looks in a row have found no call. */
    int idleLooks;

    /** One that nobody looks at yet. */
    protected MeteredThread() {}

    /** Whether calls from Java are under way; of another thread, whether there were a moment ago. */
    protected abstract boolean inCall();

    /** The instances that the thread is in; asked by another thread. */
    protected abstract List<? extends Metered> instancesInUse();
}
