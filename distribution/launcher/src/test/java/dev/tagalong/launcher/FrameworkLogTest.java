package dev.tagalong.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.framework.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkLogTest {

    @Test
    void linesAreLikeThoseOfTheContainersLog(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("log/file.log");
        Logger log = new FrameworkLog(file);
        log.log((org.osgi.framework.Bundle) null, Logger.LOG_ERROR, "it fails", new IllegalStateException("why"));
        log.log((org.osgi.framework.Bundle) null, Logger.LOG_DEBUG, "nobody wants to know");
        List<String> lines = Files.readAllLines(file);
        assertEquals(1, lines.size());
        assertTrue(
                lines.get(0)
                        .matches(
                                "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} ERROR \\[.*\\] org\\.apache\\.felix\\.framework:"
                                        + " it fails \\(java\\.lang\\.IllegalStateException: why\\)"),
                lines.get(0));
    }
}
