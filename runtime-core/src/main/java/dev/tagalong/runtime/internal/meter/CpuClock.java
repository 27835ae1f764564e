package dev.tagalong.runtime.internal.meter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How much of a processor a thread has used, where the JVM tells. */
final class CpuClock {

    /** The JVM does not tell. */
    static final long UNKNOWN = -1;

    private static final ThreadMXBean THREADS = threads();

    private CpuClock() {}

    private static ThreadMXBean threads() {
        try {
            ThreadMXBean bean = ManagementFactory.getThreadMXBean();
            return bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled() ? bean : null;
        } catch (LinkageError noManagement) {
            // A JVM may have been made without the module java.management.
            return null;
        }
    }

    /** In nanoseconds, or {@link #UNKNOWN}: also of a thread that has ended, and of a virtual one. */
    static long of(Thread thread) {
        return THREADS == null ? UNKNOWN : THREADS.getThreadCpuTime(thread.getId());
    }
}
