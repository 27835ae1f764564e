package dev.tagalong.runtime.internal.validate;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;

import dev.tagalong.runtime.ModuleException.Reason;
import org.junit.jupiter.api.Test;

/** References that have types of their own, locals without a default value, and where subtypes may stand. */
class ReferenceTypingTest {

    private static final int GET = 0x20;
    private static final int SET = 0x21;
    private static final int DROP = 0x1A;
    private static final int BLOCK = 0x02;
    private static final int IF = 0x04;
    private static final int ELSE = 0x05;
    private static final int UNREACHABLE = 0x00;
    private static final int REF_NULL = 0xD0;
    private static final int REF_FUNC = 0xD2;
    private static final int REF_AS_NON_NULL = 0xD4;
    private static final int BR_ON_NULL = 0xD5;
    private static final int BR_ON_NON_NULL = 0xD6;
    private static final int VOID = 0x40;

    // The types of all modules here: () -> (), (i32) -> (i32), a structure, one below it, and an array of bytes.
    private static final int UNIT = 0;
    private static final int NUMBER = 1;
    private static final int BASE = 2;
    private static final int DERIVED = 3;
    private static final int BYTES = 4;

    private static final byte[] TYPES = vectorSection(
            1,
            functionType(vector(), vector()),
            functionType(vector(I32), vector(I32)),
            bytes(0x50, 0, 0x5F, vector(bytes(I32, 0))),
            bytes(0x50, vector(BASE), 0x5F, vector(bytes(I32, 0), bytes(I64, 1))),
            bytes(0x5E, 0x78, 1));

    private static byte[] program(byte[] locals, Object... code) {
        return module(
                TYPES,
                vectorSection(3, UNIT, NUMBER),
                vectorSection(9, bytes(3, 0, vector(0, 1))),
                vectorSection(10, body(locals, code), body(vector(), GET, 0)));
    }

    private static byte[] ref(int type) {
        return bytes(0x64, type);
    }

    private static byte[] refNull(int type) {
        return bytes(0x63, type);
    }

    private static void valid(byte[] locals, Object... code) {
        load(program(locals, code));
    }

    private static void invalid(String message, byte[] locals, Object... code) {
        assertRefused(Reason.INVALID, message, program(locals, code));
    }

    @Test
    void aLocalWithoutADefaultIsSetFirst() {
        byte[] local = vector(bytes(1, ref(UNIT)));
        byte[] set = bytes(REF_FUNC, 0, SET, 0);
        byte[] use = bytes(GET, 0, DROP);
        valid(local, set, use);
        valid(local, set, BLOCK, VOID, use, END, use);
        invalid("uninitialized local: local 0", local, use);
        invalid("uninitialized local", local, BLOCK, VOID, set, use, END, use);
        invalid("uninitialized local", local, 0x41, 0, IF, VOID, set, ELSE, use, END);
        invalid("uninitialized local", local, UNREACHABLE, use);
        valid(local, 0x41, 0, IF, VOID, set, use, ELSE, set, use, END, REF_FUNC, 0, 0x22, 0, DROP, use);
        invalid("uninitialized local: local 600", vector(locals(600, I32), bytes(1, ref(UNIT))), GET, u32(600), DROP);
    }

    @Test
    void callsNeedReferencesOfTheirType() {
        valid(vector(), REF_FUNC, 0, 0x14, UNIT);
        valid(vector(), 0x41, 0, REF_FUNC, 1, 0x14, NUMBER, DROP, REF_NULL, UNIT, 0x15, UNIT);
        invalid("type mismatch: expected (ref null a func)", vector(), REF_FUNC, 1, 0x14, UNIT);
        invalid("type mismatch: expected (ref null a func), got funcref", vector(), REF_NULL, FUNCREF, 0x14, UNIT);
        invalid("type mismatch: not a function type", vector(), UNREACHABLE, 0x14, BASE);
        invalid("unknown type 9", vector(), UNREACHABLE, 0x14, 9);
        invalid("type mismatch: expected results", vector(), 0x41, 0, REF_FUNC, 1, 0x15, NUMBER);
    }

    @Test
    void branchesOnReferences() {
        valid(vector(), BLOCK, VOID, REF_NULL, UNIT, BR_ON_NULL, 0, 0x14, UNIT, END);
        valid(vector(), BLOCK, ref(UNIT), REF_NULL, UNIT, BR_ON_NON_NULL, 0, REF_FUNC, 0, END, 0x14, UNIT);
        invalid("type mismatch: the label takes no reference", vector(), REF_NULL, UNIT, BR_ON_NON_NULL, 0);
        invalid("type mismatch: expected a reference, got i32", vector(), 0x41, 0, BR_ON_NULL, 0, DROP);
        invalid(
                "type mismatch",
                vector(),
                BLOCK,
                ref(UNIT),
                REF_NULL,
                FUNCREF,
                BR_ON_NON_NULL,
                0,
                UNREACHABLE,
                END,
                DROP);
        // What is unknown but a reference is no number.
        valid(vector(), UNREACHABLE, REF_AS_NON_NULL, 0x14, UNIT);
        invalid("type mismatch", vector(), UNREACHABLE, REF_AS_NON_NULL, 0x45, DROP);
        byte[] cast = bytes(
                BLOCK, refNull(DERIVED), REF_NULL, BASE, 0xFB, 0x18, 3, 0, BASE, DERIVED, DROP, REF_NULL, DERIVED);
        valid(vector(), cast, END, DROP);
        invalid("type mismatch: a cast of", vector(), REF_NULL, DERIVED, 0xFB, 0x18, 3, 0, DERIVED, BASE, DROP);
    }

    @Test
    void subtypesStandForTheirSupertypes() {
        valid(vector(bytes(1, refNull(BASE))), REF_NULL, DERIVED, SET, 0);
        invalid("type mismatch", vector(bytes(1, refNull(DERIVED))), REF_NULL, BASE, SET, 0);
        valid(vector(), REF_NULL, 0x71, 0xFB, 3 - 1, BASE, 0, DROP);
        valid(
                vector(),
                BLOCK,
                refNull(BASE),
                BLOCK,
                refNull(DERIVED),
                REF_NULL,
                DERIVED,
                0x41,
                0,
                0x0E,
                1,
                0,
                1,
                END,
                END,
                DROP);
        invalid(
                "type mismatch",
                vector(),
                bytes(BLOCK, refNull(BASE), BLOCK, refNull(DERIVED), REF_NULL, BASE),
                bytes(0x41, 0, 0x0E, 1, 0, 1, END, END, DROP));
    }

    @Test
    void fieldsAndElements() {
        invalid("unknown field 1", vector(), REF_NULL, BASE, 0xFB, 2, BASE, 1, DROP);
        invalid("immutable field 0", vector(), REF_NULL, BASE, 0x41, 0, 0xFB, 5, BASE, 0);
        valid(vector(), REF_NULL, DERIVED, 0x42, 0, 0xFB, 5, DERIVED, 1);
        invalid("type mismatch: i8 is packed", vector(), REF_NULL, BYTES, 0x41, 0, 0xFB, 11, BYTES, DROP);
        valid(vector(), REF_NULL, BYTES, 0x41, 0, 0xFB, 12, BYTES, DROP);
        invalid("type mismatch: i32 is not packed", vector(), REF_NULL, BASE, 0xFB, 3, BASE, 0, DROP);
        invalid("type mismatch: expected an array type", vector(), 0x41, 0, 0xFB, 7, BASE, DROP);
        invalid("type mismatch: expected a structure type", vector(), 0xFB, 1, BYTES, DROP);
        byte[] tooMany = program(vector(), UNREACHABLE, 0xFB, 8, BYTES, u32(10_001), DROP);
        assertRefused(Reason.UNSUPPORTED, "implementation limit exceeded", tooMany);
    }

    @Test
    void tablesWithoutNullNeedAValue() {
        byte[] none = module(TYPES, vectorSection(4, bytes(ref(UNIT), 0, 1)));
        assertRefused(Reason.INVALID, "type mismatch: a table of (ref a func) without an initial value", none);
        byte[] wrong = module(TYPES, vectorSection(4, bytes(0x40, 0, ref(UNIT), 0, 1, REF_NULL, UNIT, END)));
        assertRefused(Reason.INVALID, "type mismatch: expected (ref a func)", wrong);
    }
}
