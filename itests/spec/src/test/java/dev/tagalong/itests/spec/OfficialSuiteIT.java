package dev.tagalong.itests.spec;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The official WebAssembly test suite: a test a file, on each tier. Prints a table at the end and writes it to the folder
 * that the system property {@code tagalong.report} names, as text and as JSON.
 *
 * <p>System properties choose what is run: {@code tagalong.spec} the folder with the data, {@code tagalong.tiers} the
 * tiers, {@code tagalong.files} the files by a regular expression.
 */
final class OfficialSuiteIT {

    private static final Path FOLDER = Path.of(System.getProperty("tagalong.spec", "../../../shared/spec"))
            .toAbsolutePath()
            .normalize();
    private static final Path REPORT_FOLDER = Path.of(System.getProperty("tagalong.report", "target/spec-report"));

    private static final Map<Tier, Report> REPORTS = new EnumMap<>(Tier.class);
    private static SuiteData data;

    @BeforeAll
    static void open() throws IOException {
        data = SuiteData.open(FOLDER);
    }

    @AfterAll
    static void report() throws IOException {
        data.close();
        for (Report report : REPORTS.values()) {
            report.write(REPORT_FOLDER);
            System.out.println(report.table());
        }
    }

    @TestFactory
    Stream<DynamicNode> suite() {
        if (data.scripts().isEmpty()) {
            return Stream.of(dynamicTest("the official test suite", OfficialSuiteIT::reportAbsence));
        }
        Pattern files = Pattern.compile(System.getProperty("tagalong.files", ""));
        Map<String, List<Script>> groups = data.scripts().stream()
                .filter(script -> files.matcher(script.toString()).find())
                .collect(Collectors.groupingBy(Script::group, LinkedHashMap::new, Collectors.toList()));
        return Tiers.chosen(System.getProperty("tagalong.tiers")).stream()
                .map(tier -> dynamicContainer(Tiers.name(tier), groups(tier, groups)));
    }

    private static Stream<DynamicNode> groups(Tier tier, Map<String, List<Script>> groups) {
        Report report = new Report(tier, Engine.usesVectorApi());
        REPORTS.put(tier, report);
        return groups.entrySet().stream()
                .map(group -> dynamicContainer(
                        group.getKey(),
                        group.getValue().stream()
                                .map(script -> dynamicTest(script.toString(), () -> run(script, tier, report)))));
    }

    private static void run(Script script, Tier tier, Report report) throws IOException {
        long start = System.nanoTime();
        ScriptResult result = ScriptRunner.run(script, () -> Tiers.newEngine(tier));
        report.add(result, System.nanoTime() - start);
        if (result.failed() > 0) {
            fail(result.describeFailures());
        }
        Assumptions.assumeTrue(result.passed() > 0, () -> "skipped: " + result.skips());
    }

    private static void reportAbsence() {
        String line = "No test suite data in " + FOLDER + ". " + SuiteData.WHERE_TO_GET_IT;
        System.out.println(line);
        Assumptions.abort(line);
    }
}
