package dev.tagalong.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class V128Test {

    private static final V128 BYTES = V128.ofBytes(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, -1});

    @Test
    void laneZeroIsLowestAndFirstInMemory() {
        assertEquals(0x0706_0504_0302_0100L, BYTES.low());
        assertEquals(0xFF0E_0D0C_0B0A_0908L, BYTES.high());
        assertEquals(3, BYTES.byteLane(3));
        assertEquals(-1, BYTES.byteLane(15));
        assertEquals(0x0908, BYTES.shortLane(4));
        assertEquals((short) 0xFF0E, BYTES.shortLane(7));
        assertEquals(0x0706_0504, BYTES.intLane(1));
        assertEquals(0xFF0E_0D0C, BYTES.intLane(3));
        assertEquals(BYTES.low(), BYTES.longLane(0));
        assertEquals(BYTES.high(), BYTES.longLane(1));
    }

    @Test
    void lanesGoInAndComeOut() {
        assertEquals(BYTES, V128.ofBytes(BYTES.toBytes()));
        assertEquals(
                new V128(0x0003_FFFE_0001_8000L, 0x0007_0006_0005_0004L),
                V128.ofShorts(
                        (short) 0x8000, (short) 1, (short) -2, (short) 3, (short) 4, (short) 5, (short) 6, (short) 7));
        assertEquals(new V128(0xFFFF_FFFF_0000_0001L, 0x8000_0000_0000_0003L), V128.ofInts(1, -1, 3, 1 << 31));
        V128 floats = V128.ofFloats(1.5f, -0f, Float.intBitsToFloat(0x7FA0_0001), 4);
        assertEquals(1.5f, floats.floatLane(0));
        assertEquals(-0f, floats.floatLane(1));
        assertEquals(0x7FA0_0001, floats.intLane(2), "a signalling NaN stays one");
        V128 doubles = V128.ofDoubles(-2.5, Double.longBitsToDouble(0x7FF4_0000_0000_0001L));
        assertEquals(-2.5, doubles.doubleLane(0));
        assertEquals(0x7FF4_0000_0000_0001L, doubles.high());
    }

    @Test
    void bytesAreACopy() {
        BYTES.toBytes()[0] = 99;
        assertEquals(0, BYTES.byteLane(0));
        assertArrayEquals(new byte[V128.BYTES], V128.ZERO.toBytes());
    }

    @Test
    void equalityIsThatOfBits() {
        assertEquals(new V128(1, 2), new V128(1, 2));
        assertNotEquals(new V128(1, 2), new V128(2, 1));
        assertNotEquals(V128.ofDoubles(0.0, 0.0), V128.ofDoubles(-0.0, 0.0));
        assertEquals(V128.ofDoubles(Double.NaN, 0), V128.ofDoubles(Double.NaN, 0));
    }

    @Test
    void whatIsNoLaneIsRefused() {
        List<Executable> outside = List.of(
                () -> BYTES.byteLane(16),
                () -> BYTES.shortLane(8),
                () -> BYTES.intLane(4),
                () -> BYTES.floatLane(-1),
                () -> BYTES.longLane(2),
                () -> BYTES.doubleLane(2));
        outside.forEach(lane -> assertThrows(IndexOutOfBoundsException.class, lane));
        assertThrows(IllegalArgumentException.class, () -> V128.ofBytes(new byte[15]));
        assertThrows(IllegalArgumentException.class, () -> V128.ofShorts());
        assertThrows(IllegalArgumentException.class, () -> V128.ofInts(1, 2, 3, 4, 5));
        assertThrows(IllegalArgumentException.class, () -> V128.ofFloats(1));
    }

    @Test
    void theTextIsThatOfTheTextFormat() {
        assertEquals(
                "i32x4 0x00000001 0xffffffff 0x00000003 0x80000000",
                V128.ofInts(1, -1, 3, 1 << 31).toString());
    }
}
