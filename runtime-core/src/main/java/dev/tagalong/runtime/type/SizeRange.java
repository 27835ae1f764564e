package dev.tagalong.runtime.type;

import java.util.OptionalLong;

/**
 * The size range of a memory or table, which the specification calls limits (section 2.3.11).
 *
 * @param minimum the size at the start, in pages of 64 KiB or table entries; unsigned 32-bit range for now
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

    /**
     * Whether something of this range, whose size is now {@code size}, may be imported where {@code expected} is asked
     * for (section 3.3.10).
     */
    public boolean matches(long size, SizeRange expected) {
        return size >= expected.minimum
                && (expected.maximum.isEmpty()
                        || (maximum.isPresent() && maximum.getAsLong() <= expected.maximum.getAsLong()));
    }

    @Override
    public String toString() {
        return maximum.isPresent() ? minimum + " " + maximum.getAsLong() : Long.toString(minimum);
    }
}
