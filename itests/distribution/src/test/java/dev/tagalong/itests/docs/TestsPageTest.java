package dev.tagalong.itests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/design/tests.md} names the tests that there are, and each of the engine's. */
class TestsPageTest {

    private static final Path SOURCE = Path.of("../..");

    private static final Path ENGINE = SOURCE.resolve("runtime-core/src");

    private static final String ROOT = "main/java/dev/tagalong/runtime";

    /** A class name in the page: one that begins with a capital letter, and has a small one. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");

    private static final Pattern IN_CODE = Pattern.compile("`([\\w.]+)`");

    private static final Pattern TEST = Pattern.compile("\\w+(Test|IT)");

    private static List<String> page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readAllLines(SOURCE.resolve("docs/design/tests.md"));
    }

    @Test
    void eachTestOfTheEngineHasALine() throws IOException {
        Set<String> missing = new TreeSet<>(classes(ENGINE.resolve("test")));
        missing.removeIf(name -> !TEST.matcher(name).matches());
        assertTrue(missing.size() > 10, "tests: " + missing);
        missing.removeAll(named(page.stream().filter(line -> line.startsWith("|"))));
        assertEquals(Set.of(), missing, "docs/design/tests.md says nothing of");
    }

    @Test
    void eachClassOnThePageExists() throws IOException {
        Set<String> named = named(page.stream());
        for (String folder :
                List.of("runtime-core/src", "itests/spec/src", "itests/fuzz/src", "itests/distribution/src/test")) {
            named.removeAll(classes(SOURCE.resolve(folder)));
        }
        assertEquals(Set.of(), named, "docs/design/tests.md names what does not exist");
    }

    @Test
    void eachRoomHasAHeading() throws IOException {
        Set<String> rooms;
        try (Stream<Path> files = Files.walk(ENGINE.resolve(ROOT), 2)) {
            rooms = files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("internal") && !name.equals("runtime"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        page.stream()
                .filter(line -> line.startsWith("## "))
                .flatMap(line -> IN_CODE.matcher(line).results())
                .map(found -> found.group(1).replaceFirst("^runtime\\.", ""))
                .forEach(rooms::remove);
        assertEquals(Set.of(), rooms, "docs/design/tests.md has no heading for");
    }

    private static Set<String> named(Stream<String> lines) {
        return lines.flatMap(line -> CLASS.matcher(line).results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
