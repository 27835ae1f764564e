package dev.tagalong.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationKeysTest {

    @interface Definition {
        int memory_pages();

        String with__underscore();

        String[] imports_allowed();
    }

    private static List<String> unknown(Map<String, Object> properties) {
        return ConfigurationKeys.unknown("com.example", Definition.class, properties);
    }

    @Test
    void thoseThatAreReadAndThoseOfOthersAreNotTold() {
        assertEquals(
                List.of(),
                unknown(Map.of(
                        "memory.pages", 1,
                        "with_underscore", "x",
                        "imports.allowed", "a.b",
                        "service.pid", "com.example~x",
                        "service.factoryPid", "com.example",
                        "component.name", "x",
                        "felix.fileinstall.filename", "file:/etc/x.cfg",
                        ".private", "x",
                        "linker.target", "(x=y)",
                        "deployed.from", "x.wasm")));
    }

    @Test
    void othersAreToldWithTheirFileAndTheKeyThatWasMeant() {
        assertEquals(
                List.of(
                        "com.example-x.cfg: colour is not a key of com.example",
                        "com.example-x.cfg: memory.page is not a key of com.example; did you mean memory.pages?"),
                unknown(Map.of(
                        "memory.page", 7,
                        "colour", "red",
                        "felix.fileinstall.filename", "file:/home/me/etc/com.example-x.cfg")));
        assertEquals(
                List.of("Configuration com.example~x: Imports.Allowed is not a key of com.example; did you mean"
                        + " imports.allowed?"),
                unknown(Map.of("Imports.Allowed", "a.b", "service.pid", "com.example~x")));
    }
}
