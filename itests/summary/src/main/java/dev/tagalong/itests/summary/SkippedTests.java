package dev.tagalong.itests.summary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table at the end of a build: which tests were skipped, and why. */
public final class SkippedTests {

    /** A class with more reasons than these has its own table. */
    private static final int MOST_REASONS = 8;

    private SkippedTests() {}

    /**
     * Prints the table.
     *
     * @param arguments the root of the repository
     * @throws IOException if a report cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        TestReports reports = TestReports.below(Path.of(arguments[0]));
        table(reports.tests(), reports.skipped()).forEach(System.out::println);
    }

    /** The lines of the table. */
    static List<String> table(int tests, List<SkippedTest> skipped) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (skipped.isEmpty()) {
            lines.add("No test was skipped, of " + tests + ".");
            return lines;
        }
        lines.add("Tests that were skipped: " + skipped.size() + " of " + tests);
        Map<SkippedTest, Integer> counts = new LinkedHashMap<>();
        merged(skipped).forEach(test -> counts.merge(test, 1, Integer::sum));
        List<SkippedTest> rows = new ArrayList<>(counts.keySet());
        rows.sort(Comparator.comparing(SkippedTest::module)
                .thenComparing(SkippedTest::testClass)
                .thenComparing(SkippedTest::reason));
        int width = rows.stream().mapToInt(row -> where(row).length()).max().orElseThrow();
        for (SkippedTest row : rows) {
            lines.add(String.format("%6d  %-" + width + "s  %s", counts.get(row), where(row), row.reason()));
        }
        return lines;
    }

    private static String where(SkippedTest test) {
        return test.module() + " " + test.testClass();
    }

    private static List<SkippedTest> merged(List<SkippedTest> skipped) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        skipped.stream().distinct().forEach(test -> reasons.merge(where(test), 1, Integer::sum));
        return skipped.stream()
                .map(test -> reasons.get(where(test)) <= MOST_REASONS ? test : summed(test, reasons.get(where(test))))
                .toList();
    }

    private static SkippedTest summed(SkippedTest test, int reasons) {
        return new SkippedTest(test.module(), test.testClass(), reasons + " reasons, which its own table tells");
    }
}
