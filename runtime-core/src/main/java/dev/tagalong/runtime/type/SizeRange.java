package dev.tagalong.runtime.type;

import java.util.OptionalLong;

/**
 * The size range of a memory or table, which the specification calls limits (section 2.3.11). The numbers are unsigned: the
 * maximum of a 64-bit table may be any 64-bit number.
 *
 * @param minimum the size at the start, in pages of 64 KiB or table entries
 * @param maximum the size beyond which it never grows, if given
 */
public record SizeRange(long minimum, OptionalLong maximum) {

    /** A range without a maximum. */
    public static SizeRange atLeast(long minimum) {
        return new SizeRange(minimum, OptionalLong.empty());
    }

    /** A range with a maximum. */
    public static SizeRange between(long minimum, long maximum) {
        return new SizeRange(minimum, OptionalLong.of(maximum));
    }

    /** The smallest size in the range that is no less than {@code bound}, which is 0 or more, if the maximum is no less. */
    public long least(long bound) {
        return Long.compareUnsigned(minimum, bound) > 0 ? minimum : bound;
    }

    /** The largest size in the range that is no more than {@code bound}, which is 0 or more, if the minimum is no more. */
    public long most(long bound) {
        long declared = maximum.orElse(bound);
        return Long.compareUnsigned(declared, bound) < 0 ? declared : bound;
    }

    /** Whether the minimum is more than {@code bound}, which is 0 or more. */
    public boolean beginsAbove(long bound) {
        return Long.compareUnsigned(minimum, bound) > 0;
    }

    /**
     * Whether something of this range, whose size is now {@code size}, may be imported where {@code expected} is asked
     * for (section 3.3.10).
     */
    public boolean matches(long size, SizeRange expected) {
        return Long.compareUnsigned(size, expected.minimum) >= 0
                && (expected.maximum.isEmpty()
                        || (maximum.isPresent()
                                && Long.compareUnsigned(maximum.getAsLong(), expected.maximum.getAsLong()) <= 0));
    }

    @Override
    public String toString() {
        String least = Long.toUnsignedString(minimum);
        return maximum.isPresent() ? least + " " + Long.toUnsignedString(maximum.getAsLong()) : least;
    }
}
