package dev.tagalong.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The value of a WebAssembly {@code v128}: 128 bits, which instructions take for lanes of integers or floats. Lane 0 has the
 * lowest bits, and the lowest byte is the first in memory. Instances are immutable, compared by their bits, and safe for
 * any thread.
 *
 * @param low bits 0 to 63, which are bytes 0 to 7 in memory
 * @param high bits 64 to 127
 */
public record V128(long low, long high) {

    /** All bits 0. */
    public static final V128 ZERO = new V128(0, 0);

    /** How many bytes a vector has. */
    public static final int BYTES = 16;

    /**
     * The vector that is these bytes in memory.
     *
     * @throws IllegalArgumentException if they are not 16
     */
    public static V128 ofBytes(byte... bytes) {
        checkCount(bytes.length, BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new V128(buffer.getLong(), buffer.getLong());
    }

    /**
     * The {@code i16x8} with these lanes, the lowest first.
     *
     * @throws IllegalArgumentException if they are not 8
     */
    public static V128 ofShorts(short... lanes) {
        checkCount(lanes.length, BYTES / Short.BYTES);
        ByteBuffer buffer = buffer();
        buffer.asShortBuffer().put(lanes);
        return new V128(buffer.getLong(), buffer.getLong());
    }

    /**
     * The {@code i32x4} with these lanes, the lowest first.
     *
     * @throws IllegalArgumentException if they are not 4
     */
    public static V128 ofInts(int... lanes) {
        checkCount(lanes.length, BYTES / Integer.BYTES);
        ByteBuffer buffer = buffer();
        buffer.asIntBuffer().put(lanes);
        return new V128(buffer.getLong(), buffer.getLong());
    }

    /**
     * The {@code f32x4} with these lanes, the lowest first; the bits of a NaN stay as they are.
     *
     * @throws IllegalArgumentException if they are not 4
     */
    public static V128 ofFloats(float... lanes) {
        int[] bits = new int[lanes.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(lanes[i]);
        }
        return ofInts(bits);
    }

    /** The {@code f64x2} with these lanes; the bits of a NaN stay as they are. */
    public static V128 ofDoubles(double low, double high) {
        return new V128(Double.doubleToRawLongBits(low), Double.doubleToRawLongBits(high));
    }

    private static void checkCount(int count, int expected) {
        if (count != expected) {
            throw new IllegalArgumentException(count + " lanes, and not " + expected);
        }
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A lane of an {@code i8x16}.
     *
     * @throws IndexOutOfBoundsException if the lane is not from 0 to 15
     */
    public byte byteLane(int lane) {
        return (byte) bits(lane, Byte.SIZE);
    }

    /**
     * A lane of an {@code i16x8}.
     *
     * @throws IndexOutOfBoundsException if the lane is not from 0 to 7
     */
    public short shortLane(int lane) {
        return (short) bits(lane, Short.SIZE);
    }

    /**
     * A lane of an {@code i32x4}.
     *
     * @throws IndexOutOfBoundsException if the lane is not from 0 to 3
     */
    public int intLane(int lane) {
        return (int) bits(lane, Integer.SIZE);
    }

    /**
     * A lane of an {@code i64x2}.
     *
     * @throws IndexOutOfBoundsException if the lane is neither 0 nor 1
     */
    public long longLane(int lane) {
        return bits(lane, Long.SIZE);
    }

    /**
     * A lane of an {@code f32x4}.
     *
     * @throws IndexOutOfBoundsException if the lane is not from 0 to 3
     */
    public float floatLane(int lane) {
        return Float.intBitsToFloat(intLane(lane));
    }

    /**
     * A lane of an {@code f64x2}.
     *
     * @throws IndexOutOfBoundsException if the lane is neither 0 nor 1
     */
    public double doubleLane(int lane) {
        return Double.longBitsToDouble(longLane(lane));
    }

    /** The lane's bits, and those above it in its half. */
    private long bits(int lane, int size) {
        int first = Objects.checkIndex(lane, BYTES * Byte.SIZE / size) * size;
        return (first < Long.SIZE ? low : high) >>> first;
    }

    /** The 16 bytes in memory, in a new array. */
    public byte[] toBytes() {
        return buffer().putLong(low).putLong(high).array();
    }

    /** The lanes of an {@code i32x4} as in the text format, such as {@code i32x4 0x00000001 0x00000000 0x00000000 0xffffffff}. */
    @Override
    public String toString() {
        return String.format("i32x4 0x%08x 0x%08x 0x%08x 0x%08x", intLane(0), intLane(1), intLane(2), intLane(3));
    }
}
