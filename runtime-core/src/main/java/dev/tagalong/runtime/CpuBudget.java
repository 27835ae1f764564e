package dev.tagalong.runtime;

import java.time.Duration;

/**
 * How much of a processor's time calls may take: as the quota and the period of Linux's control groups.
 *
 * @param time how much in each period; more than zero, at most 2<sup>63</sup> - 1 ns (292 years). Two threads that run for a second take two
 * @param period the length of a period, which begins when something runs and none is under way; with the same range
 */
public record CpuBudget(Duration time, Duration period) {

    /** Checks the ranges. */
    public CpuBudget {
        check("time", time);
        check("period", period);
    }

    private static void check(String what, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("the " + what + " of a CPU budget must be more than zero: " + value);
        }
        if (value.compareTo(InstanceLimits.LONGEST) > 0) {
            throw new IllegalArgumentException("the " + what + " of a CPU budget is more than 292 years: " + value);
        }
    }

    /** Such as {@code 50 ms in 1000 ms}. */
    @Override
    public String toString() {
        return time.toMillis() + " ms in " + period.toMillis() + " ms";
    }
}
