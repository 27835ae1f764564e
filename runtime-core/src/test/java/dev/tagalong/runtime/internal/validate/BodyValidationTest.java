package dev.tagalong.runtime.internal.validate;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Control, variable, reference, table and memory instructions. The function under test is number 1 and has the type
 * {@code (i32, i64) -> (i32)}; function 0 is imported, of type {@code () -> ()}.
 */
class BodyValidationTest {

    private static final String MISMATCH = "type mismatch";
    private static final byte[] I32_0 = bytes(0x41, 0);
    private static final byte[] THREE = bytes(0x41, 0, 0x41, 0, 0x41, 0);

    private static byte[] around(Object... code) {
        return module(
                vectorSection(
                        1,
                        functionType(vector(), vector()),
                        functionType(vector(I32, I64), vector(I32)),
                        functionType(vector(I64), vector(I32, I64))),
                vectorSection(2, bytes("m", "f", 0, 0)),
                vectorSection(3, 1),
                vectorSection(4, bytes(FUNCREF, 0, 1), bytes(EXTERNREF, 0, 1)),
                vectorSection(5, bytes(0, 1), bytes(0, 1)),
                vectorSection(6, bytes(I32, 0, 0x41, 1, END), bytes(F64, 1, 0x44, new byte[8], END)),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(9, bytes(1, 0, vector(0)), bytes(5, EXTERNREF, vector())),
                section(12, 1),
                vectorSection(10, body(vector(locals(1, FUNCREF)), code)),
                vectorSection(11, bytes(1, "d")));
    }

    /** Asserts that the code is valid where an i32 constant follows it, so that it must leave nothing. */
    private static void valid(Object... code) {
        load(around(bytes(code), I32_0));
    }

    private static ModuleException invalid(String message, Object... code) {
        return assertRefused(Reason.INVALID, message, around(bytes(code), I32_0));
    }

    @Test
    void localVariables() {
        valid(0x20, 0, 0x1A, 0x20, 1, 0x21, 1, 0x20, 2, 0x22, 2, 0x1A);
        invalid("unknown local 3", 0x20, 3);
        invalid("unknown local 4294967295", 0x20, u32(-1));
        invalid(MISMATCH, 0x20, 0, 0x21, 1);
        invalid(MISMATCH, 0x20, 0, 0x22, 2);
        invalid(MISMATCH, 0x21, 0);
    }

    @Test
    void globals() {
        valid(0x23, 0, 0x1A, 0x23, 1, 0x24, 1);
        invalid("immutable global", 0x41, 0, 0x24, 0);
        invalid("unknown global 2", 0x23, 2);
        invalid("unknown global 2", 0x41, 0, 0x24, 2);
        invalid(MISMATCH, 0x41, 0, 0x24, 1);
    }

    @Test
    void blocks() {
        valid(0x02, 0x40, END, 0x03, 0x40, END);
        valid(0x02, I32, 0x41, 0, END, 0x1A);
        valid(0x20, 1, 0x02, 2, 0x1A, 0x41, 0, 0x20, 1, END, 0x1A, 0x1A);
        invalid("unknown type 3", 0x02, 3, END);
        invalid("unknown type 4294967295", 0x02, signed(0xFFFF_FFFFL), END);
        invalid(MISMATCH, 0x02, I32, END);
        invalid(MISMATCH, 0x02, 0x40, 0x41, 0, END);
        invalid(MISMATCH, 0x02, 2, 0x1A, 0x41, 0, 0x20, 1, END);
        invalid(MISMATCH, 0x41, 0, 0x02, 0x40, 0x1A, END, 0x41, 0, 0x1A);
    }

    @Test
    void conditions() {
        valid(I32_0, 0x04, 0x40, END, I32_0, 0x04, 0x40, 0x05, END);
        valid(I32_0, 0x04, I32, 0x41, 1, 0x05, 0x41, 2, END, 0x1A);
        invalid(MISMATCH, I32_0, 0x04, I32, 0x41, 1, END, 0x1A);
        invalid(MISMATCH, I32_0, 0x04, I32, 0x41, 1, 0x05, 0x42, 2, END, 0x1A);
        invalid(MISMATCH, 0x42, 0, 0x04, 0x40, END);
        assertRefused(Reason.MALFORMED, "END opcode expected: else without if", around(0x05, I32_0));
        assertRefused(Reason.MALFORMED, "END opcode expected", around(I32_0, 0x04, 0x40, 0x05, 0x05, END, I32_0));
    }

    @Test
    void branches() {
        valid(0x02, 0x40, 0x0C, 0, END);
        valid(0x02, I32, 0x41, 1, 0x0C, 0, END, 0x1A);
        valid(0x02, I32, 0x41, 1, 0x41, 0, 0x0D, 0, END, 0x1A);
        valid(0x03, 0x40, I32_0, 0x0D, 0, END);
        valid(0x41, 3, I32_0, 0x0D, 0, 0x1A);
        invalid("unknown label 1", 0x41, 0, 0x0C, 1);
        invalid("unknown label 4294967295", 0x0C, u32(-1));
        invalid(MISMATCH, 0x02, I32, 0x0C, 0, END, 0x1A);
        invalid(MISMATCH, 0x42, 1, 0x0C, 0);
        invalid(MISMATCH, 0x02, 0x40, 0x42, 0, 0x0D, 0, END);
    }

    @Test
    void branchTables() {
        valid(0x02, 0x40, 0x03, 0x40, I32_0, 0x0E, vector(0, 1), 1, END, END);
        valid(0x02, I32, 0x02, I32, 0x41, 5, I32_0, 0x0E, vector(0), 1, END, END, 0x1A);
        invalid("unknown label 4", 0x02, 0x40, I32_0, 0x0E, vector(4), 0, END);
        invalid("unknown label 4", 0x02, 0x40, I32_0, 0x0E, vector(0), 4, END);
        invalid(MISMATCH, 0x02, I32, 0x02, 0x40, 0x41, 5, I32_0, 0x0E, vector(0), 1, END, 0x41, 1, END, 0x1A);
        invalid(MISMATCH, 0x02, I64, 0x02, I32, 0x41, 5, I32_0, 0x0E, vector(0), 1, END, 0x1A, 0x42, 0, END, 0x1A);
        invalid(MISMATCH, 0x02, 0x40, 0x0E, vector(), 0, END);
        valid(0x02, I64, 0x02, I32, 0x00, 0x0E, vector(0), 1, END, 0x1A, 0x42, 0, END, 0x1A);
    }

    @Test
    void calls() {
        valid(0x10, 0, 0x41, 0, 0x42, 0, 0x10, 1, 0x1A);
        valid(0x41, 0, 0x42, 0, 0x41, 0, 0x11, 1, 0, 0x1A, 0x41, 0, 0x11, 0, 0);
        invalid("unknown function 2", 0x10, 2);
        invalid("unknown type 3", 0x41, 0, 0x11, 3, 0);
        invalid("unknown table 2", 0x41, 0, 0x11, 0, 2);
        invalid("type mismatch: expected a table of funcref, got one of externref", 0x41, 0, 0x11, 0, 1);
        invalid(MISMATCH, 0x42, 0, 0x41, 0, 0x10, 1, 0x1A);
        invalid(MISMATCH, 0x10, 1, 0x1A);
        invalid(MISMATCH, 0x42, 0, 0x11, 0, 0);
    }

    @Test
    void tailCalls() {
        load(around(0x41, 0, 0x42, 0, 0x12, 1));
        load(around(0x41, 0, 0x42, 0, 0x41, 0, 0x13, 1, 0));
        assertRefused(Reason.INVALID, MISMATCH, around(0x12, 0));
        assertRefused(Reason.INVALID, MISMATCH, around(0x42, 0, 0x41, 0, 0x13, 2, 0));
        assertRefused(Reason.INVALID, MISMATCH, around(0x12, 1));
        assertRefused(Reason.INVALID, "unknown function 9", around(0x12, 9));
    }

    @Test
    void returnsAndUnreachableCode() {
        load(around(0x41, 0, 0x0F));
        load(around(0x41, 0, 0x0F, 0x6A));
        load(around(0x00));
        load(around(0x00, 0x1A, 0x1A, 0x1B));
        assertRefused(Reason.INVALID, MISMATCH, around(0x0F));
        assertRefused(Reason.INVALID, MISMATCH, around(0x00, 0x42, 0));
        assertRefused(Reason.INVALID, MISMATCH, around(0x00, 0x42, 0, 0x41, 0, 0x6A));
        assertRefused(Reason.INVALID, MISMATCH, around(0x02, 0x40, 0x00, END));
        assertRefused(Reason.INVALID, MISMATCH, around(0x00, 0x0D, 0, 0x7C));
    }

    @Test
    void selections() {
        valid(THREE, 0x1B, 0x1A);
        valid(0xD0, FUNCREF, 0xD0, FUNCREF, I32_0, 0x1C, vector(FUNCREF), 0x1A);
        valid(THREE, 0x1C, vector(I32), 0x1A);
        load(around(0x00, 0x1B, 0x1A, 0x41, 0));
        invalid(MISMATCH, 0xD0, FUNCREF, 0xD0, FUNCREF, I32_0, 0x1B, 0x1A);
        invalid(MISMATCH, 0x41, 0, 0x42, 0, I32_0, 0x1B, 0x1A);
        invalid(MISMATCH, THREE, 0x1C, vector(I64), 0x1A);
        invalid("invalid result arity", THREE, 0x1C, vector(), 0x1A);
        invalid("invalid result arity", THREE, 0x1C, vector(I32, I32), 0x1A);
        invalid(MISMATCH, 0x1A);
    }

    @Test
    void references() {
        valid(0xD0, FUNCREF, 0xD1, 0x1A, 0xD0, EXTERNREF, 0xD1, 0x1A, 0xD2, 0, 0x1A);
        invalid(MISMATCH, I32_0, 0xD1, 0x1A);
        invalid("undeclared function reference: function 1", 0xD2, 1, 0x1A);
        invalid("unknown function 2", 0xD2, 2, 0x1A);
        load(around(0x00, 0xD1));
    }

    @Test
    void tables() {
        valid(I32_0, 0x25, 0, 0x1A, I32_0, 0xD0, EXTERNREF, 0x26, 1);
        valid(0xFC, 16, 1, 0x1A, 0xD0, FUNCREF, I32_0, 0xFC, 15, 0, 0x1A);
        valid(I32_0, 0xD0, FUNCREF, I32_0, 0xFC, 17, 0, THREE, 0xFC, 14, 0, 0);
        valid(THREE, 0xFC, 12, 0, 0, THREE, 0xFC, 12, 1, 1, 0xFC, 13, 1);
        invalid("unknown table 2", I32_0, 0x25, 2, 0x1A);
        invalid("unknown table 2", 0xFC, 16, 2, 0x1A);
        invalid("unknown table 2", THREE, 0xFC, 14, 0, 2);
        invalid(MISMATCH, I32_0, 0xD0, FUNCREF, 0x26, 1);
        invalid("type mismatch: a table of funcref, elements of externref", THREE, 0xFC, 14, 0, 1);
        invalid("type mismatch: a table of externref, elements of (ref func)", THREE, 0xFC, 12, 0, 1);
        invalid("unknown elem segment 2", THREE, 0xFC, 12, 2, 0);
        invalid("unknown elem segment 2", 0xFC, 13, 2);
        invalid(MISMATCH, I32_0, 0xD0, EXTERNREF, I32_0, 0xFC, 17, 0);
    }

    @Test
    void memories() {
        valid(0x3F, 1, 0x40, 1, 0x1A, THREE, 0xFC, 10, 0, 1, THREE, 0xFC, 11, 1, THREE, 0xFC, 8, 0, 1, 0xFC, 9, 0);
        valid(I32_0, 0x28, 0x42, 1, 0, 0x1A);
        invalid("unknown memory 2", 0x3F, 2, 0x1A);
        invalid("unknown memory 2", I32_0, 0x40, 2, 0x1A);
        invalid("unknown memory 2", I32_0, 0x28, 0x42, 2, 0, 0x1A);
        invalid("unknown memory 2", THREE, 0xFC, 10, 2, 0);
        invalid("unknown memory 2", THREE, 0xFC, 10, 0, 2);
        invalid("unknown memory 2", THREE, 0xFC, 11, 2);
        invalid("unknown memory 2", THREE, 0xFC, 8, 0, 2);
        invalid("unknown data segment 1", THREE, 0xFC, 8, 1, 0);
        invalid("unknown data segment 1", 0xFC, 9, 1);
        invalid("offset out of range: 4294967296", I32_0, 0x28, 2, u64(1L << 32), 0x1A);
        valid(I32_0, 0x28, 2, u32(-1), 0x1A);
    }

    @Test
    void dataInstructionsNeedADataCount() {
        byte[] memory = vectorSection(5, bytes(0, 1));
        byte[] code = vectorSection(10, body(vector(), 0xFC, 9, 0));
        byte[] binary = module(
                vectorSection(1, functionType(vector(), vector())),
                vectorSection(3, 0),
                memory,
                code,
                vectorSection(11, bytes(1, "")));
        assertRefused(Reason.MALFORMED, "data count section required", binary);
    }

    @Test
    void endsOfBodies() {
        assertRefused(Reason.MALFORMED, "END opcode expected: instructions after", around(I32_0, END, 0x01));
        assertRefused(Reason.MALFORMED, "unexpected end of section or function", around(0x02, 0x40));
        byte[] type = vectorSection(1, functionType(vector(), vector()));
        byte[] unended = module(type, vectorSection(3, 0, 0), vectorSection(10, bytes(2, 0, 1), body(vector())));
        assertRefused(Reason.MALFORMED, "END opcode expected", unended);
    }

    @Test
    void errorsNameTheInstruction() {
        byte[] binary = around(0x01, 0x42, 0, 0x45, 0x1A, I32_0);
        ModuleException thrown = assertRefused(Reason.INVALID, "type mismatch: expected i32, got i64", binary);
        assertEquals("code", thrown.section());
        assertEquals(0x45, binary[(int) thrown.offset()]);
    }

    @Test
    void wideTypes() {
        Object[] thousand = new Object[1000];
        Arrays.fill(thousand, I64);
        byte[] wide = functionType(vector(thousand), vector(thousand));
        byte[] gets = new byte[3000];
        int at = 0;
        for (int i = 0; i < 1000; i++) {
            for (byte b : bytes(0x20, u32(i))) {
                gets[at++] = b;
            }
        }
        load(functionModule(wide, Arrays.copyOf(gets, at), 0x10, 0, 0x02, 0, END));
    }
}
