package dev.tagalong.runtime.internal.opcode;

import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.util.List;

/**
 * Operand and result types of a regular instruction. A row has them in letters, the deepest first, a colon between
 * operands and results: {@code i} i32, {@code l} i64, {@code f} f32, {@code d} f64, {@code v} v128. Some depend on the immediates:
 * {@code a} is the address type of the memory or table that is accessed (of the target, if there are two), {@code b} that
 * of the source, {@code m} the smaller of both, {@code e} the element type of the table, {@code r} any reference. Of the
 * references to objects, {@code q} is eqref, {@code y} arrayref, {@code j} i31ref, and {@code J} that without null.
 *
 * @param operands the operands' types, deepest first; {@code null} for a reference whose type the immediates say
 * @param results the results' types, likewise
 * @param text the letters
 */
public record Signature(List<ValueType> operands, List<ValueType> results, String text) {

    /** The signature for 32-bit addresses. */
    static Signature parse(String text) {
        return parse(text, Addressing.NARROW);
    }

    private static Signature parse(String text, Addressing addressing) {
        int colon = text.indexOf(':');
        return new Signature(
                types(text.substring(0, colon), addressing), types(text.substring(colon + 1), addressing), text);
    }

    /** By addressing; the same one throughout if no address is among the types. */
    Signature[] variants() {
        Signature[] variants = new Signature[Addressing.values().length];
        boolean hasAddress = text.chars().anyMatch(letter -> "abm".indexOf(letter) >= 0);
        for (Addressing addressing : Addressing.values()) {
            variants[addressing.ordinal()] =
                    hasAddress && addressing != Addressing.NARROW ? parse(text, addressing) : this;
        }
        return variants;
    }

    /** Whether all types are numbers. */
    public boolean isNumeric() {
        return areNumbers(operands) && areNumbers(results);
    }

    private static boolean areNumbers(List<ValueType> types) {
        return types.stream().allMatch(NumberType.class::isInstance);
    }

    /** Whether a type is that of vectors. */
    public boolean hasVector() {
        return operands.contains(VectorType.V128) || results.contains(VectorType.V128);
    }

    private static List<ValueType> types(String letters, Addressing addressing) {
        return letters.chars().mapToObj(letter -> type(letter, addressing)).toList();
    }

    private static ValueType type(int letter, Addressing addressing) {
        return switch (letter) {
            case 'i' -> ValueType.I32;
            case 'a' -> address(addressing.wideTarget());
            case 'b' -> address(addressing.wideSource());
            case 'm' -> address(addressing.wideTarget() && addressing.wideSource());
            case 'l' -> ValueType.I64;
            case 'f' -> ValueType.F32;
            case 'd' -> ValueType.F64;
            case 'v' -> VectorType.V128;
            case 'e', 'r' -> null;
            case 'q' -> ReferenceType.of(true, AbstractHeapType.EQ);
            case 'y' -> ReferenceType.of(true, AbstractHeapType.ARRAY);
            case 'j' -> ReferenceType.of(true, AbstractHeapType.I31);
            case 'J' -> ReferenceType.of(false, AbstractHeapType.I31);
            default -> throw new IllegalArgumentException("type letter " + (char) letter);
        };
    }

    private static ValueType address(boolean wide) {
        return wide ? ValueType.I64 : ValueType.I32;
    }
}
