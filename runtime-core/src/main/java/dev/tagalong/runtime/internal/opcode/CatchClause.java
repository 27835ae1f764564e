package dev.tagalong.runtime.internal.opcode;

/**
 * A clause of {@code try_table} (specification, section 5.4.1): which exceptions it catches, and where it branches to.
 *
 * @param tag the index of the tag, or {@link #ALL}
 * @param reference whether the branch takes the exception itself along, behind its values
 * @param label the label, from outside of the {@code try_table}
 */
public record CatchClause(int tag, boolean reference, int label) {

    /** In place of a tag: exceptions with whatever tag, whose values are not taken along. */
    public static final int ALL = -1;

    /** Whether it catches exceptions with whatever tag. */
    public boolean catchesAll() {
        return tag == ALL;
    }
}
