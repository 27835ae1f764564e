package dev.tagalong.runtime.type;

/**
 * What a reference refers to (specification, section 2.3.3): all objects of a kind, which is an {@link AbstractHeapType}, or
 * those of one {@link DefinedType} and its subtypes.
 *
 * <p>Implementations are immutable; heap types are equal if they are the same object, since defined types are canonical.
 */
public sealed interface HeapType permits AbstractHeapType, DefinedType, RecursionIndex {

    /** Any function. */
    HeapType FUNC = AbstractHeapType.FUNC;

    /** Any object of the embedder. */
    HeapType EXTERN = AbstractHeapType.EXTERN;

    // No default methods, for the reason that ValueType tells.

    /** Whether an object of this type is one of {@code expected}, too (section 3.3.3, matching). */
    boolean matches(HeapType expected);
}
