package dev.tagalong.dl.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleBoundTest {

    private static final long MEGABYTE = 1 << 20;

    private static final ModuleBound TEN = new ModuleBound(10, "ten");

    /** A stream that never ends, and counts what is taken of it. */
    private static final class Endless extends InputStream {
        private long taken;

        @Override
        public int read() {
            taken++;
            return 1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            taken += length;
            return length;
        }
    }

    private static byte[] counted(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void theSmallerOfConfigurationAndHeapHolds() {
        assertEquals(64 * MEGABYTE, ModuleBound.of("x.mb", 512, 256 * MEGABYTE).bytes());
        assertTrue(ModuleBound.of("x.mb", 512, 256 * MEGABYTE).reason().contains("-Xmx"));
        assertEquals(3 * MEGABYTE, ModuleBound.of("x.mb", 3, 256 * MEGABYTE).bytes());
        assertTrue(ModuleBound.of("x.mb", 3, 256 * MEGABYTE).reason().contains("x.mb is 3"));
        assertEquals(
                2_047 * MEGABYTE, ModuleBound.of("x.mb", 2_047, Long.MAX_VALUE).bytes());
        assertThrows(IllegalArgumentException.class, () -> ModuleBound.of(0));
        assertThrows(IllegalArgumentException.class, () -> ModuleBound.of(2_048));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 9, 10})
    void whateverSizeIsSaidTheBytesAreRead(long said) throws IOException {
        for (int length = 0; length <= TEN.bytes(); length++) {
            assertArrayEquals(counted(length), TEN.read(new ByteArrayInputStream(counted(length)), said));
        }
    }

    @Test
    void largeStreamsAreRead() throws IOException {
        ModuleBound bound = new ModuleBound(300_000, "");
        for (int length : new int[] {65_535, 65_536, 65_537, 300_000}) {
            assertArrayEquals(counted(length), bound.read(new ByteArrayInputStream(counted(length)), -1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3, 10})
    void moreThanTheBoundIsRefusedWhateverSizeWasSaid(long said) {
        Endless endless = new Endless();
        DlException e = assertThrows(DlException.class, () -> TEN.read(endless, said));
        assertEquals("it is too large: it has more than 10 bytes; ten", e.getMessage());
        assertTrue(endless.taken <= 2L * TEN.bytes(), endless.taken + " bytes");
    }

    @Test
    void whatSaysThatItIsLargerIsNotRead() {
        Endless endless = new Endless();
        DlException e = assertThrows(DlException.class, () -> TEN.read(endless, 2_100_000_000_000L));
        assertEquals("it is too large: it has 2100000000000 bytes, at most 10 are read; ten", e.getMessage());
        assertEquals(0, endless.taken);
    }
}
