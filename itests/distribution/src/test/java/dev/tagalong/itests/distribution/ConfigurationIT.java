package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of mistakes in {@code etc/}. */
@DisabledOnOs(OS.WINDOWS)
class ConfigurationIT {

    @TempDir
    Path folder;

    @Test
    void misspeltKeysAreToldInTheLogAndOthersHold() throws Exception {
        Home home = Home.in(folder);
        Files.writeString(
                home.resolve("etc/dev.tagalong.dl.cfg"),
                "\ncall.detph = 7\ntable.entries = 12345\n",
                StandardOpenOption.APPEND);
        Files.writeString(
                home.resolve("etc/dev.tagalong.plugin-app.cfg"),
                "module = app.wasm\nmemory.page = 7\ncall.depth = 77\n");
        Files.writeString(home.resolve("etc/dev.tagalong.health.cfg"), "trap.warn = 7\n");

        String limits = home.tagalong("exec", "wasm:limits app.wasm").text();
        assertEquals(
                List.of(
                        "dev.tagalong.dl.cfg: call.detph is not a key of dev.tagalong.dl; did you mean call.depth?",
                        "dev.tagalong.health.cfg: trap.warn is not a key of dev.tagalong.health;"
                                + " did you mean traps.warn?",
                        "dev.tagalong.plugin-app.cfg: memory.page is not a key of dev.tagalong.plugin;"
                                + " did you mean memory.pages?"),
                Files.readString(home.resolve("data/log/tagalong.log"))
                        .lines()
                        .filter(line -> line.contains(" WARN "))
                        .map(line -> line.replaceFirst("^.*?(dev\\.tagalong\\.[a-z-]+\\.cfg: )", "$1"))
                        .sorted()
                        .toList());
        List<String> lines = limits.lines().toList();
        assertEquals(1, lines.stream().filter(line -> line.contains("77 calls")).count(), limits);
        assertEquals(
                1, lines.stream().filter(line -> line.contains("12345 entries")).count(), limits);
    }
}
