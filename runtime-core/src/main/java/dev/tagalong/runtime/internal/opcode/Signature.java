package dev.tagalong.runtime.internal.opcode;

import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * Fixed operand and result types of an instruction.
 *
 * @param operands the operands' types, deepest first; an address counts as i32
 * @param results the results' types
 * @param text the compact form that the row was written in
 */
public record Signature(List<ValueType> operands, List<ValueType> results, String text) {

    static Signature parse(String text) {
        int colon = text.indexOf(':');
        return new Signature(types(text.substring(0, colon)), types(text.substring(colon + 1)), text);
    }

    private static List<ValueType> types(String letters) {
        return letters.chars().mapToObj(Signature::type).toList();
    }

    private static ValueType type(int letter) {
        return switch (letter) {
            case 'i', 'a' -> ValueType.I32;
            case 'l' -> ValueType.I64;
            case 'f' -> ValueType.F32;
            case 'd' -> ValueType.F64;
            default -> throw new IllegalArgumentException("type letter " + (char) letter);
        };
    }
}
