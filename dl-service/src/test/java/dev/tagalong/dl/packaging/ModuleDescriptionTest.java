package dev.tagalong.dl.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class ModuleDescriptionTest {

    private static ModuleDescription module(String name, String... needed) {
        return new ModuleDescription(
                "module.wasm", name, Version.emptyVersion, ModuleDescription.Kind.SHARED, List.of(needed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "*", "(x)", ")(objectClass=*", "back\\slash", "\\*", "quo\"te"})
    void aNameThatMeansSomethingInAFilterIsNotRequired(String needed) {
        ModuleDescription module = module("a.wasm", needed, "plain.wasm");
        assertEquals(List.of("tagalong.module;filter:=\"(tagalong.module=plain.wasm)\""), module.requirements());
        assertEquals(List.of(needed, "plain.wasm"), module.needed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quo\"te", "back\\slash"})
    void whatFrameworksReadDifferentlyIsRefused(String bad) {
        assertThrows(DlException.class, () -> module(bad));
        assertThrows(DlException.class, () -> ServiceDescription.of(Map.of("service", "a.B", "property.x", bad)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\nBundle-Activator: evil",
                "a\rb",
                "nul\0",
                "esc\u001b[2J",
                "c1\u009b",
                "half\ud800",
                "\udc00x"
            })
    void whatCannotStandInAManifestIsRefused(String bad) {
        assertThrows(DlException.class, () -> module(bad));
        if (!bad.isEmpty()) {
            assertThrows(DlException.class, () -> module("a.wasm", bad));
            assertThrows(DlException.class, () -> ServiceDescription.of(Map.of("service", "a.B", "property.x", bad)));
        }
    }

    @Test
    void aNameHasNoSemicolon() {
        String text =
                assertThrows(DlException.class, () -> module("semi;colon.wasm")).getMessage();
        assertEquals("a name has no semicolons or control characters", text);
    }
}
