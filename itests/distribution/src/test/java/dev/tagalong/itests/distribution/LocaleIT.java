package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names are UTF-8 whatever the locale. The commands stand in files, so that this test's own locale is none of what is
 * tested.
 */
@EnabledOnOs(OS.LINUX)
class LocaleIT {

    @TempDir
    static Path folder;

    private static Home home;

    @BeforeAll
    static void unpack() throws Exception {
        home = Home.in(folder);
        WriterModule.ONCE.deploy(home);
        shell("C", "cp deploy/once.wasm deploy/\u00e4\u20ac.wasm");
        Files.writeString(home.resolve("deploy/once.properties"), "memory.pages = 77\n");
    }

    private static String shell(String locale, String command) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("script"), command + "\n", StandardCharsets.UTF_8);
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(home.resolve("").toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TAGALONG_VECTOR_API", "off");
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "xx_XX.ISO-8859-1"})
    void namesAreUtf8InEveryLocale(String locale) throws Exception {
        String said = shell(
                locale,
                "bin/tagalong exec 'wasm:run -q -e V=\u00fc hello.wasm \u00e4\u20ac; wasm:run -q \u00e4\u20ac.wasm;"
                        + " wasm:run -q \u00f6.wasm'");
        assertTrue(said.contains(" = \u00e4\u20ac\n"), said);
        assertTrue(said.contains("\ny\n"), said);
        assertTrue(said.contains("'\u00f6.wasm'"), said);
        String log = Files.readString(home.resolve("data/log/tagalong.log"));
        assertTrue(log.contains("\u00e4\u20ac.wasm"), log);
    }

    @Test
    void aNameThatJavaCannotReadHindersNoOtherFile() throws Exception {
        String said = shell(
                "C",
                "$JAVA_HOME/bin/java -Djava.io.tmpdir=data/tmp '-Dtagalong.command=wasm:limits once.wasm'"
                        + " -jar bin/felix.jar");
        List<String> limits =
                said.lines().filter(line -> line.startsWith("memory ")).toList();
        assertEquals(1, limits.size(), said);
        assertTrue(limits.get(0).contains("77 pages"), said);
    }
}
