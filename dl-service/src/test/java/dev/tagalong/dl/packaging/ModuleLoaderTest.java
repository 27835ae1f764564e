package dev.tagalong.dl.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleLoaderTest {

    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    /** The custom section linking with its version, as in object files. */
    private static final byte[] LINKING = {0, 9, 7, 'l', 'i', 'n', 'k', 'i', 'n', 'g', 2};

    /** A memory that is exported as m. */
    private static final byte[] EXPORT = {5, 3, 1, 0, 1, 7, 5, 1, 1, 'm', 2, 0};

    private static byte[] joined(byte[]... parts) {
        StringBuilder all = new StringBuilder();
        for (byte[] part : parts) {
            all.append(new String(part, StandardCharsets.ISO_8859_1));
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String refusal(byte[] binary) {
        try (Engine engine = Engine.create()) {
            return assertThrows(DlException.class, () -> ModuleLoader.load(engine, "x.wasm", binary))
                    .getMessage();
        }
    }

    @Test
    void aModuleIsLoaded() {
        try (Engine engine = Engine.create()) {
            Module module = ModuleLoader.load(engine, "x.wasm", joined(HEADER, EXPORT));
            assertEquals("x.wasm", module.name());
            // What linkers keep of their relocations does no harm.
            assertEquals(
                    1,
                    ModuleLoader.load(engine, "x.wasm", joined(HEADER, EXPORT, LINKING))
                            .exports()
                            .size());
        }
    }

    @Test
    void anObjectFileIsToBeLinked() {
        String refusal = refusal(joined(HEADER, LINKING));
        assertTrue(refusal.contains("link it with wasm-ld"), refusal);
    }

    @Test
    void anEmptyFileIsCalledSo() {
        assertEquals("the file is empty", refusal(new byte[0]));
    }

    @Test
    void aComponentIsCalledSo() {
        String refusal = refusal(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});
        assertTrue(refusal.startsWith("it is a component, and only core modules are run"), refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(module)                      | text format",
                "'  ;; a comment'              | text format",
                "'(; another ;)'               | text format",
                "(component)                   | a component in the text format",
                "<!DOCTYPE html>               | HTML",
                "<HTML><body>404               | HTML",
                "version https://git-lfs.github.com/spec/v1 | git lfs pull",
                "!<arch>                       | link it",
                "'PK\u0003\u0004\u0014'        | zip",
                "'\u001f\u008b\b'              | gzip",
                "\u007fELF\u0002               | processor",
                "\u00ef\u00bb\u00bf(module)    | text format",
                "nothing that is known         | magic header not detected",
                "(                             | unexpected end",
            })
    void otherFormatsAreCalledByTheirNames(String begin, String words) {
        String refusal = refusal(begin.getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal.contains(words), refusal);
    }

    @Test
    void anErrorOfTheEngineIsTheModulesAlone() {
        assertTrue(failing(new OutOfMemoryError("Java heap space")).contains("not enough memory"));
        assertTrue(failing(new StackOverflowError()).contains("the engine failed on it: java.lang.StackOverflowError"));
        assertTrue(failing(new LinkageError("bad")).contains("bad"));
        assertTrue(failing(new IllegalStateException("worse")).contains("worse"));
    }

    private static String failing(Throwable failure) {
        Engine engine = (Engine) Proxy.newProxyInstance(
                ModuleLoaderTest.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    throw failure;
                });
        return assertThrows(DlException.class, () -> ModuleLoader.load(engine, "x.wasm", HEADER))
                .getMessage();
    }
}
