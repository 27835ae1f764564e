package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;

/**
 * {@code clock_*}: real time since 1970, time since some moment in the past, and the processor time of the thread that
 * runs the program. All in nanoseconds.
 */
public final class Clocks {

    static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    static final int PROCESS_CPUTIME = 2;
    static final int THREAD_CPUTIME = 3;

    private static final long SECOND = 1_000_000_000L;

    private final WasiProcess.Factory processes;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long origin = System.nanoTime();

    /** The functions over processes of that factory. */
    public Clocks(WasiProcess.Factory processes) {
        this.processes = processes;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "clock_res_get", "clock_time_get");
    }

    void clockResGet(Instance caller, int clock, int result) {
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, 8);
        memory.writeLong(result, resolution(clock));
    }

    void clockTimeGet(Instance caller, int clock, long precision, int result) {
        GuestMemory memory = GuestMemory.of(caller);
        memory.require(result, 8);
        memory.writeLong(result, time(caller, clock));
    }

    private long time(Instance caller, int clock) {
        return switch (clock) {
            case REALTIME -> realtime();
            case MONOTONIC -> monotonic();
            case PROCESS_CPUTIME, THREAD_CPUTIME -> processorTime(caller);
            default -> throw new ErrnoException(Errno.EINVAL);
        };
    }

    /** What the JDK promises of each: its clocks tick in nanoseconds, and real time in microseconds at least. */
    private long resolution(int clock) {
        return switch (clock) {
            case REALTIME -> 1_000;
            case MONOTONIC -> 1;
            case PROCESS_CPUTIME, THREAD_CPUTIME -> {
                requireProcessorTime();
                yield 1;
            }
            default -> throw new ErrnoException(Errno.EINVAL);
        };
    }

    static long realtime() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    long monotonic() {
        return System.nanoTime() - origin;
    }

    private long processorTime(Instance caller) {
        requireProcessorTime();
        return processes.of(caller).processorTime(threads.getCurrentThreadCpuTime());
    }

    private void requireProcessorTime() {
        if (!threads.isCurrentThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
            throw new ErrnoException(Errno.ENOTSUP);
        }
    }
}
