package dev.tagalong.console.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PasswordFileTest {

    @TempDir
    Path folder;

    private Path path;
    private PasswordFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("password");
        file = new PasswordFile(path);
    }

    @Test
    void aPasswordIsMadeOnceAndIsItsOwnersAlone() throws IOException {
        String made = file.makeIfMissing();
        assertTrue(made.length() >= 24, made);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertTrue(file.matches(made));
        assertFalse(file.matches(made + "x"));
        assertFalse(file.matches(""));
        assertNull(file.makeIfMissing());
        assertTrue(file.matches(made));
        Files.delete(path);
        assertNotEquals(made, file.makeIfMissing());
    }

    @Test
    void aChangeHoldsAtOnce() throws IOException {
        file.makeIfMissing();
        Files.writeString(path, "ein längeres Passwort\nnot this\n");
        assertTrue(file.matches("ein längeres Passwort"));
    }

    @Test
    void aFileThatOthersCanReadOrThatSaysTooLittleIsNoPassword() throws IOException {
        file.makeIfMissing();
        for (String bad : new String[] {"", "\n", "short", "   admin   \n", "x".repeat(5000)}) {
            Files.writeString(path, bad);
            assertThrows(IOException.class, () -> file.matches(bad), bad);
        }
        Files.writeString(path, "long enough, really\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        IOException refused = assertThrows(IOException.class, () -> file.matches("long enough, really"));
        assertTrue(refused.getMessage().contains("rw-r-----"), refused.getMessage());
        Files.delete(path);
        assertThrows(IOException.class, () -> file.matches(""));
    }
}
