package dev.tagalong.bench.report;

import dev.tagalong.bench.report.Row.Group;
import java.time.Duration;
import java.time.Instant;

/** Results for tests. */
final class Samples {

    private Samples() {}

    /** Two rows of compute, one of calls, one of footprint; V8, one engine that is twice as slow, and one that fails once. */
    static Results results() {
        Results results = new Results();
        results.addContender("ours", "Our engine <1>");
        results.addContender("other", "Another & slower");
        results.addContender("v8", "V8");
        results.addRow(new Row("fib", Group.COMPUTE, "fib"));
        results.addRow(new Row("vm", Group.COMPUTE, "vm"));
        results.addRow(new Row("call-direct", Group.CALLS, "direct call"));
        results.addRow(new Row("footprint-1", Group.FOOTPRINT, "1 library"));
        results.addRow(new Row("never", Group.START, "not measured"));
        figure(results, "fib", "ours", 4);
        figure(results, "fib", "other", 20);
        figure(results, "fib", "v8", 2);
        figure(results, "vm", "ours", 8);
        results.add(Measurement.failed("vm", "other", "over 60 s"));
        figure(results, "vm", "v8", 1);
        figure(results, "call-direct", "ours", 1.5);
        figure(results, "footprint-1", "ours", 2048);
        results.note("A note.");
        return results;
    }

    static void figure(Results results, String row, String contender, double value) {
        results.add(Measurement.of(row, contender, new double[] {value}, 1));
    }

    static Report report(Results results) {
        Machine machine = new Machine("Test processor", 2, 1024, "Test OS 1", "Test VM 17");
        return new Report(results, machine, Instant.parse("2026-01-02T03:04:05Z"), Duration.ofSeconds(61), true);
    }
}
