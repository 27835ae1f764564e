package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.bytes;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTypesTest {

    private static final ModuleBuilder MODULE = new ModuleBuilder("types", new byte[0]);

    private static ValueType read(ByteReader in) {
        return ValueTypes.read(in, MODULE);
    }

    private static ByteReader reader(Object... parts) {
        byte[] all = bytes(parts);
        return new ByteReader(all, 0, all.length, "type");
    }

    @ParameterizedTest
    @CsvSource({
        "0x7F,i32",
        "0x7E,i64",
        "0x7D,f32",
        "0x7C,f64",
        "0x7B,v128",
        "0x70,funcref",
        "0x6F,externref",
        "0x69,exnref",
        "0x74,nullexnref"
    })
    void offered(String code, String text) {
        ValueType type = read(reader((int) Integer.decode(code)));
        assertEquals(text, type.toString());
        assertEquals(type, ValueTypes.ofCode(Integer.decode(code) - 0x80));
    }

    @ParameterizedTest
    @CsvSource({
        "0x62,custom descriptors",
        "0x6E,garbage collection",
        "0x6D,garbage collection",
        "0x6C,garbage collection",
        "0x6B,garbage collection",
        "0x6A,garbage collection",
        "0x71,garbage collection",
        "0x72,garbage collection",
        "0x73,garbage collection"
    })
    void ofAFeature(String code, String feature) {
        int first = Integer.decode(code);
        if (Arrays.stream(Feature.values()).anyMatch(f -> f.text().equals(feature) && f.offered())) {
            assertEquals(first - 0x80, ValueTypes.readCode(reader(first)));
        } else {
            assertRefused(Reason.UNSUPPORTED, feature + " is not supported", () -> read(reader(first)));
        }
    }

    @Test
    void longForms() {
        assertEquals(ReferenceType.FUNCREF, read(reader(0x63, 0x70)));
        assertEquals(ReferenceType.EXTERNREF, read(reader(0x63, 0x6F)));
        assumeTrue(Feature.TYPED_REFERENCES.offered());
        assertSame(ReferenceType.of(false, HeapType.FUNC), read(reader(0x64, 0x70)));
        long typed = ValueTypes.readCode(reader(0x63, 0x85, 0x01));
        assertEquals(0x85, ValueTypes.typeIndex(typed));
        assertTrue(ValueTypes.isNullable(typed));
        assertFalse(ValueTypes.isNullable(ValueTypes.readCode(reader(0x64, 0x05))));
        assertEquals(-1, ValueTypes.typeIndex(ValueTypes.readCode(reader(0x64, 0x70))));
        assertRefused(Reason.INVALID, "unknown type 5", () -> read(reader(0x63, 0x05)));
        assertRefused(Reason.UNSUPPORTED, "custom descriptors", () -> read(reader(0x63, 0x62, 0)));
        assertRefused(Reason.MALFORMED, "malformed heap type", () -> read(reader(0x63, 0x7F)));
    }

    @Test
    void everyOtherByteIsMalformed() {
        int malformed = 0;
        for (int code = 0; code < 256; code++) {
            try {
                read(reader(code, 0x70));
            } catch (ModuleException e) {
                malformed += e.reason() == Reason.MALFORMED ? 1 : 0;
            }
        }
        assertEquals(256 - 6 - 12 - 2, malformed);
    }

    @Test
    void referencesOnly() {
        assertRefused(
                Reason.MALFORMED, "malformed reference type", () -> ValueTypes.readReference(reader(0x7F), MODULE));
        assertEquals(ReferenceType.FUNCREF, ValueTypes.readReference(reader(0x70), MODULE));
    }

    @Test
    void codesThatAreNone() {
        assertNull(ValueTypes.ofCode(0));
        assertNull(ValueTypes.ofCode(-64));
        assertNull(ValueTypes.ofCode(0xFFFF_FFFFL));
        assertNull(ValueTypes.ofCode(Long.MIN_VALUE));
    }
}
