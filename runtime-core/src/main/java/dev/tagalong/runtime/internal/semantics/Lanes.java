package dev.tagalong.runtime.internal.semantics;

/**
 * Arithmetic on all integer lanes of one half of a vector at once. A lane's bits never reach into the next one: sums and
 * differences are of what is below the highest bits, which are put in afterwards. {@code signs} has the highest bit of each
 * lane, {@code bits} is how many bits a lane has.
 */
final class Lanes {

    static final long SIGNS_8 = 0x8080_8080_8080_8080L;
    static final long SIGNS_16 = 0x8000_8000_8000_8000L;
    static final long SIGNS_32 = 0x8000_0000_8000_0000L;

    /** The lowest bit of each lane. */
    static final long ONES_8 = 0x0101_0101_0101_0101L;

    static final long ONES_16 = 0x0001_0001_0001_0001L;
    static final long ONES_32 = 0x0000_0001_0000_0001L;

    private static final long INT = 0xFFFF_FFFFL;

    private Lanes() {}

    static long add(long a, long b, long signs) {
        return ((a & ~signs) + (b & ~signs)) ^ ((a ^ b) & signs);
    }

    static long sub(long a, long b, long signs) {
        return ((a | signs) - (b & ~signs)) ^ ((a ^ ~b) & signs);
    }

    /** All bits of the lanes whose highest bit is set, among bits that are highest ones. */
    static long fill(long highest, int bits) {
        return highest | (highest - (highest >>> (bits - 1)));
    }

    /** The highest bits of lanes that are not 0. */
    static long nonZero(long a, long signs) {
        return (((a & ~signs) + ~signs) | a) & signs;
    }

    /** The highest bits of lanes of {@code a} that are less, signed. */
    static long lessSigned(long a, long b, long signs) {
        return ((a & ~b) | (~(a ^ b) & ~notLessBelow(a, b, signs))) & signs;
    }

    /** The highest bits of lanes of {@code a} that are less, unsigned. */
    static long lessUnsigned(long a, long b, long signs) {
        return ((~a & b) | (~(a ^ b) & ~notLessBelow(a, b, signs))) & signs;
    }

    /** In each highest bit whether what is below it is not less. */
    private static long notLessBelow(long a, long b, long signs) {
        return (a | signs) - (b & ~signs);
    }

    /** The bits of {@code a} where a mask has ones, of {@code b} elsewhere. */
    static long select(long a, long b, long mask) {
        return b ^ ((a ^ b) & mask);
    }

    static long addSaturatedSigned(long a, long b, long signs, int bits) {
        long sum = add(a, b, signs);
        return saturated(sum, a, ~(a ^ b) & (a ^ sum) & signs, signs, bits);
    }

    static long subSaturatedSigned(long a, long b, long signs, int bits) {
        long difference = sub(a, b, signs);
        return saturated(difference, a, (a ^ b) & (a ^ difference) & signs, signs, bits);
    }

    /** Results, but in lanes that overflowed the end of the range on the side of {@code a}. */
    private static long saturated(long results, long a, long overflowed, long signs, int bits) {
        long ends = ((a & signs) >>> (bits - 1)) + ~signs;
        return select(ends, results, fill(overflowed, bits));
    }

    static long addSaturatedUnsigned(long a, long b, long signs, int bits) {
        long sum = add(a, b, signs);
        return sum | fill(((a & b) | ((a | b) & ~sum)) & signs, bits);
    }

    static long subSaturatedUnsigned(long a, long b, long signs, int bits) {
        return sub(a, b, signs) & ~fill(lessUnsigned(a, b, signs), bits);
    }

    static long abs(long a, long signs, int bits) {
        long negative = fill(a & signs, bits);
        return (a ^ negative) + ((a & signs) >>> (bits - 1));
    }

    /** The average, rounded up, of unsigned lanes. */
    static long average(long a, long b, long ones) {
        return (a | b) - (((a ^ b) & ~ones) >>> 1);
    }

    static long shiftLeft(long a, int count, long ones, int bits) {
        long lane = -1L >>> -bits;
        return (a << count) & (((lane << count) & lane) * ones);
    }

    static long shiftRightUnsigned(long a, int count, long ones, int bits) {
        return (a >>> count) & (((-1L >>> -bits) >>> count) * ones);
    }

    static long shiftRightSigned(long a, int count, long ones, int bits) {
        long kept = ((-1L >>> -bits) >>> count) * ones;
        return ((a >>> count) & kept) | (fill(a & (ones << (bits - 1)), bits) & ~kept);
    }

    /** One vector half of two 32-bit lanes. */
    static long ints(int first, int second) {
        return (first & INT) | ((long) second << Integer.SIZE);
    }

    static int first(long half) {
        return (int) half;
    }

    static int second(long half) {
        return (int) (half >>> Integer.SIZE);
    }

    /** The 16-bit lane at a bit, sign-extended. */
    static int shortAt(long half, int bit) {
        return (short) (half >>> bit);
    }

    /** One vector half of four 16-bit lanes, of which only the lower bits are taken. */
    static long shorts(int a, int b, int c, int d) {
        return ints((a & 0xFFFF) | (b << Short.SIZE), (c & 0xFFFF) | (d << Short.SIZE));
    }

    /** The products of 16-bit lanes, of which the lower halves stay. */
    static long multiply16(long a, long b) {
        return shorts(
                shortAt(a, 0) * shortAt(b, 0),
                shortAt(a, 16) * shortAt(b, 16),
                shortAt(a, 32) * shortAt(b, 32),
                shortAt(a, 48) * shortAt(b, 48));
    }

    static long multiply32(long a, long b) {
        return ints(first(a) * first(b), second(a) * second(b));
    }

    /** Whether no lane of two halves is 0. */
    static int allTrue(long low, long high, long signs) {
        return (nonZero(low, signs) & nonZero(high, signs)) == signs ? 1 : 0;
    }

    static long mask(boolean holds) {
        return holds ? -1 : 0;
    }
}
