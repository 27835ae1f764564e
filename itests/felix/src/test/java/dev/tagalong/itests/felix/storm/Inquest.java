package dev.tagalong.itests.felix.storm;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Map;

/** Why does a thread not return? What there is to see of all threads and of the engine. */
final class Inquest {

    private static final String NEXT = System.lineSeparator();

    private Inquest() {}

    /** The engine's view of each sailor that is still at work, and all threads' stacks with the locks that they hold. */
    static String of(Map<Thread, Sailor> sailors) {
        StringBuilder text = new StringBuilder();
        sailors.forEach((thread, sailor) -> {
            if (thread.isAlive()) {
                text.append(NEXT).append(thread.getName()).append(": ").append(sailor.activity());
            }
        });
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            append(text.append(NEXT), info);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ThreadInfo info) {
        text.append(NEXT).append(info.getThreadName()).append(' ').append(info.getThreadState());
        if (info.getLockName() != null) {
            text.append(" on ").append(info.getLockName());
        }
        if (info.getLockOwnerName() != null) {
            text.append(" owned by ").append(info.getLockOwnerName());
        }
        StackTraceElement[] trace = info.getStackTrace();
        for (int i = 0; i < trace.length; i++) {
            text.append(NEXT).append("    at ").append(trace[i]);
            for (MonitorInfo monitor : info.getLockedMonitors()) {
                if (monitor.getLockedStackDepth() == i) {
                    text.append(NEXT).append("    locked ").append(monitor);
                }
            }
        }
        for (LockInfo lock : info.getLockedSynchronizers()) {
            text.append(NEXT).append("    holds ").append(lock);
        }
    }
}
