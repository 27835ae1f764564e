package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.bytes;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTypesTest {

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
        "0x70,funcref",
        "0x6F,externref",
        "0x69,exnref",
        "0x74,nullexnref"
    })
    void offered(String code, String text) {
        ValueType type = ValueTypes.read(reader((int) Integer.decode(code)));
        assertEquals(text, type.toString());
        assertEquals(type, ValueTypes.ofCode(Integer.decode(code) - 0x80));
    }

    @ParameterizedTest
    @CsvSource({
        "0x7B,simd",
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
    void notOffered(String code, String feature) {
        assertRefused(
                Reason.UNSUPPORTED,
                feature + " is not supported",
                () -> ValueTypes.read(reader((int) Integer.decode(code))));
    }

    @Test
    void longForms() {
        assertEquals(ReferenceType.FUNCREF, ValueTypes.read(reader(0x63, 0x70)));
        assertEquals(ReferenceType.EXTERNREF, ValueTypes.read(reader(0x63, 0x6F)));
        String typed = "typed function references is not supported";
        assertRefused(Reason.UNSUPPORTED, typed, () -> ValueTypes.read(reader(0x64, 0x70)));
        assertRefused(Reason.UNSUPPORTED, typed, () -> ValueTypes.read(reader(0x63, 0x05)));
        assertRefused(Reason.UNSUPPORTED, typed, () -> ValueTypes.read(reader(0x64, 0x85, 0x01)));
        assertRefused(Reason.UNSUPPORTED, "garbage collection", () -> ValueTypes.read(reader(0x63, 0x6E)));
        assertRefused(Reason.UNSUPPORTED, "custom descriptors", () -> ValueTypes.read(reader(0x63, 0x62, 0)));
        assertRefused(Reason.MALFORMED, "malformed heap type", () -> ValueTypes.read(reader(0x63, 0x7F)));
    }

    @Test
    void everyOtherByteIsMalformed() {
        int malformed = 0;
        for (int code = 0; code < 256; code++) {
            try {
                ValueTypes.read(reader(code, 0x70));
            } catch (ModuleException e) {
                malformed += e.reason() == Reason.MALFORMED ? 1 : 0;
            }
        }
        assertEquals(256 - 6 - 12 - 2, malformed);
    }

    @Test
    void referencesOnly() {
        assertRefused(Reason.MALFORMED, "malformed reference type", () -> ValueTypes.readReference(reader(0x7F)));
        assertEquals(ReferenceType.FUNCREF, ValueTypes.readReference(reader(0x70)));
    }

    @Test
    void codesThatAreNone() {
        assertNull(ValueTypes.ofCode(0));
        assertNull(ValueTypes.ofCode(-64));
        assertNull(ValueTypes.ofCode(0xFFFF_FFFFL));
        assertNull(ValueTypes.ofCode(Long.MIN_VALUE));
    }
}
