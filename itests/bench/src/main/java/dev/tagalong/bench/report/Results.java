package dev.tagalong.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a session measured. Rows and contenders keep the order in which they were added. Not safe for several threads. */
public final class Results {

    /** The contender that ratios are to, if it was there. */
    public static final String PREFERRED_BASELINE = "v8";

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, String> contenders = new LinkedHashMap<>();
    private final Map<String, Measurement> figures = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Checksums checksums = new Checksums();

    /** Adds a column. */
    public void addContender(String id, String title) {
        contenders.put(id, title);
    }

    /** Adds a line. */
    public void addRow(Row row) {
        rows.put(row.id(), row);
    }

    /** Adds a figure; its row and contender must have been added. */
    public void add(Measurement measurement) {
        if (!rows.containsKey(measurement.row()) || !contenders.containsKey(measurement.contender())) {
            throw new IllegalArgumentException("no such row or contender: " + measurement);
        }
        figures.put(key(measurement.row(), measurement.contender()), measurement);
    }

    /** Adds something that a reader has to know. */
    public void note(String text) {
        notes.add(text);
    }

    /** What contenders computed. */
    public Checksums checksums() {
        return checksums;
    }

    /** Ids and titles of the contenders. */
    public Map<String, String> contenders() {
        return contenders;
    }

    /** The lines of a group that have a figure. */
    public List<Row> rows(Row.Group group) {
        return rows.values().stream()
                .filter(r -> r.group() == group)
                .filter(r -> contenders.keySet().stream()
                        .anyMatch(c -> figure(r.id(), c).isPresent()))
                .toList();
    }

    /** What a reader has to know. */
    public List<String> notes() {
        return notes;
    }

    /** Everything measured, in order. */
    public List<Measurement> figures() {
        return List.copyOf(figures.values());
    }

    /** One figure. */
    public Optional<Measurement> figure(String row, String contender) {
        return Optional.ofNullable(figures.get(key(row, contender)));
    }

    /** The value of one figure, if it was measured and did not fail. */
    public OptionalDouble value(String row, String contender) {
        Measurement m = figures.get(key(row, contender));
        return m != null && m.ok() ? OptionalDouble.of(m.value()) : OptionalDouble.empty();
    }

    /** The contender that ratios are to: V8, or else the first one, or {@code null} if there is none. */
    public String baseline() {
        return contenders.containsKey(PREFERRED_BASELINE)
                ? PREFERRED_BASELINE
                : contenders.keySet().stream().findFirst().orElse(null);
    }

    /** A figure over the baseline's. */
    public OptionalDouble ratio(String row, String contender) {
        OptionalDouble value = value(row, contender);
        OptionalDouble base = value(row, baseline());
        return value.isPresent() && base.isPresent() && base.getAsDouble() > 0
                ? OptionalDouble.of(value.getAsDouble() / base.getAsDouble())
                : OptionalDouble.empty();
    }

    /**
     * The geometric mean of a contender's ratios over a group.
     *
     * @param mean NaN if there is no ratio
     * @param count over how many rows
     */
    public record Mean(double mean, int count) {}

    /** The geometric mean of a contender's ratios over those rows of a group that have one. */
    public Mean mean(Row.Group group, String contender) {
        double[] logarithms = rows(group).stream()
                .map(r -> ratio(r.id(), contender))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(r -> Math.log(r.getAsDouble()))
                .toArray();
        double sum = 0;
        for (double logarithm : logarithms) {
            sum += logarithm;
        }
        return new Mean(logarithms.length == 0 ? Double.NaN : Math.exp(sum / logarithms.length), logarithms.length);
    }

    private static String key(String row, String contender) {
        return row + " " + contender;
    }
}
