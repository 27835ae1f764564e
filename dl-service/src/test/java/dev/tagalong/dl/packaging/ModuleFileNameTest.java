package dev.tagalong.dl.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class ModuleFileNameTest {

    @ParameterizedTest
    @CsvSource({
        "app-1.2.0.wasm,              app.wasm,              1.2.0",
        "app-1.2.wasm,                app.wasm,              1.2.0",
        "tree-sitter-json-0.24.8.wasm,tree-sitter-json.wasm, 0.24.8",
        "app-1.0.0-beta.2+x.wasm,     app.wasm,              1.0.0.beta_2_x",
        "app-1.0.0.final.wasm,        app.wasm,              1.0.0.final",
    })
    void aVersionIsTakenFromTheName(String file, String name, String version) {
        assertEquals(new ModuleFileName(name, Version.parseVersion(version)), ModuleFileName.of(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.wasm",
                "clang-22.wasm",
                "tree-sitter-json.wasm",
                "-1.2.wasm",
                "a-1.x.wasm",
                "a-1.99999999999.wasm"
            })
    void otherNamesHaveNone(String file) {
        assertEquals(new ModuleFileName(file, null), ModuleFileName.of(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.jar", ".wasm", "", "app.wasm.txt"})
    void otherFilesAreRefused(String file) {
        assertThrows(IllegalArgumentException.class, () -> ModuleFileName.of(file));
    }

    @Test
    void theStemHasNoEnding() {
        assertEquals("app", ModuleFileName.of("app-1.2.wasm").stem());
        assertEquals("something", new ModuleFileName("something", null).stem());
    }
}
