package dev.tagalong.itests.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptRunnerTest {

    private static final String CALL = "'action':{'type':'invoke','field':'seven','args':[]}";
    private static final String CALL_A = "'action':{'type':'invoke','module':'$A','field':'seven','args':[]}";
    private static final String TRAP = "'action':{'type':'invoke','field':'trap','args':[]}";

    @TempDir
    Path folder;

    private int modules;

    @Test
    void comparesResults() throws IOException {
        ScriptResult result = run(
                module("good"),
                "{'type':'assert_return'," + CALL + ",'expected':[{'type':'i32','value':'7'}]}",
                "{'type':'assert_return'," + CALL + ",'expected':[{'type':'i32','value':'8'}]}",
                "{'type':'assert_return'," + CALL + ",'expected':[]}",
                "{'type':'action'," + CALL + ",'expected':[]}");
        assertEquals(3, result.passed());
        assertEquals(
                List.of(
                        "line 3: assert_return \"seven\"(): expected [i32 8], got [i32 7]",
                        "line 4: assert_return \"seven\"(): expected [], got [i32 7]"),
                result.failures());
    }

    @Test
    void comparesTraps() throws IOException {
        ScriptResult result = run(
                module("good"),
                "{'type':'assert_trap'," + TRAP + ",'text':'uninitialized element'}",
                "{'type':'assert_trap'," + TRAP + ",'text':'uninitialized element 2'}",
                "{'type':'assert_trap'," + TRAP + ",'text':'undefined element'}",
                "{'type':'assert_trap'," + CALL + ",'text':'unreachable'}",
                "{'type':'assert_return'," + TRAP + ",'expected':[]}");
        assertEquals(3, result.passed());
        assertEquals(3, result.failed());
    }

    @Test
    void tellsMalformedFromInvalid() throws IOException {
        ScriptResult result = run(
                refusal("assert_malformed", "malformed unexpected end", "unexpected end"),
                refusal("assert_malformed", "invalid unexpected end", "unexpected end"),
                refusal("assert_malformed", "malformed something else", "unexpected end"),
                refusal("assert_malformed", "good", "unexpected end"),
                refusal("assert_invalid", "invalid type mismatch: expected i32", "type mismatch"),
                refusal("assert_invalid", "malformed type mismatch", "type mismatch"),
                refusal("assert_invalid", "invalid unknown local", "type mismatch"),
                refusal("assert_invalid", "good", "type mismatch"));
        assertEquals(3, result.passed());
        assertEquals(5, result.failed());
        assertEquals(1, result.remarks().size());
    }

    @Test
    void skipsOnlyWhatIsRefusedForAFeatureOfTheList() throws IOException {
        ScriptResult result = run(
                module("unsupported custom descriptors is not supported"),
                "{'type':'assert_return'," + CALL + ",'expected':[]}",
                "{'type':'assert_trap'," + CALL + ",'text':'unreachable'}",
                "{'type':'register','as':'A'}",
                refusal("assert_invalid", "unsupported custom descriptors is not supported", "type mismatch"),
                refusal("assert_malformed", "unsupported custom descriptors is not supported", "type mismatch"),
                module("unsupported implementation limit exceeded"),
                module("unsupported tail calls is not supported"),
                module("invalid custom descriptors is not supported"));
        assertEquals(Map.of(SkipReason.CUSTOM_DESCRIPTORS, 6), result.skips());
        assertEquals(0, result.passed());
        assertEquals(3, result.failed());
    }

    @Test
    void importingFromASkippedModuleIsSkippedAndFromAFailedOneFails() throws IOException {
        ScriptResult result = run(
                module("unsupported custom descriptors is not supported"),
                "{'type':'register','as':'A'}",
                module("imports A"),
                "{'type':'assert_unlinkable','filename':'1.wasm','text':'unknown import'}",
                "{'type':'assert_return'," + CALL + ",'expected':[]}",
                module("malformed magic header not detected"),
                "{'type':'register','as':'A'}",
                module("imports A"));
        assertEquals(Map.of(SkipReason.CUSTOM_DESCRIPTORS, 5), result.skips());
        assertEquals(3, result.failed());
    }

    @Test
    void namesModulesAndInstances() throws IOException {
        ScriptResult result = run(
                named("module", "good", "$A"),
                module("unsupported custom descriptors is not supported"),
                "{'type':'assert_return'," + CALL_A + ",'expected':[{'type':'i32','value':'7'}]}",
                "{'type':'register','name':'$A','as':'lib'}",
                module("imports lib"),
                named("module_definition", "good", "$D"),
                "{'type':'module_instance','instance':'$I','module':'$D'}",
                "{'type':'module_instance','instance':'$I','module':'$nowhere'}");
        assertEquals(6, result.passed());
        assertEquals(1, result.skipped());
        assertEquals(1, result.failed());
    }

    @Test
    void linkErrorsAndTrapsAtInstantiation() throws IOException {
        ScriptResult result = run(
                refusal("assert_unlinkable", "imports nobody", "unknown import"),
                refusal("assert_unlinkable", "imports nobody", "incompatible import type"),
                refusal("assert_unlinkable", "good", "unknown import"),
                refusal("assert_uninstantiable", "traps", "unreachable"),
                refusal("assert_uninstantiable", "good", "unreachable"));
        assertEquals(2, result.passed());
        assertEquals(3, result.failed());
    }

    @Test
    void whatIsNoMatterOfAnEngineIsSkippedByName() throws IOException {
        ScriptResult result = run(
                "{'type':'assert_malformed','module_type':'text','filename':'absent.wat','text':'unknown operator'}",
                refusal("assert_invalid_custom", "good", "@annotation"),
                refusal("assert_invalid_custom", "malformed unexpected end", "@annotation"),
                refusal("assert_invalid", "good", "multiple memories"),
                refusal("assert_invalid", "invalid multiple memories", "multiple memories"));
        assertEquals(
                Map.of(SkipReason.TEXT_FORMAT, 1, SkipReason.CUSTOM_SECTION_CONTENTS, 1, SkipReason.LIFTED_LIMIT, 1),
                result.skips());
        assertEquals(1, result.passed());
        assertEquals(1, result.failed());
    }

    @Test
    void otherExceptionsAndUnknownCommandsFail() throws IOException {
        ScriptResult result = run(module("fault"), "{'type':'assert_beauty'}", "{'type':'action'," + CALL + "}");
        assertEquals(3, result.failed());
        assertTrue(result.describeFailures().startsWith("group/test: 3 of 3 commands failed"));
        assertTrue(result.failures().get(0).contains("IllegalStateException"));
    }

    @Test
    void messagesAgreeByTheirBeginning() {
        assertTrue(ScriptRunner.agrees("type mismatch", "type mismatch: expected i32 (code section, offset 0x1)"));
        assertTrue(ScriptRunner.agrees("type mismatch: block requires []", "type mismatch: expected nothing"));
        assertTrue(ScriptRunner.agrees("unknown global 1", "unknown global (code section, offset 0x1)"));
        assertFalse(ScriptRunner.agrees("unknown global", "unknown local"));
        assertFalse(ScriptRunner.agrees("unknown global", "unknown glob"));
        assertFalse(ScriptRunner.agrees("unknown global", ""));
    }

    private String module(String words) throws IOException {
        return command("module", words, "");
    }

    private String named(String type, String words, String name) throws IOException {
        return command(type, words, ",'name':'" + name + "'");
    }

    private String refusal(String type, String words, String text) throws IOException {
        return command(type, words, ",'text':'" + text + "'");
    }

    private String command(String type, String words, String more) throws IOException {
        String file = modules++ + ".wasm";
        Files.createDirectories(folder.resolve("group/test"));
        Files.writeString(folder.resolve("group/test").resolve(file), words);
        return "{'type':'" + type + "','filename':'" + file + "'" + more + "}";
    }

    private ScriptResult run(String... commands) throws IOException {
        StringBuilder json = new StringBuilder("{'source_filename':'test.wast','commands':[");
        for (int i = 0; i < commands.length; i++) {
            json.append(i == 0 ? "" : ",\n")
                    .append("{'line':")
                    .append(i + 1)
                    .append(',')
                    .append(commands[i].substring(1));
        }
        Path file = Files.createDirectories(folder.resolve("group/test")).resolve("test.json");
        Files.writeString(file, json.append("]}").toString().replace('\'', '"'));
        return ScriptRunner.run(Script.of(folder, file), FakeEngine::new);
    }
}
