package dev.tagalong.console.internal.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class DeployFolderTest {

    @TempDir
    Path parent;

    private Path path;
    private DeployFolder folder;

    @BeforeEach
    void make() throws IOException {
        path = Files.createDirectory(parent.resolve("a folder"));
        folder = new DeployFolder(path);
    }

    private static Bundle at(String location) {
        return Fakes.proxy(Bundle.class, (method, arguments) -> {
            assertEquals("getLocation", method.getName());
            return location;
        });
    }

    @Test
    void aBundleOfAFileIsKnownByItsLocation() {
        Path file = path.resolve("ä.wasm");
        assertEquals(Optional.of(file), folder.fileOf(at(DeployFolder.location(file))));
        assertEquals(Optional.of(file), folder.fileOf(at(file.toUri().toString())));
        for (String other : List.of(
                parent.resolve("x.wasm").toUri().toString(),
                path.resolve("sub/x.wasm").toUri().toString(),
                "file:bundle/x.jar",
                "reference:" + file.toUri(),
                "System Bundle",
                "file:///%zz")) {
            assertEquals(Optional.empty(), folder.fileOf(at(other)), other);
        }
        assertEquals(
                Optional.empty(), new DeployFolder(null).fileOf(at(file.toUri().toString())));
    }

    @Test
    void aFileIsThereWholeAndNothingElseIs() throws Exception {
        folder.store("app-1.2.0.wasm", new byte[] {1, 2, 3});
        folder.store("app-1.2.0.wasm", new byte[] {4, 5});
        assertArrayEquals(new byte[] {4, 5}, Files.readAllBytes(path.resolve("app-1.2.0.wasm")));
        try (Stream<Path> files = Files.list(path)) {
            assertEquals(1, files.count());
        }
        assertTrue(folder.has("app-1.2.0.wasm", new byte[] {4, 5}));
        assertFalse(folder.has("app-1.2.0.wasm", new byte[] {4, 6}));
        assertFalse(folder.has("other.wasm", new byte[0]));
    }

    @Test
    void namesThatLeadElsewhereAreNone() {
        for (String name : List.of(
                "../x.wasm",
                "a/b.wasm",
                "a\\b.wasm",
                ".x.wasm",
                "-x.wasm",
                "x",
                "x.jar",
                "x.wasm\n",
                "a b.wasm",
                ".wasm",
                "x".repeat(96) + ".wasm",
                "\u00e4.wasm",
                "x\u0000.wasm",
                "C:x.wasm")) {
            assertThrows(RefusedException.class, () -> folder.store(name, new byte[0]), name);
        }
    }

    @Test
    void withoutAFolderNothingIsStored() {
        DeployFolder none = new DeployFolder(null);
        assertFalse(none.known());
        assertThrows(RefusedException.class, () -> none.store("x.wasm", new byte[0]));
        RefusedException refused = assertThrows(
                RefusedException.class, () -> new DeployFolder(parent.resolve("missing")).store("x.wasm", new byte[0]));
        assertTrue(refused.getMessage().startsWith("x.wasm cannot be written to "), refused.getMessage());
    }
}
