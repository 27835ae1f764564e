package dev.tagalong.bench.report;

import java.util.Arrays;

/**
 * One figure: what a contender needs for a row.
 *
 * @param row the row's id
 * @param contender the contender's id
 * @param value the median, in the unit of the row's group; NaN if it failed
 * @param low the least sample
 * @param high the greatest sample
 * @param failure why there is no figure, or {@code null}
 */
public record Measurement(String row, String contender, double value, double low, double high, String failure) {

    /** The median of samples, each multiplied by {@code scale}. */
    public static Measurement of(String row, String contender, double[] samples, double scale) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("no samples for " + row + " of " + contender);
        }
        double[] sorted = Arrays.stream(samples).map(s -> s * scale).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Measurement(row, contender, median, sorted[0], sorted[sorted.length - 1], null);
    }

    /** A measurement that failed. */
    public static Measurement failed(String row, String contender, String why) {
        return new Measurement(row, contender, Double.NaN, Double.NaN, Double.NaN, why);
    }

    /** Whether there is a figure. */
    public boolean ok() {
        return failure == null;
    }
}
