package dev.tagalong.itests.spec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A test file: commands in JSON with the modules beside it.
 *
 * @param group the folder of the suite that it stands in
 * @param name its name in the group
 * @param json the commands' file
 */
record Script(String group, String name, Path json) {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private record Contents(List<Command> commands) {}

    /**
     * The script whose commands stand in {@code json}. A folder that holds nothing but one file's modules, with that
     * file's name, is no group of its own.
     */
    static Script of(Path root, Path json) {
        String name = json.getFileName().toString().replaceFirst("\\.json$", "");
        Path folder = root.relativize(json).getParent();
        if (folder != null && folder.endsWith(name)) {
            folder = folder.getParent();
        }
        String group = folder == null ? "" : folder.toString().replace('\\', '/');
        return new Script(group.startsWith("custom/") ? "custom" : group, name, json);
    }

    /** Whether a file is one of commands, judged by its first characters. */
    static boolean isScript(Path json) throws IOException {
        try (InputStream in = Files.newInputStream(json)) {
            return new String(in.readNBytes(256), StandardCharsets.UTF_8).contains("\"source_filename\"");
        }
    }

    List<Command> commands() throws IOException {
        try (InputStream in = Files.newInputStream(json)) {
            return MAPPER.readValue(in, Contents.class).commands();
        }
    }

    /** A module of this script. */
    byte[] module(String filename) throws IOException {
        return Files.readAllBytes(json.resolveSibling(filename));
    }

    /** Group and name, such as {@code core/simd/simd_lane}. */
    @Override
    public String toString() {
        return group.isEmpty() ? name : group + "/" + name;
    }
}
