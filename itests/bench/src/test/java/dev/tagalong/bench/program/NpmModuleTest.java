package dev.tagalong.bench.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmModuleTest {

    /** SHA-256 of "abc", from FIPS 180-4's examples. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path directory;

    @Test
    void aModuleThatIsThereAndHashesRightIsNotFetched() throws Exception {
        Path file = directory.resolve(ABC + ".wasm");
        Files.writeString(file, "abc");
        NpmModule module = new NpmModule("@tagalong-bench/no-such-package", "0.0.0", "a.wasm", ABC);
        assertEquals(file, module.fetch(directory));
    }

    @Test
    void theHashIsFnv1a() {
        assertEquals(0x811c9dc5L, Program.hash(new byte[0]));
        assertEquals(0xe40c292cL, Program.hash(new byte[] {'a'}));
    }
}
