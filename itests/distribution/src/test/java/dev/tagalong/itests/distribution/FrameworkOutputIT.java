package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.distribution.Home.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Standard output is the programs'; what the framework has to say is in the log. */
@DisabledOnOs(OS.WINDOWS)
class FrameworkOutputIT {

    @TempDir
    Path folder;

    @Test
    void aBundleThatCannotBeResolvedAndACacheThatIsBroken() throws Exception {
        Home home = Home.in(folder);
        WriterModule.ONCE.deploy(home);
        new BundleJar(FrameworkOutputIT.class)
                .header("Import-Package", "no.such.package")
                .write(home.resolve("deploy/unresolvable.jar"));
        requireOnlyTheProgram(home);
        requireOnlyTheProgram(home);
        assertTrue(framework(home).stream().anyMatch(line -> line.contains("no.such.package")));
        Files.write(lastCachedBundle(home).resolve("bundle.info"), new byte[0]);
        requireOnlyTheProgram(home);
        assertTrue(framework(home).stream().anyMatch(line -> line.contains("Error reloading cached bundle")));
    }

    private static void requireOnlyTheProgram(Home home) throws IOException, InterruptedException {
        Outcome outcome = home.tagalong("run", WriterModule.ONCE.program());
        assertEquals("y\n", outcome.text());
        assertEquals("", outcome.error());
        assertEquals(0, outcome.status());
    }

    /** What the framework says, in the log. */
    private static List<String> framework(Home home) throws IOException {
        return Files.readString(home.resolve("data/log/tagalong.log"))
                .lines()
                .filter(line -> line.contains(" ERROR ") && line.contains("] org.apache.felix.framework: "))
                .toList();
    }

    private static Path lastCachedBundle(Home home) throws IOException {
        try (Stream<Path> cached = Files.list(home.resolve("data/cache-1"))) {
            return cached.filter(path -> path.getFileName().toString().matches("bundle\\d+"))
                    .max(Comparator.comparing(path ->
                            Integer.valueOf(path.getFileName().toString().substring("bundle".length()))))
                    .orElseThrow();
        }
    }
}
