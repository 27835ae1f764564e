package dev.tagalong.runtime.type;

import java.util.Arrays;
import java.util.List;

/**
 * A type that a module defines (specification, sections 2.3.11 and 3.1.1): a function's, a structure's or an array's.
 *
 * <p>Types are canonical in the JVM: two that are equal by the specification, which compares whole recursion groups, are one
 * object as long as anybody holds it. So a comparison of types is one of references. Instances are immutable and safe for any thread.
 */
public abstract sealed class DefinedType implements HeapType permits FunctionType, StructType, ArrayType {

    /** The most supertypes that a type has, one above the other. */
    public static final int MAX_DEPTH = 63;

    private static final DefinedType[] NONE = {};

    private final RecursionGroup group;
    private final int index;

    private final ReferenceType nullable = new ReferenceType(true, this);
    private final ReferenceType nonNull = new ReferenceType(false, this);

    // Set once, before anybody else has the object: types of a group refer to each other.
    private DefinedType[] supertypes;

    DefinedType(RecursionGroup group, int index) {
        this.group = group;
        this.index = index;
    }

    /**
     * The types of a recursion group, in order.
     *
     * @param definitions the definitions; a type of the group itself is a {@link RecursionIndex} in them
     * @throws IllegalArgumentException if an index has no definition; if a supertype does not stand before its subtype, is final, or
     *     has a structure that the subtype's does not match; or if there are more than {@link #MAX_DEPTH} one above the other
     */
    public static List<DefinedType> group(List<SubType> definitions) {
        return RecursionGroup.of(definitions).types();
    }

    /** The supertypes are those of {@code direct} and that itself; {@code null} stands for none. */
    final void extend(DefinedType direct) {
        if (direct == null) {
            supertypes = NONE;
        } else if (direct.supertypes.length == MAX_DEPTH) {
            throw new IllegalArgumentException("more than " + MAX_DEPTH + " supertypes, one above the other");
        } else {
            supertypes = Arrays.copyOf(direct.supertypes, direct.supertypes.length + 1);
            supertypes[direct.supertypes.length] = direct;
        }
    }

    /** Makes the parts of the composite type, in which no recursion index is left. */
    abstract void complete(CompositeType resolved);

    final ReferenceType reference(boolean orNull) {
        return orNull ? nullable : nonNull;
    }

    /** The structure, with a {@link DefinedType} for each recursion index. */
    public abstract CompositeType composite();

    /** The definition as it was given: types of the same group are recursion indices. */
    public final SubType definition() {
        return group.definition(index);
    }

    /** The types of the same recursion group, this one among them, in order. */
    public final List<DefinedType> recursionGroup() {
        return group.types();
    }

    /** The place in the recursion group. */
    public final int recursionIndex() {
        return index;
    }

    /** Whether there are no subtypes. */
    public final boolean isFinal() {
        return definition().isFinal();
    }

    /** The type that this one extends, or {@code null}. */
    public final DefinedType supertype() {
        return supertypes.length == 0 ? null : supertypes[supertypes.length - 1];
    }

    /** How many supertypes there are, one above the other. */
    public final int depth() {
        return supertypes.length;
    }

    /** The abstract type above: {@code func}, {@code struct} or {@code array}. */
    public abstract AbstractHeapType kind();

    @Override
    public final boolean matches(HeapType expected) {
        if (expected == this) {
            return true;
        }
        if (expected instanceof DefinedType defined) {
            int depth = defined.supertypes.length;
            return depth < supertypes.length && supertypes[depth] == defined;
        }
        return kind().matches(expected);
    }

    @Override
    public String toString() {
        return composite().toString();
    }
}
