package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.bytes;
import static dev.tagalong.runtime.testing.Binary.signed;
import static dev.tagalong.runtime.testing.Binary.u64;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {

    private static final String TOO_LONG = "integer representation too long";
    private static final String TOO_LARGE = "integer too large";

    private static ByteReader reader(Object... parts) {
        byte[] all = bytes(parts);
        return new ByteReader(all, 0, all.length, "type");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 127, 128, 16383, 16384, 1 << 21, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void unsigned32(int value) {
        ByteReader in = reader(u64(value & 0xFFFF_FFFFL), 0x55);
        assertEquals(value, in.u32());
        assertEquals(0x55, in.u8());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 127, 128, 1L << 32, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void unsigned64(long value) {
        assertEquals(value, reader(u64(value)).u64());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 63, 64, -64, -65, 8191, -8192, -8193, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, -1})
    void signedNumbers(long value) {
        assertEquals(value, reader(signed(value)).signed(64));
        if (value == (int) value) {
            assertEquals(value, reader(signed(value)).signed(32));
            assertEquals(value, reader(signed(value)).signed(33));
        }
    }

    @Test
    void signedExtremes() {
        assertEquals(Long.MIN_VALUE, reader(signed(Long.MIN_VALUE)).signed(64));
        assertEquals(0xFFFF_FFFFL, reader(signed(0xFFFF_FFFFL)).signed(33));
        assertEquals(-1L << 32, reader(signed(-1L << 32)).signed(33));
    }

    @Test
    void paddedNumbersOfTheLongestForm() {
        assertEquals(5, reader(0x85, 0x80, 0x80, 0x80, 0x00).u32());
        assertEquals(-1, reader(0xFF, 0xFF, 0xFF, 0xFF, 0x7F).signed(32));
        assertEquals(
                3,
                reader(0x83, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0).signed(64));
    }

    @Test
    void overlongNumbers() {
        assertRefused(
                Reason.MALFORMED,
                TOO_LONG,
                () -> reader(0x80, 0x80, 0x80, 0x80, 0x80, 0).u32());
        assertRefused(
                Reason.MALFORMED,
                TOO_LONG,
                () -> reader(0x80, 0x80, 0x80, 0x80, 0x80, 0).signed(32));
        assertRefused(
                Reason.MALFORMED,
                TOO_LONG,
                () -> reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0)
                        .signed(64));
    }

    @Test
    void numbersWithBitsThatTheTypeHasNot() {
        assertRefused(
                Reason.MALFORMED,
                TOO_LARGE,
                () -> reader(0x80, 0x80, 0x80, 0x80, 0x10).u32());
        assertRefused(
                Reason.MALFORMED,
                TOO_LARGE,
                () -> reader(0x80, 0x80, 0x80, 0x80, 0x08).signed(32));
        assertRefused(
                Reason.MALFORMED,
                TOO_LARGE,
                () -> reader(0xFF, 0xFF, 0xFF, 0xFF, 0x77).signed(32));
        assertRefused(
                Reason.MALFORMED,
                TOO_LARGE,
                () -> reader(0xFF, 0xFF, 0xFF, 0xFF, 0x6F).signed(33));
        assertRefused(
                Reason.MALFORMED,
                TOO_LARGE,
                () -> reader(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2)
                        .u64());
        assertRefused(
                Reason.MALFORMED,
                TOO_LARGE,
                () -> reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1)
                        .signed(64));
    }

    @Test
    void fixedWidthNumbersAreLittleEndian() {
        assertEquals(0x8403_0201, reader(1, 2, 3, 0x84).fixed32());
        assertEquals(0x8807_0605_0403_0201L, reader(1, 2, 3, 4, 5, 6, 7, 0x88).fixed64());
    }

    @Test
    void namesAreUtf8() {
        assertEquals("", reader("").name());
        assertEquals("plain", reader("plain").name());
        assertEquals(
                "gr\u00fc\u00df \uD83D\uDE00",
                reader("gr\u00fc\u00df \uD83D\uDE00").name());
    }

    @Test
    void namesThatAreNot() {
        String utf8 = "malformed UTF-8 encoding";
        assertRefused(Reason.MALFORMED, utf8, () -> reader(1, 0xFF).name());
        assertRefused(Reason.MALFORMED, utf8, () -> reader(3, 0xED, 0xA0, 0x80).name());
        assertRefused(Reason.MALFORMED, utf8, () -> reader(2, 0xC0, 0x80).name());
        assertRefused(
                Reason.MALFORMED,
                "length out of bounds",
                () -> reader(3, 0x61, 0x62).name());
        assertRefused(
                Reason.MALFORMED,
                "length out of bounds",
                () -> reader(0xFF, 0xFF, 0xFF, 0xFF, 0x0F).name());
    }

    @Test
    void endOfInput() {
        String end = "unexpected end";
        assertRefused(Reason.MALFORMED, end, () -> reader().u8());
        assertRefused(Reason.MALFORMED, end, () -> reader(0x80).u32());
        assertRefused(Reason.MALFORMED, end, () -> reader(0x80).u64());
        assertRefused(Reason.MALFORMED, end, () -> reader().signed(32));
        assertRefused(Reason.MALFORMED, end, () -> reader(1, 2, 3).fixed32());
        assertRefused(Reason.MALFORMED, end, () -> reader(1, 2, 3, 4, 5, 6, 7).fixed64());
        assertRefused(Reason.MALFORMED, end, () -> reader(1).skip(2));
        assertRefused(Reason.MALFORMED, end, () -> reader(1).skip(-1));
    }

    @Test
    void countsAreBoundedByWhatFollows() {
        assertEquals(2, reader(2, 0, 0).count());
        assertRefused(Reason.MALFORMED, "unexpected end", () -> reader(3, 0, 0).count());
        assertRefused(
                Reason.MALFORMED,
                "unexpected end",
                () -> reader(0xFF, 0xFF, 0xFF, 0xFF, 0x0F).count());
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: 2 things, at most 1",
                () -> reader(2, 0, 0).count(1, "things"));
    }

    @Test
    void errorsNameSectionAndOffset() {
        ByteReader in = reader(1, 0x80, 0x80, 0x80, 0x80, 0x10);
        in.u8();
        ModuleException thrown = assertRefused(Reason.MALFORMED, TOO_LARGE, in::u32);
        assertEquals("type", thrown.section());
        assertEquals(1, thrown.offset());
        assertEquals("integer too large (type section, offset 0x1)", thrown.getMessage());
    }

    @Test
    void slices() {
        ByteReader in = reader(1, 2, 3);
        ByteReader slice = in.slice(2, "code");
        assertEquals(2, slice.remaining());
        assertEquals(1, slice.u8());
        assertEquals(2, slice.u8());
        assertEquals(3, in.u8());
    }
}
