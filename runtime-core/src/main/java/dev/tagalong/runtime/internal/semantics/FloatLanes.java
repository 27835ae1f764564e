package dev.tagalong.runtime.internal.semantics;

/** Single-precision lanes of one half of a vector. */
final class FloatLanes {

    private FloatLanes() {}

    static float first(long half) {
        return Float.intBitsToFloat((int) half);
    }

    static float second(long half) {
        return Float.intBitsToFloat((int) (half >>> Integer.SIZE));
    }

    static long of(float first, float second) {
        return Lanes.ints(Float.floatToRawIntBits(first), Float.floatToRawIntBits(second));
    }

    /** All ones in each lane of which something holds. */
    static long masks(boolean first, boolean second) {
        return (first ? 0xFFFF_FFFFL : 0) | (second ? 0xFFFF_FFFFL << Integer.SIZE : 0);
    }
}
