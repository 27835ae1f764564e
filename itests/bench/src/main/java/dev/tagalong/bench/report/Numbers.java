package dev.tagalong.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** How figures are written: three significant digits. */
final class Numbers {

    private static final double THOUSAND = 1000;

    private Numbers() {}

    static String text(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (value >= THOUSAND) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    static String text(OptionalDouble value) {
        return text(value.orElse(Double.NaN));
    }
}
