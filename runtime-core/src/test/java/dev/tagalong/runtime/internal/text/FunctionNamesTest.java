package dev.tagalong.runtime.internal.text;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tagalong.runtime.internal.module.WasmModule;
import org.junit.jupiter.api.Test;

class FunctionNamesTest {

    private static final WasmModule MODULE = load(module(
            vectorSection(1, functionType(vector(), vector())),
            vectorSection(2, bytes("a", "g", 3, I32, 0), bytes("a", "f0", 0, 0), bytes("b", "f1", 0, 0)),
            vectorSection(3, 0, 0, 0),
            vectorSection(7, bytes("g", 3, 0), bytes("named", 0, 2), bytes("exported", 0, 3), bytes("again", 0, 3)),
            vectorSection(10, body(vector()), body(vector()), body(vector())),
            custom("name", section(1, vector(bytes(0, "zero"), bytes(2, "two"))))));

    @Test
    void theNameSectionThenExportsThenImports() {
        assertEquals("zero", FunctionNames.of(MODULE, 0));
        assertEquals("b.f1", FunctionNames.of(MODULE, 1));
        assertEquals("two", FunctionNames.of(MODULE, 2));
        assertEquals("exported", FunctionNames.of(MODULE, 3));
    }

    @Test
    void allAtOnce() {
        String[] all = FunctionNames.all(MODULE);
        for (int i = 0; i < all.length; i++) {
            assertEquals(FunctionNames.find(MODULE, i), all[i], "function " + i);
        }
        assertEquals(5, all.length);
    }

    @Test
    void nothing() {
        assertNull(FunctionNames.find(MODULE, 4));
        assertEquals("func[4]", FunctionNames.of(MODULE, 4));
        assertNull(FunctionNames.find(MODULE, 99));
        assertNull(FunctionNames.find(MODULE, -1));
        assertEquals("func[4294967295]", FunctionNames.of(MODULE, -1));
    }
}
