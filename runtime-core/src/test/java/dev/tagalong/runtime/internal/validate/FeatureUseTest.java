package dev.tagalong.runtime.internal.validate;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Module;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which features a module uses, and that an instance can be denied some. */
class FeatureUseTest {

    private static final byte[] NULLARY = functionType(vector(), vector());

    private static Map<String, String> uses(Object... sections) {
        try (Engine engine = Engine.create()) {
            return engine.load("module", module(sections)).features();
        }
    }

    private static Map<String, String> instructions(Object... code) {
        return uses(
                vectorSection(1, NULLARY),
                vectorSection(3, 0),
                vectorSection(4, bytes(FUNCREF, 0, 1)),
                vectorSection(5, bytes(0, 1)),
                vectorSection(10, body(vector(), code)));
    }

    @Test
    void theFirstVersionIsNone() {
        assertEquals(Map.of(), instructions(i32(1), i32(1), 0x6A, 0x1A));
    }

    @Test
    void instructionsAreToldWithTheirPlaces() {
        assertEquals(
                Map.of("sign extension", "i32.extend8_s at 0x24"),
                instructions(i32(1), 0xC0, 0x1A, i32(1), 0xC1, 0x1A));
        assertEquals(Set.of("tail calls"), instructions(0x12, 0).keySet());
        assertEquals(
                Set.of("bulk memory"),
                instructions(i32(0), i32(0), i32(0), bytes(0xFC, 11, 0)).keySet());
        assertEquals(
                Set.of("wide arithmetic"),
                instructions(i64(1), i64(1), bytes(0xFC, 0x15), 0x1A, 0x1A).keySet());
    }

    @Test
    void typesAreFeaturesToo() {
        assertEquals(Map.of("memory64", "memory 0"), uses(vectorSection(5, bytes(4, 1))));
        assertEquals(Map.of("custom page sizes", "memory 0"), uses(vectorSection(5, bytes(8, 1, 0))));
        assertEquals(Map.of("threads", "memory 0"), uses(vectorSection(5, bytes(3, 1, 1))));
        assertEquals(Map.of("memory64", "table 0"), uses(vectorSection(4, bytes(FUNCREF, 4, 1))));
        assertEquals(Map.of("multiple memories", "memory 1"), uses(vectorSection(5, bytes(0, 1), bytes(0, 1))));
        assertEquals(Map.of("reference types", "table 0"), uses(vectorSection(4, bytes(EXTERNREF, 0, 1))));
        assertEquals(
                Map.of("multi-value", "the type of function 0"),
                uses(
                        vectorSection(1, functionType(vector(), vector(I32, I32))),
                        vectorSection(2, bytes("m", "f", 0, 0))));
        assertEquals(
                Map.of("reference types", "the locals of function 0"),
                uses(
                        vectorSection(1, NULLARY),
                        vectorSection(3, 0),
                        vectorSection(10, body(vector(locals(1, EXTERNREF))))));
        assertEquals(
                Map.of("bulk memory", "data segment 0"),
                uses(vectorSection(5, bytes(0, 1)), vectorSection(11, bytes(1, "x"))));
        assertEquals(
                Set.of("extended constants"),
                uses(vectorSection(6, bytes(I32, 0, i32(1), i32(2), 0x6A, END))).keySet());
    }

    @Test
    void typesOfTheirOwnAreFeatures() {
        assertEquals(Map.of("garbage collection", "type 0"), uses(vectorSection(1, bytes(0x5F, 0))));
        assertEquals(Map.of("garbage collection", "type 0"), uses(vectorSection(1, bytes(0x50, 0, NULLARY))));
        assertEquals(
                Map.of("garbage collection", "type 0"), uses(vectorSection(1, bytes(0x4E, vector(NULLARY, NULLARY)))));
        assertEquals(
                Map.of("reference types", "ref.null at 0x22", "typed function references", "ref.null at 0x22"),
                instructions(0xD0, 0, 0x1A));
        assertEquals(
                Map.of("reference types", "ref.null at 0x22", "garbage collection", "ref.null at 0x22"),
                instructions(0xD0, 0x71, 0x1A));
        assertEquals(
                Map.of("typed function references", "block at 0x22"), instructions(0x02, 0x64, 0, 0x00, END, 0x1A));
        assertEquals(
                Set.of("garbage collection", "reference types"),
                uses(vectorSection(
                                6,
                                bytes(0x64, 0x6C, 0, i32(1), 0xFB, 0x1C, END),
                                bytes(0x63, 0x70, 0, 0xD0, 0x70, END)))
                        .keySet());
    }

    @Test
    void whatIsSwitchedOffIsRefused() {
        byte[] wide = module(vectorSection(5, bytes(4, 1)), vectorSection(7, bytes("memory", 2, 0)));
        try (Engine engine = Engine.create()) {
            Module module = engine.load("module", wide);
            InstanceOptions all = InstanceOptions.named("instance");
            InstanceOptions without = all.withoutFeatures(Set.of("memory64", "tail calls"));
            String message = assertThrows(LinkException.class, () -> engine.instantiate(module, Imports.NONE, without))
                    .getMessage();
            assertEquals("instance: memory64 is switched off (memory 0)", message);
            assertNotNull(engine.instantiate(module, Imports.NONE, all));
            assertNotNull(engine.instantiate(module, Imports.NONE, all.withoutFeatures(Set.of("tail calls"))));
            InstanceOptions unknown = all.withoutFeatures(Set.of("memory65"));
            assertThrows(IllegalArgumentException.class, () -> engine.instantiate(module, Imports.NONE, unknown));
        }
    }

    @Test
    void theNamesAreThoseOfWhatIsOffered() {
        assertTrue(Engine.features().containsAll(Set.of("memory64", "tail calls", "multiple memories")));
        assertFalse(Engine.features().contains("mvp"));
        assertFalse(Engine.features().contains("custom descriptors"));
    }
}
