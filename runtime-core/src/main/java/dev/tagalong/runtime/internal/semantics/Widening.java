package dev.tagalong.runtime.internal.semantics;

/** Makes lanes of twice the bits: one half of a vector of four bytes, or of two 16-bit lanes, the lower half of a long. */
final class Widening {

    private Widening() {}

    static long bytesUnsigned(long bytes) {
        long apart = (bytes & 0xFFFF) | ((bytes & 0xFFFF_0000L) << 16);
        return (apart | apart << 8) & 0x00FF_00FF_00FF_00FFL;
    }

    /** The sign, times all the bits above it, is what sign extension puts in. */
    static long bytesSigned(long bytes) {
        long unsigned = bytesUnsigned(bytes);
        return unsigned | (unsigned & 0x0080_0080_0080_0080L) * 0x1FE;
    }

    static long shortsUnsigned(long shorts) {
        return (shorts & 0xFFFF) | ((shorts & 0xFFFF_0000L) << 16);
    }

    static long shortsSigned(long shorts) {
        return Lanes.ints((short) shorts, (int) shorts >> Short.SIZE);
    }
}
