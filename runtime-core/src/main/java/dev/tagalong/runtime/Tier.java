package dev.tagalong.runtime;

/** How an engine runs functions. All tiers give the same results and traps. */
public enum Tier {
    /** Interpret only: starts at once and generates no classes. */
    INTERPRET,
    /** Compile each function to JVM bytecode before its first call. */
    COMPILE,
    /** Interpret at first, and compile what is called often or loops. */
    TIERED
}
