package dev.tagalong.runtime.internal.compile.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.Digests;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled code on disk stays within its bound: what was used last stays, and what is not the cache's is left alone. */
class CodeCacheFolderTest {

    private static final int ENTRY = 100;
    private static final byte[] CONTENT = new byte[ENTRY - Digests.LENGTH];

    /** Ten entries; when they go, room for some is made at once. */
    private static final long BOUND = 10 * ENTRY;

    private static final int LEFT_AFTER_PRUNING = 7;

    @TempDir
    Path temporary;

    private Path root;
    private CodeCacheFolder whole;

    @BeforeEach
    void open() {
        root = temporary.resolve("made/when/needed");
        whole = new CodeCacheFolder(root, BOUND, "test");
    }

    private static WasmModule module(int number) {
        Program program = new Program();
        program.function("f", ":i", "", Program.i32(number));
        return ModuleDecoder.decode("m" + number, program.binary());
    }

    private CodeCache cache(int number) {
        return whole.of(module(number), MemoryForm.ARRAY);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private List<Path> modules() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.toList();
        }
    }

    /** Makes a module with some entries, which was used at a time. */
    private Path module(int number, int entries, long used) throws IOException {
        List<Path> before = Files.exists(root) ? modules() : List.of();
        CodeCache cache = cache(number);
        for (int i = 0; i < entries; i++) {
            cache.store(Integer.toString(i), CONTENT);
        }
        Path folder = modules().stream()
                .filter(path -> !before.contains(path))
                .findFirst()
                .orElseThrow();
        Files.setLastModifiedTime(folder, FileTime.fromMillis(used));
        return folder;
    }

    @Test
    void whatIsKeptIsFoundAgain() {
        byte[] content = {1, 2, 3};
        cache(1).store("0", content);
        assertArrayEquals(content, cache(1).load("0"));
        assertNull(cache(1).load("1"));
        assertNull(cache(2).load("0"));
        assertNull(whole.of(module(1), MemoryForm.GROWING).load("0"));
        assertNull(new CodeCacheFolder(root, BOUND, "other")
                .of(module(1), MemoryForm.ARRAY)
                .load("0"));
    }

    @Test
    void theModuleUsedTheLongestAgoGoesFirst() throws IOException {
        Path second = module(1, 4, 2_000);
        Path first = module(2, 4, 1_000);
        Path last = module(3, 2, 3_000);
        assertEquals(10, files().size(), "the bound itself is allowed");
        cache(4).store("0", CONTENT);
        assertEquals(LEFT_AFTER_PRUNING, files().size());
        assertFalse(Files.exists(first), "nothing was left in it");
        assertTrue(Files.exists(second));
        assertTrue(Files.exists(last));
        assertNotNull(cache(4).load("0"));
    }

    @Test
    void aModuleThatLostSomethingStaysAsOldAsItWas() throws IOException {
        Path only = module(1, 10, 1_000);
        cache(2).store("0", CONTENT);
        assertEquals(1_000, Files.getLastModifiedTime(only).toMillis());
        assertEquals(LEFT_AFTER_PRUNING, files().size());
        assertNotNull(cache(2).load("0"));
    }

    @Test
    void openingAModuleIsUse() throws IOException {
        Path old = module(1, 5, 1_000);
        Path young = module(2, 5, 2_000);
        cache(1);
        cache(3).store("0", CONTENT);
        assertEquals(5, Files.list(old).count());
        assertTrue(Files.list(young).count() < 5);
    }

    @Test
    void aModuleLargerThanTheBound() throws IOException {
        CodeCache cache = cache(1);
        for (int i = 0; i < 1_000; i++) {
            cache.store(Integer.toString(i), CONTENT);
            assertTrue(files().size() <= 10, () -> "too much is kept");
        }
        cache.store("huge", new byte[(int) BOUND]);
        assertNull(cache.load("huge"));
    }

    @Test
    void whatIsThereAtTheStartCounts() throws IOException {
        module(1, 10, 1_000);
        CodeCacheFolder smaller = new CodeCacheFolder(root, 4 * ENTRY, "test");
        smaller.of(module(2), MemoryForm.ARRAY).store("0", CONTENT);
        assertEquals(3, files().size());
    }

    @Test
    void whatIsNotTheCachesIsLeftAlone() throws IOException {
        Path module = module(1, 9, 1_000);
        List<Path> foreign = List.of(
                root.resolve("F1"), root.resolve("folder/F1"), module.resolve("notes.txt"), module.resolve("F1.class"));
        for (Path file : foreign) {
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[3 * (int) BOUND]);
        }
        Path outside = Files.write(temporary.resolve("F1"), new byte[3 * (int) BOUND]);
        Path link = Files.createSymbolicLink(module.resolve("F77"), outside);
        cache(2).store("0", CONTENT);
        assertEquals(
                10 + foreign.size(),
                files().stream().filter(f -> !f.equals(link)).count(),
                "they do not count");
        cache(2).store("1", CONTENT);
        for (Path file : foreign) {
            assertTrue(Files.exists(file), file::toString);
        }
        assertTrue(Files.exists(outside));
    }

    @Test
    void whatWritersLeftBehindGoes() throws IOException {
        Path module = module(1, 1, 1_000);
        Files.write(module.resolve("F123" + CodeCache.TEMPORARY), new byte[(int) BOUND]);
        Files.setLastModifiedTime(module, FileTime.fromMillis(1_000));
        CodeCacheFolder again = new CodeCacheFolder(root, BOUND, "test");
        again.of(module(2), MemoryForm.ARRAY).store("0", CONTENT);
        assertFalse(Files.exists(module));
        assertNotNull(cache(2).load("0"));
    }

    @Test
    void whatIsDamagedIsRemoved() throws IOException {
        cache(1).store("0", CONTENT);
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        byte[] changed = good.clone();
        changed[ENTRY - 1] ^= 1;
        for (byte[] bad : List.of(new byte[0], new byte[Digests.LENGTH], new byte[ENTRY], changed, new byte[2_000])) {
            Files.write(file, bad);
            assertNull(cache(1).load("0"));
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void theDigestOfTheCompilerDependsOnWhatCompiledCodeCalls() {
        Set<String> parts = CompilerDigest.parts().keySet();
        for (String part :
                List.of("compile/link/Support", "compile/link/CallSites", "semantics/Int32Ops", "memory/MemoryImpl")) {
            assertTrue(parts.contains("dev/tagalong/runtime/internal/" + part), part);
        }
    }
}
