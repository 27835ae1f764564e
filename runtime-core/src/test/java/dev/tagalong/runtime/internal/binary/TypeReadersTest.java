package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.type.AddressType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types in type, import, table, memory and global sections. */
class TypeReadersTest {

    @Test
    void functionTypesAreCanonical() {
        byte[] type = functionType(vector(I32, F64), vector(I64));
        WasmModule module = load(module(vectorSection(1, type, functionType(vector(), vector()), type)));
        assertEquals("(i32, f64) -> (i64)", module.types().get(0).toString());
        assertSame(module.types().get(0), module.types().get(2));
    }

    @ParameterizedTest
    @CsvSource({"0x4C,custom descriptors", "0x4D,custom descriptors"})
    void typesOfFeaturesNotOffered(String form, String feature) {
        assertRefused(
                Reason.UNSUPPORTED,
                feature + " is not supported",
                module(vectorSection(1, bytes((int) Integer.decode(form), 0, 0))));
    }

    @Test
    void otherForms() {
        assertRefused(Reason.MALFORMED, "malformed definition type: 0x61", module(vectorSection(1, bytes(0x61, 0, 0))));
    }

    @Test
    void longFunctionTypes() {
        Object[] many = new Object[1000];
        java.util.Arrays.fill(many, I32);
        byte[] thousand = vector(many);
        load(module(vectorSection(1, functionType(thousand, thousand))));
        byte[] more = bytes(u32(1001), vector(many), I32);
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: 1001 parameters",
                module(vectorSection(1, functionType(more, vector()))));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: 1001 results",
                module(vectorSection(1, functionType(vector(), more))));
    }

    @Test
    void imports() {
        WasmModule module = load(module(vectorSection(
                2, bytes("m", "t", 1, EXTERNREF, 1, 2, 3), bytes("m", "mem", 2, 0, 0), bytes("m", "g", 3, F32, 1))));
        assertEquals("m.t (table 2 3 externref)", module.imports().get(0).toString());
        assertEquals("m.mem (memory 0)", module.imports().get(1).toString());
        assertEquals("m.g (global (mut f32))", module.imports().get(2).toString());
    }

    @Test
    void importKinds() {
        assertRefused(Reason.MALFORMED, "malformed import kind: 5", module(vectorSection(2, bytes("", "", 5, 0))));
        assertRefused(Reason.UNSUPPORTED, "custom descriptors", module(vectorSection(2, bytes("", "", 0x20, 0))));
        assertRefused(Reason.INVALID, "unknown type 0", module(vectorSection(2, bytes("", "", 0, 0))));
    }

    @Test
    void tags() {
        byte[] types = vectorSection(1, functionType(vector(I32), vector()), functionType(vector(), vector(I32)));
        byte[] imported = vectorSection(2, bytes("m", "t", 4, 0, 0));
        WasmModule module = load(module(types, imported, vectorSection(13, bytes(0, 0))));
        assertEquals("m.t (tag (i32) -> ())", module.imports().get(0).toString());
        assertEquals(1, module.importedTags());
        assertEquals(2, module.allTags().size());
        assertRefused(
                Reason.MALFORMED,
                "zero byte expected: a tag's attribute",
                module(types, vectorSection(13, bytes(1, 0))));
        assertRefused(Reason.INVALID, "unknown type 2", module(types, vectorSection(13, bytes(0, 2))));
        assertRefused(Reason.INVALID, "non-empty tag result type", module(types, vectorSection(13, bytes(0, 1))));
    }

    @Test
    void memoryLimits() {
        assertRefused(Reason.INVALID, "shared memory must have maximum", module(vectorSection(5, bytes(2, 1))));
        assertEquals(
                "1 (pagesize 1)",
                load(module(vectorSection(5, bytes(8, 1, 0))))
                        .allMemories()
                        .get(0)
                        .toString());
        assertEquals(
                "1",
                load(module(vectorSection(5, bytes(8, 1, 16))))
                        .allMemories()
                        .get(0)
                        .toString());
        assertRefused(Reason.INVALID, "invalid custom page size: 2^12", module(vectorSection(5, bytes(8, 1, 12))));
        assertRefused(Reason.MALFORMED, "invalid custom page size: 2^64", module(vectorSection(5, bytes(8, 1, 64))));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: a shared memory with pages of one byte",
                module(vectorSection(5, bytes(11, 1, 1, 0))));
        assertRefused(Reason.MALFORMED, "malformed limits flags: 0x8", module(vectorSection(5, bytes(8))));
        assertRefused(Reason.MALFORMED, "malformed limits flags: 0x10", module(vectorSection(5, bytes(0x10, 1))));
        assertRefused(Reason.INVALID, "memory size must be", module(vectorSection(5, bytes(0, u32(65_537)))));
        assertRefused(Reason.INVALID, "memory size must be", module(vectorSection(5, bytes(1, 0, u64(-1)))));
        assertRefused(Reason.INVALID, "size minimum must not be greater", module(vectorSection(5, bytes(1, 3, 2))));
        WasmModule largest = load(module(vectorSection(5, bytes(1, u32(65_536), u32(65_536)))));
        assertEquals("65536 65536", largest.allMemories().get(0).toString());
        WasmModule shared = load(module(vectorSection(5, bytes(3, 1, 2))));
        assertEquals("1 2 shared", shared.allMemories().get(0).toString());
    }

    @Test
    void limitsOf64Bits() {
        long most = 1L << 48;
        WasmModule module = load(module(
                vectorSection(4, bytes(FUNCREF, 5, u64(-2), u64(-1)), bytes(EXTERNREF, 4, 7)),
                vectorSection(5, bytes(5, u64(most), u64(most)), bytes(4, 2), bytes(0, 3))));
        assertEquals(
                "i64 18446744073709551614 18446744073709551615 funcref",
                module.allTables().get(0).toString());
        assertEquals("i64 7 externref", module.allTables().get(1).toString());
        assertEquals(
                "i64 281474976710656 281474976710656",
                module.allMemories().get(0).toString());
        assertEquals(AddressType.I64, module.allMemories().get(1).addressType());
        assertEquals(AddressType.I32, module.allMemories().get(2).addressType());
        assertRefused(Reason.INVALID, "memory size must be", module(vectorSection(5, bytes(4, u64(most + 1)))));
        assertRefused(
                Reason.INVALID,
                "size minimum must not be greater than maximum: 18446744073709551615 > 1",
                module(vectorSection(4, bytes(FUNCREF, 5, u64(-1), 1))));
    }

    @Test
    void tableLimits() {
        assertRefused(
                Reason.MALFORMED,
                "malformed limits flags: a shared table",
                module(vectorSection(4, bytes(FUNCREF, 3, 1, 1))));
        assertRefused(Reason.MALFORMED, "malformed limits flags", module(vectorSection(4, bytes(FUNCREF, 8, 0, 0))));
        assertRefused(Reason.INVALID, "table size must be", module(vectorSection(4, bytes(FUNCREF, 0, u64(1L << 32)))));
        assertRefused(Reason.MALFORMED, "malformed reference type", module(vectorSection(4, bytes(I32, 0, 0))));
        WasmModule largest = load(module(vectorSection(4, bytes(FUNCREF, 0, u32(-1)))));
        assertEquals(0xFFFF_FFFFL, largest.allTables().get(0).size().minimum());
    }

    @Test
    void tablesWithInitialValues() {
        WasmModule module = load(module(vectorSection(4, bytes(0x40, 0, FUNCREF, 0, 3, 0xD0, FUNCREF, END))));
        assertNotNull(module.tables().get(0).initial());
        assertRefused(Reason.MALFORMED, "zero byte expected", module(vectorSection(4, bytes(0x40, 1, FUNCREF, 0, 3))));
    }

    @Test
    void globalMutability() {
        assertRefused(
                Reason.MALFORMED, "malformed mutability: 2", module(vectorSection(6, bytes(I32, 2, 0x41, 0, END))));
        assertRefused(Reason.UNSUPPORTED, "custom descriptors", module(vectorSection(6, bytes(0x62, 0))));
    }
}
