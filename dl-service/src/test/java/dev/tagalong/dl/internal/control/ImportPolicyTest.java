package dev.tagalong.dl.internal.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportPolicyTest {

    @Test
    void everybodyMayImportTheNativesAndWhatToolchainsExpect() {
        ImportPolicy policy = new ImportPolicy(List.of());
        assertTrue(policy.grants("any", "env.dlopen"));
        assertTrue(policy.grants("any", "env.dlerror"));
        assertTrue(policy.grants("any", "wasi_snapshot_preview1.fd_write"));
        assertTrue(policy.grants("any", "wasi_unstable.fd_write"));
        assertTrue(policy.grants("any", "env.emscripten_resize_heap"));
        assertTrue(policy.grants("any", "env.invoke_viij"));
        assertFalse(policy.grants("any", "env.log"));
        assertFalse(policy.grants("any", "wasi_snapshot_preview1x.fd_write"));
    }

    @ParameterizedTest
    @CsvSource({
        "demo.log, b, demo, log, true",
        "demo.log, b, demo, logs, false",
        "demo.*, b, demo, log, true",
        "demo.*, b, demo2, log, false",
        "b:demo.log, b, demo, log, true",
        "b:demo.log, c, demo, log, false",
        "com.*:demo.log, com.x, demo, log, true",
        "*, b, anything, at_all, true",
        "b:*, b, anything, at_all, true",
        "b:*, c, anything, at_all, false",
        "*:wasi:clocks.now, b, wasi:clocks, now, true",
        "a*b*.c, b, axxbyy, c, true",
        "a*b*.c, b, axxyy, c, false",
    })
    void patterns(String pattern, String bundle, String module, String name, boolean granted) {
        assertEquals(granted, new ImportPolicy(List.of(pattern)).grants(bundle, module + "." + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "demo", ".log", "demo.", ":demo.log", "b:", "b:demo"})
    void whatIsNoPattern(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ImportPolicy(List.of(text)))
                .getMessage();
        assertTrue(message.contains("'" + text + "'"), message);
    }

    @Test
    void aHostileNameDoesNotTakeLong() {
        String text = "a".repeat(20_000);
        assertFalse(ImportPolicy.matches("a*a*a*a*a*a*a*a*b", text));
    }
}
