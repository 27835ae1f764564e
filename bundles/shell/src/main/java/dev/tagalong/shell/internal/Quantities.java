package dev.tagalong.shell.internal;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people, three digits or so of each. */
final class Quantities {

    private static final int UNIT = 1024;
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB"};
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final int MINUTE = 60;

    private Quantities() {}

    /** Such as {@code 64 KiB}. */
    static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= UNIT && unit < BYTES.length - 1) {
            value /= UNIT;
            unit++;
        }
        return short0(value) + " " + BYTES[unit];
    }

    /** Such as {@code 1.5 ms}. */
    static String time(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < MICRO) {
            return nanos == 0 ? "0" : nanos + " ns";
        }
        if (nanos < MILLI) {
            return short0((double) nanos / MICRO) + " us";
        }
        if (nanos < SECOND) {
            return short0((double) nanos / MILLI) + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds < MINUTE) {
            return short0((double) nanos / SECOND) + " s";
        }
        return seconds / MINUTE + ":" + String.format(Locale.ROOT, "%02d", seconds % MINUTE) + " min";
    }

    /** With one digit after the point where there is none but one before it, unless it is a zero. */
    static String short0(double value) {
        String text = String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
