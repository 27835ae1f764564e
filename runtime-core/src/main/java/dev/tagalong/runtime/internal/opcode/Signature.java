package dev.tagalong.runtime.internal.opcode;

import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.util.List;

/**
 * Operand and result types of a regular instruction. A row has them in letters, the deepest first, a colon between
 * operands and results: {@code i} i32, {@code l} i64, {@code f} f32, {@code d} f64, {@code v} v128. Some depend on the immediates:
 * {@code a} is the address type of the memory or table that is accessed (of the target, if there are two), {@code b} that
 * of the source, {@code m} the smaller of both, {@code e} the element type of the table, {@code r} any reference.
 *
 * @param operands the operands' types, deepest first; {@code null} for a reference whose type the immediates say
 * @param results the results' types, likewise
 * @param text the letters
 */
public record Signature(List<ValueType> operands, List<ValueType> results, String text) {

    static Signature parse(String text) {
        int colon = text.indexOf(':');
        return new Signature(types(text.substring(0, colon)), types(text.substring(colon + 1)), text);
    }

    /** Whether all types are known, so that none is a reference. */
    public boolean isNumeric() {
        return !operands.contains(null) && !results.contains(null);
    }

    private static List<ValueType> types(String letters) {
        return letters.chars().mapToObj(Signature::type).toList();
    }

    private static ValueType type(int letter) {
        return switch (letter) {
            case 'i', 'a', 'b', 'm' -> ValueType.I32;
            case 'l' -> ValueType.I64;
            case 'f' -> ValueType.F32;
            case 'd' -> ValueType.F64;
            case 'v' -> VectorType.V128;
            case 'e', 'r' -> null;
            default -> throw new IllegalArgumentException("type letter " + (char) letter);
        };
    }
}
