package dev.tagalong.itests.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {

    @TempDir
    Path root;

    private void report(String module, String kind, String name, String cases) throws IOException {
        Path folder =
                Files.createDirectories(root.resolve(module).resolve("target").resolve(kind));
        Files.writeString(folder.resolve(name), "<?xml version=\"1.0\"?><testsuite>" + cases + "</testsuite>");
    }

    private List<String> table() throws IOException {
        TestReports reports = TestReports.below(root);
        return SkippedTests.table(reports.tests(), reports.skipped());
    }

    @Test
    void nothingSkipped() throws IOException {
        report("engine", "surefire-reports", "TEST-a.ATest.xml", "<testcase name='a' classname='a.ATest'/>");
        assertEquals(List.of("", "No test was skipped, of 1."), table());
    }

    @Test
    void equalReasonsOfAClassAreOneRow() throws IOException {
        String skipped = "<testcase name='%s' classname='a.b.ATest'><skipped message='%s'/></testcase>";
        report(
                "engine",
                "surefire-reports",
                "TEST-a.b.ATest.xml",
                skipped.formatted("x", "Assumption failed: no npm here")
                        + skipped.formatted("y", "Assumption failed: no npm here")
                        + skipped.formatted("z", "no browser&#10;second line")
                        + "<testcase name='w' classname='a.b.ATest'/>");
        report(
                "itests/felix",
                "failsafe-reports",
                "TEST-c.LongNameIT.xml",
                "<testcase name='x' classname='c.LongNameIT'><skipped/></testcase>");
        report("engine", "surefire-reports", "other.xml", "<testcase name='x'><skipped/></testcase>");
        assertEquals(
                List.of(
                        "",
                        "Tests that were skipped: 4 of 5",
                        "     1  engine ATest             no browser",
                        "     2  engine ATest             no npm here",
                        "     1  itests/felix LongNameIT  no reason given"),
                table());
    }

    @Test
    void aReasonMayStandInAStackTrace() throws IOException {
        report(
                "engine",
                "failsafe-reports",
                "TEST-a.AnIT.xml",
                "<testcase name='x' classname='a.AnIT'><skipped type='b.C'>b.TestAbortedException: Assumption failed: no node"
                        + "\n\tat x</skipped></testcase>");
        assertEquals("     1  engine AnIT  no node", table().get(2));
    }

    @Test
    void aClassOfManyReasonsIsOneRow() {
        List<SkippedTest> skipped = IntStream.range(0, 20)
                .mapToObj(i -> new SkippedTest("itests/spec", "SuiteIT", "skipped: " + i))
                .toList();
        assertEquals(
                "    20  itests/spec SuiteIT  20 reasons, which its own table tells",
                SkippedTests.table(30, skipped).get(2));
    }

    @Test
    void aReportThatIsDamagedIsNamed() throws IOException {
        report("engine", "surefire-reports", "TEST-a.ATest.xml", "<testcase>");
        IOException failure = assertThrows(IOException.class, this::table);
        assertTrue(failure.getMessage().contains("TEST-a.ATest.xml"), failure.getMessage());
    }
}
