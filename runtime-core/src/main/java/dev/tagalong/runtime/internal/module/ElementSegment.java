package dev.tagalong.runtime.internal.module;

import dev.tagalong.runtime.type.ReferenceType;

/**
 * An element segment (specification, section 2.5.7). The elements are either all function indices or all expressions.
 *
 * @param tableIndex the table of an active segment
 * @param tableOffset where an active segment goes, else {@code null}
 * @param functions the function indices, or {@code null}
 * @param expressions the expressions, or {@code null}
 * @param offset the offset of the segment in the binary
 */
public record ElementSegment(
        SegmentMode mode,
        ReferenceType type,
        int tableIndex,
        ConstantExpression tableOffset,
        int[] functions,
        ConstantExpression[] expressions,
        int offset) {

    /** The number of elements. */
    public int size() {
        return functions != null ? functions.length : expressions.length;
    }
}
