package dev.tagalong.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.bench.process.ChildProcess.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    /** A child that is sure to be there: this JDK's java, running one source file. */
    private List<String> java(String body) throws Exception {
        Path source = directory.resolve("Child.java");
        Files.writeString(
                source, "class Child { public static void main(String[] a) throws Exception { " + body + " } }");
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), source.toString());
    }

    @Test
    void theLastLineIsReadAsJson() throws Exception {
        List<String> child = java("System.out.println(\"hello\\n{\\\"a\\\": [1, 2]}\");");
        assertEquals(2, ChildProcess.json(child, directory, LIMIT).at("/a/1").asInt());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count(), "the source alone is left");
        }
    }

    @Test
    void aFailureSaysWhy() throws Exception {
        List<String> child = java("throw new IllegalStateException(\"out of luck\");");
        String message = assertThrows(Failed.class, () -> ChildProcess.run(child, directory, LIMIT))
                .getMessage();
        assertTrue(message.startsWith("status 1: ") && message.contains("out of luck"), message);
    }

    @Test
    void whatIsNotJsonIsQuoted() throws Exception {
        List<String> child = java("System.out.println(\"{oops\");");
        Failed failed = assertThrows(Failed.class, () -> ChildProcess.json(child, directory, LIMIT));
        assertEquals("not JSON: {oops", failed.getMessage());
    }

    @Test
    void aChildThatNeverEndsIsEnded() throws Exception {
        List<String> child = java("Thread.sleep(1_000_000);");
        Failed failed = assertThrows(Failed.class, () -> ChildProcess.run(child, directory, Duration.ofMillis(300)));
        assertEquals("over 0 s", failed.getMessage());
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertTrue(ChildProcess.find("no-such-program-anywhere").isEmpty());
        List<String> command = List.of(directory.resolve("nothing").toString());
        assertTrue(assertThrows(Failed.class, () -> ChildProcess.run(command, directory, LIMIT))
                .getMessage()
                .startsWith("cannot run "));
    }
}
