package dev.tagalong.runtime.type;

import java.util.Objects;

/**
 * The definition of a type (specification, section 2.3.11): its structure, and where it stands among others.
 *
 * @param isFinal whether it has no subtypes
 * @param supertype the defined type, or the index in the same recursion group, that it extends; {@code null} if there is none
 * @param composite its structure
 */
public record SubType(boolean isFinal, HeapType supertype, CompositeType composite) {

    /** A definition. */
    public SubType {
        Objects.requireNonNull(composite);
        if (supertype instanceof AbstractHeapType) {
            throw new IllegalArgumentException("a supertype must be a defined type, and " + supertype + " is not");
        }
    }

    /** A type of its own, without subtypes. */
    public static SubType of(CompositeType composite) {
        return new SubType(true, null, composite);
    }
}
