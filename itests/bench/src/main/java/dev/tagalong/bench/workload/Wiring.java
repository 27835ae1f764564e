package dev.tagalong.bench.workload;

/** What a workload's module is connected to. */
public enum Wiring {
    /** Nothing: the module exports {@code run}. */
    PLAIN,
    /** Its import {@code step} is a function of the host. */
    HOST,
    /** Its import {@code step} is a function of another instance. */
    INSTANCE,
    /** Its pointers stand for a function in each of several other instances. */
    POINTERS,
    /** The other way round: the host's loop calls the module's {@code step}. */
    ENTRY,
    /** A unit instantiates a library, gets a pointer to its {@code step}, calls it through the module and lets it go. */
    ROUND_TRIP,
    /** Module and library are bundles in a container; the linker gives the module its {@code dlopen}. */
    LINKER,
    /** Two instances of it share a memory, and each is called by a thread of its own. */
    THREADS,
    /** Nothing: the same as {@link #THREADS}, in Java, to compare with. */
    JAVA_THREADS
}
