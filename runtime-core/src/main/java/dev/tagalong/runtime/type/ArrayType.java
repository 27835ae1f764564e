package dev.tagalong.runtime.type;

import java.util.List;

/** An array's type: what its elements are (specification, section 2.3.10). */
public final class ArrayType extends DefinedType {

    private CompositeType.Array composite;

    ArrayType(RecursionGroup group, int index) {
        super(group, index);
    }

    /** The final type with these elements that extends no other. */
    public static ArrayType of(FieldType element) {
        return (ArrayType)
                group(List.of(SubType.of(new CompositeType.Array(element)))).get(0);
    }

    @Override
    void complete(CompositeType resolved) {
        composite = (CompositeType.Array) resolved;
    }

    @Override
    public CompositeType.Array composite() {
        return composite;
    }

    /** The elements' type. */
    public FieldType element() {
        return composite.element();
    }

    @Override
    public AbstractHeapType kind() {
        return AbstractHeapType.ARRAY;
    }
}
