package dev.tagalong.runtime.internal.semantics;

/** Instructions on the bits of vectors (specification, section 4.3.5). */
public final class VectorBitOps {

    private VectorBitOps() {}

    /** The other bits. */
    public static long v128_not(long a) {
        return ~a;
    }

    /** Bits in both. */
    public static long v128_and(long a, long b) {
        return a & b;
    }

    /** Bits in the first only. */
    public static long v128_andnot(long a, long b) {
        return a & ~b;
    }

    /** Bits in either. */
    public static long v128_or(long a, long b) {
        return a | b;
    }

    /** Bits in one only. */
    public static long v128_xor(long a, long b) {
        return a ^ b;
    }

    /** The bits of the first where the mask has ones, of the second elsewhere. */
    public static long v128_bitselect(long a, long b, long mask) {
        return Lanes.select(a, b, mask);
    }

    /** Whether any bit is set. */
    public static int v128_any_true(long low, long high) {
        return (low | high) != 0 ? 1 : 0;
    }
}
