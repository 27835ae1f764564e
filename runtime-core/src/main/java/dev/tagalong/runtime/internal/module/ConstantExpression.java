package dev.tagalong.runtime.internal.module;

/**
 * A constant expression (specification, section 3.4.13), as the range of the binary that holds it, {@code end} included.
 *
 * @param from the offset of the first opcode
 * @param to the offset after the final {@code end}
 */
public record ConstantExpression(int from, int to) {}
