package dev.tagalong.itests.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SuiteDataTest {

    private static final String COMMANDS = "{\"source_filename\": \"a.wast\", \"commands\": ["
            + "{\"type\": \"module\", \"line\": 3, \"filename\": \"a.0.wasm\", \"module_type\": \"binary\"}]}";

    @TempDir
    Path folder;

    @Test
    void absentDataHasNoScripts() throws IOException {
        try (SuiteData data = SuiteData.open(folder.resolve("nowhere"))) {
            assertEquals(List.of(), data.scripts());
        }
    }

    @Test
    void readsAFolder() throws IOException {
        write("core/simd/b/b.json", COMMANDS);
        write("core/a/a.json", COMMANDS);
        write("flat/c.json", COMMANDS);
        write("custom/name/d/d.json", COMMANDS);
        write("report.json", "{\"ok\": 1}");
        try (SuiteData data = SuiteData.open(folder)) {
            assertEquals(
                    List.of("core/a", "core/simd/b", "custom/d", "flat/c"),
                    data.scripts().stream().map(Script::toString).toList());
        }
    }

    @Test
    void readsTheArchive() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("spec-json.zip")))) {
            entry(zip, "core/a/a.json", COMMANDS);
            entry(zip, "core/a/a.0.wasm", "binary");
        }
        try (SuiteData data = SuiteData.open(folder)) {
            assertEquals(1, data.scripts().size());
            Script script = data.scripts().get(0);
            assertEquals("core/a", script.toString());
            List<Command> commands = script.commands();
            assertEquals(1, commands.size());
            assertEquals("line 3: module a.0.wasm", commands.get(0).toString());
            assertArrayEquals(
                    "binary".getBytes(StandardCharsets.UTF_8),
                    script.module(commands.get(0).filename()));
        }
    }

    private void write(String path, String contents) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, contents);
    }

    private static void entry(ZipOutputStream zip, String path, String contents) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(contents.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
