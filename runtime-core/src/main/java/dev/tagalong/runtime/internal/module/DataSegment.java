package dev.tagalong.runtime.internal.module;

/**
 * A data segment (specification, section 2.5.8).
 *
 * @param memoryIndex the memory of an active segment
 * @param memoryOffset where an active segment goes, else {@code null}
 * @param from the offset of its bytes in the binary
 * @param length the number of bytes
 * @param offset the offset of the segment in the binary
 */
public record DataSegment(
        SegmentMode mode, int memoryIndex, ConstantExpression memoryOffset, int from, int length, int offset) {}
