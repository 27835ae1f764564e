package dev.tagalong.runtime;

import java.time.Instant;
import java.util.Objects;

/**
 * What is kept of a trap.
 *
 * @param time when it reached Java
 * @param kind its kind
 * @param text its message, and the backtrace up to where it reached Java, a frame a line
 */
public record TrapReport(Instant time, TrapKind kind, String text) {

    /** Checks for nulls. */
    public TrapReport {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /** The first line: the message without the backtrace. */
    public String message() {
        return text.lines().findFirst().orElse("");
    }

    /** The later of two, of which each may be {@code null}. */
    public static TrapReport later(TrapReport one, TrapReport other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.time.isBefore(other.time) ? other : one;
    }
}
