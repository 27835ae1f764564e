package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagalong.itests.distribution.Home.Outcome;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the container; bin/tagalong is a script for a POSIX system. */
@DisabledOnOs(OS.WINDOWS)
class TagalongIT {

    @TempDir
    static Path folder;

    private static Home home;

    @BeforeAll
    static void unpack() throws IOException {
        home = Home.in(folder);
    }

    @AfterEach
    void nobodyWasWarned() throws IOException {
        List<String> warnings =
                log().lines().filter(line -> !line.contains(" INFO ")).toList();
        assertEquals(List.of(), warnings);
    }

    private static String log() throws IOException {
        Path log = home.resolve("data/log/tagalong.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Test
    void theMainJobRunsAndItsStepsCanBeSeen() throws Exception {
        Outcome outcome = home.tagalong("run", "--trace", "main.wasm");
        List<String> steps = outcome.error().lines().toList();
        assertEquals(5, steps.size(), outcome.error());
        String id = group(steps.get(0), "main\\.wasm: dlopen\\(\"app\\.wasm\", 0\\) = (\\d+)");
        String pointer = group(steps.get(1), "main\\.wasm: dlsym\\(" + id + ", \"test_func\"\\) = 0x([0-9a-f]{8})");
        assertEquals(Integer.parseInt(id), Integer.parseUnsignedInt(pointer, 16) >>> 16);
        assertEquals("main.wasm: app.wasm!test_func(1) = 42", steps.get(2));
        assertEquals("main.wasm: dlclose(" + id + ") = 0", steps.get(3));
        assertEquals("main.wasm: exit status 42", steps.get(4));
        assertEquals(42, outcome.status());
        assertEquals("", outcome.text());
        assertTrue(
                log().lines().anyMatch(line -> line.matches(".*: app\\.wasm [0-9.]+ \\(bundle .*\\) is offered")),
                log());
    }

    private static String group(String line, String pattern) {
        assertTrue(line.matches(pattern), line);
        return line.replaceAll(pattern, "$1");
    }

    @Test
    void itStartsAgainFromItsCache() throws Exception {
        home.tagalong("run", "main.wasm");
        Outcome outcome = home.tagalong("run", "main.wasm");
        assertEquals(42, outcome.status());
        assertEquals("", outcome.error());
    }

    @Test
    void aProgramsStreamsAreTheProcesss() throws Exception {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * i >>> 4);
        }
        Outcome outcome = home.tagalong(bytes, "run", "cat.wasm");
        assertArrayEquals(bytes, outcome.output());
        assertEquals("", outcome.error());
        assertEquals(0, outcome.status());
    }

    @Test
    void argumentsArriveAsTheyAreGiven() throws Exception {
        List<String> words = List.of("two  words", "it's", "$HOME", "\"quoted\"", "007", "null", "*", "a\\b", "ü", "");
        Outcome outcome = home.tagalong(
                Stream.concat(Stream.of("run", "hello.wasm"), words.stream()).toArray(String[]::new));
        List<String> seen = outcome.text()
                .lines()
                .filter(l -> l.startsWith("argv[") && !l.startsWith("argv[0]"))
                .map(l -> l.substring(l.indexOf('=') + 2))
                .toList();
        assertEquals(words, seen, outcome.text() + outcome.error());
    }

    @Test
    void anUnknownProgramIsAnError() throws Exception {
        Outcome outcome = home.tagalong("run", "nope.wasm");
        assertEquals(1, outcome.status());
        assertTrue(outcome.error().contains("'nope.wasm'"), outcome.error());
        assertEquals(1, outcome.error().lines().count(), outcome.error());
    }

    @Test
    void commandsCanBeExecuted() throws Exception {
        Outcome outcome = home.tagalong("exec", "wasm:call math.wasm gcd 12 18");
        assertEquals(0, outcome.status(), outcome.error());
        assertEquals("6", outcome.text().lines().findFirst().orElse(""));
    }

    @Test
    void vectorsAreTheProcessorsWhereJavaHasTheModule() throws Exception {
        assumeTrue(ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent(), "Java has no module for vectors");
        assertTrue(vectors("off").endsWith("two 64-bit numbers each"));
        assertTrue(vectors("on").endsWith("the processor's registers"));
    }

    private static String vectors(String api) throws Exception {
        ProcessBuilder builder = home.builder("exec", "wasm:limits").redirectError(Redirect.DISCARD);
        builder.environment().put("TAGALONG_VECTOR_API", api);
        Process process = builder.start();
        String limits = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), limits);
        return limits.lines()
                .filter(line -> line.startsWith("vectors "))
                .findFirst()
                .orElse(limits);
    }

    @Test
    void aTrapIsShownWithItsBacktrace() throws Exception {
        Outcome outcome = home.tagalong("exec", "wasm:call math.wasm apply 0x7fff0000 1");
        assertEquals(1, outcome.status());
        List<String> lines = outcome.error().lines().toList();
        assertTrue(lines.get(0).startsWith("undefined element: 0x7fff0000: "), outcome.error());
        assertTrue(lines.get(1).startsWith("    at math.wasm!apply (func "), outcome.error());
    }

    @Test
    void aConfigurationIsReadBeforeAnythingRuns() throws Exception {
        Path file = home.resolve("etc/dev.tagalong.dl.cfg");
        String before = Files.readString(file);
        Files.writeString(file, "\ncall.depth = 123\n", StandardOpenOption.APPEND);
        try {
            Outcome outcome = home.tagalong("exec", "wasm:limits");
            assertTrue(outcome.text().contains("123 calls"), outcome.text());
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void twoContainersCanRunAtOnce() throws Exception {
        Process first = home.start("run", "cat.wasm");
        first.getOutputStream().write('a');
        first.getOutputStream().flush();
        assertEquals('a', first.getInputStream().read());
        assertEquals(42, home.tagalong("run", "main.wasm").status());
        first.getOutputStream().close();
        assertEquals(0, first.waitFor());
    }

    @Test
    void aWrongCommandLineIsAnError() throws Exception {
        Outcome outcome = home.tagalong("dance");
        assertEquals(2, outcome.status());
        assertTrue(outcome.error().startsWith("usage: tagalong"), outcome.error());
    }
}
