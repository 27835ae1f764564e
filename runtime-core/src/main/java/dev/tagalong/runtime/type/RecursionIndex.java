package dev.tagalong.runtime.type;

/**
 * Stands for a type of the recursion group that is being made (specification, section 3.1.1, recursive type indices). It occurs
 * only in what {@link DefinedType#group} takes.
 *
 * @param index the type's place in its group, from 0
 */
public record RecursionIndex(int index) implements HeapType {

    @Override
    public boolean matches(HeapType expected) {
        return equals(expected);
    }

    @Override
    public String toString() {
        return "rec." + index;
    }
}
