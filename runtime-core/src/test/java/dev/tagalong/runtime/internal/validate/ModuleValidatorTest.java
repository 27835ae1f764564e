package dev.tagalong.runtime.internal.validate;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import org.junit.jupiter.api.Test;

class ModuleValidatorTest {

    private static final byte[] TYPES =
            vectorSection(1, functionType(vector(), vector()), functionType(vector(I32), vector()));
    private static final byte[] TWO_FUNCTIONS = vectorSection(3, 0, 1);
    private static final byte[] CODE = vectorSection(10, body(vector()), body(vector()));
    private static final byte[] TABLE = vectorSection(4, bytes(FUNCREF, 0, 1));
    private static final byte[] MEMORY = vectorSection(5, bytes(0, 1));

    private static byte[] withExports(Object... exports) {
        return module(
                TYPES,
                TWO_FUNCTIONS,
                TABLE,
                MEMORY,
                vectorSection(6, bytes(I32, 0, 0x41, 0, END)),
                vectorSection(7, exports),
                CODE);
    }

    @Test
    void exports() {
        load(withExports(bytes("f", 0, 1), bytes("t", 1, 0), bytes("m", 2, 0), bytes("g", 3, 0)));
        assertRefused(Reason.INVALID, "unknown function 2", withExports(bytes("x", 0, 2)));
        assertRefused(Reason.INVALID, "unknown table 1", withExports(bytes("x", 1, 1)));
        assertRefused(Reason.INVALID, "unknown memory 1", withExports(bytes("x", 2, 1)));
        assertRefused(Reason.INVALID, "unknown global 1", withExports(bytes("x", 3, 1)));
        byte[] twice = withExports(bytes("x", 0, 0), bytes("x", 1, 0));
        ModuleException thrown = assertRefused(Reason.INVALID, "duplicate export name: x", twice);
        assertEquals("export", thrown.section());
        assertEquals('x', twice[(int) thrown.offset() + 1]);
    }

    @Test
    void startFunctions() {
        load(module(TYPES, TWO_FUNCTIONS, section(8, 0), CODE));
        assertRefused(Reason.INVALID, "unknown function 2", module(TYPES, TWO_FUNCTIONS, section(8, 2), CODE));
        assertRefused(
                Reason.INVALID,
                "start function: expected () -> (), got (i32) -> ()",
                module(TYPES, TWO_FUNCTIONS, section(8, 1), CODE));
    }

    private static byte[] withGlobals(Object... globals) {
        return module(
                TYPES,
                vectorSection(2, bytes("m", "i", 3, I32, 0), bytes("m", "v", 3, I32, 1)),
                TWO_FUNCTIONS,
                vectorSection(6, globals),
                CODE);
    }

    @Test
    void constantExpressions() {
        load(withGlobals(bytes(I32, 0, 0x41, 1, 0x41, 2, 0x6A, 0x41, 3, 0x6C, 0x41, 4, 0x6B, END)));
        load(withGlobals(bytes(I64, 0, 0x42, 1, 0x42, 2, 0x7C, 0x42, 3, 0x7E, 0x42, 4, 0x7D, END)));
        load(withGlobals(bytes(F32, 0, 0x43, new byte[4], END), bytes(F64, 1, 0x44, new byte[8], END)));
        load(withGlobals(bytes(FUNCREF, 0, 0xD2, 1, END), bytes(EXTERNREF, 0, 0xD0, EXTERNREF, END)));
        load(withGlobals(bytes(I32, 0, 0x23, 0, END), bytes(I32, 0, 0x23, 2, END)));
    }

    @Test
    void invalidConstantExpressions() {
        String required = "constant expression required";
        assertRefused(Reason.INVALID, required, withGlobals(bytes(I32, 0, 0x41, 1, 0x45, END)));
        assertRefused(Reason.INVALID, required, withGlobals(bytes(I32, 0, 0x01, 0x41, 1, END)));
        assertRefused(Reason.INVALID, required, withGlobals(bytes(I32, 0, 0x23, 1, END)));
        assertRefused(Reason.INVALID, required, withGlobals(bytes(I32, 0, 0x10, 0, 0x41, 1, END)));
        assertRefused(Reason.INVALID, "unknown global 2", withGlobals(bytes(I32, 0, 0x23, 2, END)));
        assertRefused(Reason.INVALID, "unknown function 2", withGlobals(bytes(FUNCREF, 0, 0xD2, 2, END)));
        assertRefused(Reason.INVALID, "type mismatch", withGlobals(bytes(I32, 0, END)));
        assertRefused(Reason.INVALID, "type mismatch", withGlobals(bytes(I32, 0, 0x42, 0, END)));
        assertRefused(Reason.INVALID, "type mismatch", withGlobals(bytes(I32, 0, 0x41, 0, 0x41, 0, END)));
        assertRefused(Reason.INVALID, "type mismatch", withGlobals(bytes(I32, 0, 0x41, 0, 0x6A, END)));
        assertRefused(Reason.INVALID, "type mismatch", withGlobals(bytes(FUNCREF, 0, 0xD0, EXTERNREF, END)));
    }

    @Test
    void tableInitialValuesSeeImportedGlobalsOnly() {
        byte[] imported = vectorSection(2, bytes("m", "r", 3, FUNCREF, 0));
        byte[] global = vectorSection(6, bytes(FUNCREF, 0, 0xD0, FUNCREF, END));
        load(module(imported, vectorSection(4, bytes(0x40, 0, FUNCREF, 0, 1, 0x23, 0, END)), global));
        assertRefused(
                Reason.INVALID,
                "unknown global 1",
                module(imported, vectorSection(4, bytes(0x40, 0, FUNCREF, 0, 1, 0x23, 1, END)), global));
        assertRefused(
                Reason.INVALID,
                "type mismatch",
                module(vectorSection(4, bytes(0x40, 0, EXTERNREF, 0, 1, 0xD0, FUNCREF, END))));
    }

    private static byte[] withElement(Object... segment) {
        return module(TYPES, TWO_FUNCTIONS, TABLE, vectorSection(9, bytes(segment)), CODE);
    }

    @Test
    void elementSegments() {
        load(withElement(0, 0x41, 0, END, vector(0, 1)));
        assertRefused(Reason.INVALID, "unknown function 2", withElement(0, 0x41, 0, END, vector(2)));
        assertRefused(Reason.INVALID, "unknown table 1", withElement(2, 1, 0x41, 0, END, 0, vector()));
        assertRefused(Reason.INVALID, "type mismatch", withElement(0, 0x42, 0, END, vector(0)));
        assertRefused(
                Reason.INVALID,
                "type mismatch: a table of funcref, elements of externref",
                withElement(6, 0, 0x41, 0, END, EXTERNREF, vector()));
        assertRefused(Reason.INVALID, "type mismatch", withElement(5, EXTERNREF, vector(bytes(0xD2, 0, END))));
        assertRefused(Reason.INVALID, "unknown function 4294967295", withElement(1, 0, vector(u32(-1))));
    }

    @Test
    void dataSegments() {
        load(module(MEMORY, vectorSection(11, bytes(0, 0x41, 0, END, ""))));
        assertRefused(Reason.INVALID, "unknown memory 0", module(vectorSection(11, bytes(0, 0x41, 0, END, ""))));
        assertRefused(
                Reason.INVALID, "unknown memory 1", module(MEMORY, vectorSection(11, bytes(2, 1, 0x41, 0, END, ""))));
        assertRefused(Reason.INVALID, "type mismatch", module(MEMORY, vectorSection(11, bytes(0, 0x42, 0, END, ""))));
    }

    @Test
    void whatDeclaresAFunctionReference() {
        byte[] refFunc = vectorSection(10, body(vector(), 0xD2, 1, 0x1A), body(vector()));
        byte[] before = bytes(TYPES, TWO_FUNCTIONS, TABLE);
        String undeclared = "undeclared function reference";
        assertRefused(Reason.INVALID, undeclared, module(before, refFunc));
        assertRefused(Reason.INVALID, undeclared, module(before, section(8, 0), refFunc));
        load(module(before, vectorSection(7, bytes("e", 0, 1)), refFunc));
        load(module(before, vectorSection(9, bytes(3, 0, vector(1))), refFunc));
        load(module(before, vectorSection(9, bytes(7, FUNCREF, vector(bytes(0xD2, 1, END)))), refFunc));
        load(module(before, vectorSection(6, bytes(FUNCREF, 0, 0xD2, 1, END)), refFunc));
    }
}
