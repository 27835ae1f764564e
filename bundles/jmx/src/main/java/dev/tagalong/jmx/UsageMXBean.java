package dev.tagalong.jmx;

/** What instances have done since their bundle was started, and what they hold now. */
public interface UsageMXBean {

    /** How many instances there are. */
    int getInstances();

    /** The size of their memories in bytes. */
    long getMemoryBytes();

    /** The size of their tables. */
    long getTableEntries();

    /** How many calls came from Java. */
    long getCalls();

    /** How many threads are in a call now. */
    int getActiveCalls();

    /** How many threads wait for another that runs an instance. */
    int getWaitingCalls();

    /** For how long threads were in calls, in nanoseconds. */
    long getCallTimeNanos();

    /** How much of a processor's time these calls took, in nanoseconds. */
    long getCpuTimeNanos();

    /** How many calls from Java trapped. */
    long getTraps();

    /** When the last of these did, in milliseconds since 1970; 0 if none did. */
    long getLastTrapTime();

    /** Its message and backtrace, or {@code null}. */
    String getLastTrap();
}
