package dev.tagalong.runtime.internal.memory;

/**
 * Fills and copies of some bytes. The JDK's own are best at many; before their first byte they do more than these do in
 * all. Bounds are checked by the caller.
 */
final class SmallBlocks {

    /** The most bytes of a copy. */
    static final int COPY = 32;

    /** The most bytes of a fill. */
    static final int FILL = 128;

    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;

    private SmallBlocks() {}

    /** Copies up to {@link #COPY} bytes, which may overlap: all are read before any is written. */
    static void copy(byte[] from, int at, byte[] to, int target, int length) {
        if (length > 16) {
            long first = (long) LittleEndian.LONG.get(from, at);
            long second = (long) LittleEndian.LONG.get(from, at + 8);
            long third = (long) LittleEndian.LONG.get(from, at + length - 16);
            long fourth = (long) LittleEndian.LONG.get(from, at + length - 8);
            LittleEndian.LONG.set(to, target, first);
            LittleEndian.LONG.set(to, target + 8, second);
            LittleEndian.LONG.set(to, target + length - 16, third);
            LittleEndian.LONG.set(to, target + length - 8, fourth);
        } else if (length >= 8) {
            long first = (long) LittleEndian.LONG.get(from, at);
            long last = (long) LittleEndian.LONG.get(from, at + length - 8);
            LittleEndian.LONG.set(to, target, first);
            LittleEndian.LONG.set(to, target + length - 8, last);
        } else if (length >= 4) {
            int first = (int) LittleEndian.INT.get(from, at);
            int last = (int) LittleEndian.INT.get(from, at + length - 4);
            LittleEndian.INT.set(to, target, first);
            LittleEndian.INT.set(to, target + length - 4, last);
        } else if (length > 0) {
            byte first = from[at];
            byte middle = from[at + length / 2];
            byte last = from[at + length - 1];
            to[target] = first;
            to[target + length / 2] = middle;
            to[target + length - 1] = last;
        }
    }

    /** Fills up to {@link #FILL} bytes. */
    static void fill(byte[] array, int at, int length, byte value) {
        if (length < 8) {
            for (int i = at; i < at + length; i++) {
                array[i] = value;
            }
            return;
        }
        long eight = (value & 0xFF) * EACH_BYTE;
        int last = at + length - 8;
        for (int i = at; i < last; i += 8) {
            LittleEndian.LONG.set(array, i, eight);
        }
        LittleEndian.LONG.set(array, last, eight);
    }
}
