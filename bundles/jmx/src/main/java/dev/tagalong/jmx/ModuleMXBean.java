package dev.tagalong.jmx;

/**
 * A module that a bundle offers: {@code dev.tagalong:type=Module,bundle=SYMBOLIC-NAME,id=BUNDLE-ID,name=MODULE,version=VERSION}.
 * A value with characters that are special in object names is quoted.
 */
public interface ModuleMXBean extends UsageMXBean {

    /** The name that {@code dlopen} finds it under. */
    String getName();

    /** Its version. */
    String getVersion();

    /** The offering bundle's id. */
    long getBundleId();

    /** The offering bundle's symbolic name. */
    String getBundleName();

    /**
     * How far it has come: {@code OFFERED}, {@code OPEN}, {@code CLOSING}; or {@code BROKEN}, {@code UNLINKABLE} as it imports what is
     * not there, {@code REFUSED} as it does not fit the service that it is to be.
     */
    String getState();

    /** What is wrong with it and what to do, or {@code null}. */
    String getError();

    /** The handle id, 1 to 65,535; 0 while it has none. */
    int getHandle();

    /** How many opens have not been closed. */
    int getReferences();

    /** How many functions it defines. */
    int getFunctions();

    /** How many of them are compiled. */
    int getCompiledFunctions();

    /** How its next instance's functions are run: {@code INTERPRET}, {@code COMPILE} or {@code TIERED}. */
    String getTier();

    /** How much of a processor it may use in each period, in nanoseconds; 0 without a budget. */
    long getCpuBudgetNanos();

    /** The length of such a period in nanoseconds; 0 without a budget. */
    long getCpuBudgetPeriodNanos();

    /** How much of it was used in the present period, in nanoseconds. */
    long getCpuTimeInPeriodNanos();

    /** Whether calls are refused until the period is over. */
    boolean isExhausted();

    /** The last traps, the oldest first: a time, a space and the message each. */
    String[] getRecentTraps();

    /** For each instance, what it is, since when, and who runs it. */
    String[] getActivity();
}
