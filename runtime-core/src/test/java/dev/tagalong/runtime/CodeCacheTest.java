package dev.tagalong.runtime;

import static dev.tagalong.runtime.testing.Binary.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled code on disk: used again, rebuilt when damaged, never a reason to fail. */
class CodeCacheTest {

    /** (func (export "f") (param i32) (result i32) local.get 0 i32.const 41 i32.add). */
    private static final byte[] ADD_41 = bytes(
            0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0, // header
            1, 6, 1, 0x60, 1, 0x7F, 1, 0x7F, // type
            3, 2, 1, 0, // function
            7, 5, 1, 1, 0x66, 0, 0, // export
            10, 9, 1, 7, 0, 0x20, 0, 0x41, 41, 0x6A, 0x0B); // code

    @TempDir
    Path folder;

    @Test
    void aSecondEngineReadsWhatTheFirstWrote() throws IOException {
        assertEquals(42, run(folder));
        Path file = onlyFile();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertEquals(42, run(folder));
        assertEquals(1_000_000, Files.getLastModifiedTime(file).toMillis(), "it was written again");
    }

    @Test
    void aDamagedEntryIsRebuilt() throws IOException {
        run(folder);
        Path file = onlyFile();
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 32, 40, good.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertEquals(42, run(folder));
            assertEquals(good.length, Files.size(file));
        }
        byte[] flipped = good.clone();
        flipped[good.length - 5] ^= 1;
        Files.write(file, flipped);
        assertEquals(42, run(folder));
        assertNotEquals(flipped[good.length - 5], Files.readAllBytes(file)[good.length - 5]);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoReasonToFail() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertEquals(42, run(file));
        assertFalse(Files.isDirectory(file));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertEquals(1, all.size(), () -> "files: " + all);
            return all.get(0);
        }
    }

    private static int run(Path cache) {
        EngineOptions options = EngineOptions.DEFAULT.withTier(Tier.COMPILE).withCodeCache(cache);
        try (Engine engine = Engine.create(options)) {
            Instance instance =
                    engine.instantiate(engine.load("add", ADD_41), Imports.NONE, InstanceOptions.named("add"));
            return (int) instance.function("f").call(1);
        }
    }
}
