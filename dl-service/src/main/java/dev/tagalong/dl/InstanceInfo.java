package dev.tagalong.dl;

import dev.tagalong.runtime.InstanceStatistics;
import java.time.Instant;

/**
 * An instance of a module that a bundle offers, as it stands at the moment of asking.
 *
 * @param kind what it is
 * @param program the name of the program in whose memory it is, or {@code null} if it has its own
 * @param since when it was made
 * @param closing whether it is closed, and calls under way in it have not returned yet
 * @param activity who runs it and what that thread waits for, a sentence for people
 * @param usage what it has done and what it holds
 */
public record InstanceInfo(
        Kind kind, String program, Instant since, boolean closing, String activity, InstanceStatistics usage) {

    /** What an instance is. */
    public enum Kind {
        /** A program that Java has loaded. */
        PROGRAM,
        /** A library with a memory of its own: the one instance that its bundle owns. */
        LIBRARY,
        /** A library in a program's memory. */
        SHARED
    }
}
