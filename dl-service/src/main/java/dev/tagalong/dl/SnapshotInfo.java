package dev.tagalong.dl;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The snapshot of a module, with which new instances begin, or why there is none.
 *
 * @param function the export that was, or is to be, called once after the start; {@link #START} for none; {@link #STATE} if a
 *     program's state was taken as it was
 * @param bytes the size of its contents in bytes, without zeros; 0 if there is none
 * @param time how long it took to make: starts from it do without
 * @param made when it was made, or {@code null} if there is none
 * @param problem why there is none, or {@code null}
 */
public record SnapshotInfo(String function, long bytes, Duration time, Instant made, String problem) {

    /** Stands for the start alone: the start function, {@code _initialize} or constructors. */
    public static final String START = "start";

    /** Stands for the state of a program that {@link Program#takeSnapshot} took. */
    public static final String STATE = "";

    /** Checks for nulls. */
    public SnapshotInfo {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(time, "time");
    }
}
