package dev.tagalong.runtime.internal.meter;

import java.util.List;

/** A thread that calls instances, as {@link CpuSampler} looks at it. */
public abstract class MeteredThread {

    /** How many exceptions note where they are thrown between two looks. */
    private static final int EXCEPTION_TRACES = 8;

    /** Who throws more than this between two looks notes nothing until the next one. */
    private static final int MANY_EXCEPTIONS = 100;

    /** The thread that made this. */
    public final Thread thread = Thread.currentThread();

    /** Whether {@link CpuSampler} looks at this thread; see there. */
    public boolean watched;

    /**
     * How many exceptions may still note where they are thrown; below zero, how many did not. Each exception counts down, each look of
     * {@link CpuSampler} begins anew.
     */
    public int exceptionTraces = EXCEPTION_TRACES;

    // The last look of CpuSampler, whose thread these belong to.

    /** When it was, by {@link System#nanoTime()}. */
    long seen;

    /** What the thread had used of a processor, in nanoseconds, or {@link CpuClock#UNKNOWN}. */
    long cpuSeen;

    /** How many looks in a row have found no call. */
    int idleLooks;

    /** One that nobody looks at yet. */
    protected MeteredThread() {}

    /** Lets exceptions note again where they are thrown, unless the thread throws many. */
    final void renewExceptionTraces() {
        exceptionTraces = exceptionTraces < -MANY_EXCEPTIONS ? 0 : EXCEPTION_TRACES;
    }

    /** Whether calls from Java are under way; of another thread, whether there were a moment ago. */
    protected abstract boolean inCall();

    /** The instances that the thread is in; asked by another thread. */
    protected abstract List<? extends Metered> instancesInUse();
}
