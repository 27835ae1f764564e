package dev.tagalong.health.internal;

import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.TrapReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When traps are too many.
 *
 * @param count as many as this are, 1 to {@value InstanceGroup#RECENT_TRAPS}
 * @param period within so long
 */
record TrapRule(int count, Duration period) {

    /** Checks the ranges. */
    TrapRule {
        if (count < 1 || count > InstanceGroup.RECENT_TRAPS) {
            throw new IllegalArgumentException(
                    "traps.warn must be from 1 to " + InstanceGroup.RECENT_TRAPS + ": " + count);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("traps.period.s must be 1 or more: " + period.toSeconds());
        }
    }

    /** Those that count at a time. */
    List<TrapReport> counting(List<TrapReport> traps, Instant now) {
        Instant earliest = now.minus(period);
        return traps.stream().filter(trap -> trap.time().isAfter(earliest)).toList();
    }
}
