package dev.tagalong.bench.linker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkerContainerTest {

    @TempDir
    Path empty;

    @AfterEach
    void forget() {
        System.clearProperty(LinkerContainer.BUNDLES);
    }

    @Test
    void withoutADirectoryItSaysWhichPropertyIsMissing() {
        String message = assertThrows(IllegalStateException.class, LinkerContainer::start)
                .getMessage();
        assertTrue(message.contains("bench.bundles"), message);
    }

    @Test
    void withoutThePlatformsBundlesThereIsNoLinker() {
        System.setProperty(LinkerContainer.BUNDLES, empty.toString());
        try (LinkerContainer container = LinkerContainer.start()) {
            String message = assertThrows(IllegalStateException.class, () -> container.load("program", "run"))
                    .getMessage();
            assertEquals("no service dev.tagalong.dl.Linker", message);
        }
    }
}
