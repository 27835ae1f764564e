package dev.tagalong.itests.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagalong.runtime.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    private static final Command COMMAND =
            new Command("assert_return", 5, null, null, null, null, null, null, null, null, null);

    @TempDir
    Path folder;

    @Test
    void tableAndJsonCountTheSame() throws IOException {
        Report report = new Report(Tier.INTERPRET, false);
        report.add(
                result("core", "a", Outcome.PASSED, Outcome.PASSED, Outcome.skipped(SkipReason.TEXT_FORMAT)),
                1_000_000_000L);
        report.add(result("core", "b", Outcome.PASSED, Outcome.failed("wrong")), 500_000_000L);
        report.add(
                result(
                        "core/simd",
                        "c",
                        Outcome.skipped(SkipReason.CUSTOM_DESCRIPTORS),
                        Outcome.skipped(SkipReason.TEXT_FORMAT)),
                0);
        assertEquals(
                List.of(
                        "WebAssembly test suite, tier interpret, 1.5 s",
                        "group      files  commands   passed  failed  skipped  why skipped",
                        "core           2         5        3       1        1  text format 1",
                        "core/simd      1         2        0       0        2  custom descriptors 1, text format 1",
                        "total          3         7        3       1        3  custom descriptors 1, text format 2"),
                report.table().lines().toList());

        report.write(folder);
        assertEquals(report.table(), Files.readString(folder.resolve("interpret.txt")));
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("interpret.json").toFile());
        assertEquals(7, json.at("/total/commands").asInt());
        assertEquals(2, json.at("/total/reasons/text format").asInt());
        assertEquals("core/simd", json.at("/groups/1/group").asText());
        assertEquals(
                "line 5: assert_return: wrong", json.at("/failures/core~1b/0").asText());
    }

    private static ScriptResult result(String group, String name, Outcome... outcomes) {
        ScriptResult result = new ScriptResult(new Script(group, name, null));
        for (Outcome outcome : outcomes) {
            result.add(COMMAND, outcome);
        }
        return result;
    }
}
