package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.runtime.internal.module.Names;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameSectionReaderTest {

    private static Names names(Object... contents) {
        return load(module(custom("name", contents))).names();
    }

    @Test
    void moduleAndFunctionNames() {
        Names names = names(section(0, "prog"), section(1, vector(bytes(0, "zero"), bytes(u32(300), "far"))));
        assertEquals("prog", names.module());
        assertEquals(Map.of(0, "zero", 300, "far"), names.functions());
    }

    @Test
    void namesOfTypesAndFields() {
        byte[] types = vectorSection(1, bytes(0x5F, vector(bytes(0x7F, 0), bytes(0x7F, 0))), bytes(0x60, 0, 0));
        byte[] fieldNames = vector(
                bytes(0, vector(bytes(1, "y"), bytes(2, "none"))),
                bytes(1, vector(bytes(0, "of a function"))),
                bytes(9, vector(bytes(0, "unknown"))));
        byte[] names =
                custom("name", section(4, vector(bytes(0, "Point"), bytes(7, "unknown"))), section(10, fieldNames));
        Names read = load(module(types, names)).names();
        assertEquals(Map.of(0, "Point"), read.types());
        assertEquals(Map.of(0, Map.of(1, "y")), read.fields());
    }

    @Test
    void otherSubsectionsAreSkipped() {
        Names names = names(section(2, 1, 2, 3), section(1, vector(bytes(0, "f"))), section(9, 0xFF));
        assertEquals(Map.of(0, "f"), names.functions());
    }

    @Test
    void aDamagedSectionSaysNothing() {
        assertSame(Names.NONE, names(section(1, vector(bytes(0, "f"))), 1));
        assertSame(Names.NONE, names(section(1, 2, 0, "f")));
        assertSame(Names.NONE, names(section(1, vector(bytes(0, 1, 0xFF)))));
        assertSame(Names.NONE, names(1, u32(-1)));
        assertSame(Names.NONE, names(section(1, u32(-1))));
    }

    @Test
    void theFirstSectionAndTheFirstNameCount() {
        byte[] first = custom("name", section(1, vector(bytes(0, "a"), bytes(0, "b"))));
        byte[] second = custom("name", section(1, vector(bytes(0, "c"))));
        assertEquals("a", load(module(first, second)).names().functions().get(0));
    }

    @Test
    void functionsThatThereAreNotHaveNoNames() {
        byte[] names = custom("name", section(1, vector(bytes(0, "a"), bytes(1, "b"), bytes(u32(-1), "c"))));
        byte[] types = section(1, vector(bytes(0x60, 0, 0)));
        byte[] functions = section(3, vector(bytes(0)));
        byte[] code = section(10, vector(bytes(2, 0, 0x0B)));
        assertEquals(
                Map.of(0, "a"),
                load(module(types, functions, code, names)).names().functions());
        assertEquals(
                Map.of(0, "a", 1, "b"),
                load(module(names, types, functions, code)).names().functions(),
                "how many there are is not known there");
    }

    @Test
    void absent() {
        assertSame(Names.NONE, load(module()).names());
    }
}
