package dev.tagalong.runtime.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against the JDK's copies and fills: each length, and each distance between the places of a copy. */
class SmallBlocksTest {

    private static final int MARGIN = 48;

    private static byte[] different(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 37 + 11);
        }
        return bytes;
    }

    @Test
    void copiesWithinOneArray() {
        for (int length = 0; length <= SmallBlocks.COPY; length++) {
            for (int distance = -MARGIN; distance <= MARGIN; distance++) {
                byte[] expected = different(4 * MARGIN);
                byte[] actual = expected.clone();
                System.arraycopy(expected, MARGIN, expected, MARGIN + distance, length);
                SmallBlocks.copy(actual, MARGIN, actual, MARGIN + distance, length);
                assertArrayEquals(expected, actual, length + " bytes moved by " + distance);
            }
        }
    }

    @Test
    void copiesFromArraysEndToArraysEnd() {
        for (int length = 0; length <= SmallBlocks.COPY; length++) {
            byte[] from = different(length);
            byte[] to = new byte[length];
            SmallBlocks.copy(from, 0, to, 0, length);
            assertArrayEquals(from, to);
        }
    }

    @Test
    void fills() {
        for (int length = 0; length <= SmallBlocks.FILL; length++) {
            for (byte value : new byte[] {0, 1, -1, (byte) 0x80, 0x5A}) {
                byte[] expected = different(length + 2);
                byte[] actual = expected.clone();
                Arrays.fill(expected, 1, 1 + length, value);
                SmallBlocks.fill(actual, 1, length, value);
                assertArrayEquals(expected, actual, length + " bytes of " + value);
            }
        }
    }
}
