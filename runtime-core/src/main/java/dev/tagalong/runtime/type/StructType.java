package dev.tagalong.runtime.type;

import java.util.List;

/** A structure's type: its fields (specification, section 2.3.10). */
public final class StructType extends DefinedType {

    private CompositeType.Struct composite;

    StructType(RecursionGroup group, int index) {
        super(group, index);
    }

    /** The final type with these fields that extends no other. */
    public static StructType of(List<FieldType> fields) {
        return (StructType)
                group(List.of(SubType.of(new CompositeType.Struct(fields)))).get(0);
    }

    @Override
    void complete(CompositeType resolved) {
        composite = (CompositeType.Struct) resolved;
    }

    @Override
    public CompositeType.Struct composite() {
        return composite;
    }

    /** The fields' types, in order, those of the supertype first. */
    public List<FieldType> fields() {
        return composite.fields();
    }

    @Override
    public AbstractHeapType kind() {
        return AbstractHeapType.STRUCT;
    }
}
