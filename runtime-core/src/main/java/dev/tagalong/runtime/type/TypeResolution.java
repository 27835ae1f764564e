package dev.tagalong.runtime.type;

import java.util.List;

/**
 * Puts the types of a recursion group in the place of their indices.
 *
 * @param group the types, in order
 */
record TypeResolution(List<DefinedType> group) {

    CompositeType resolve(CompositeType composite) {
        if (composite instanceof CompositeType.Func function) {
            return new CompositeType.Func(values(function.parameters()), values(function.results()));
        }
        if (composite instanceof CompositeType.Struct struct) {
            return new CompositeType.Struct(
                    struct.fields().stream().map(this::resolve).toList());
        }
        return new CompositeType.Array(resolve(((CompositeType.Array) composite).element()));
    }

    private List<ValueType> values(List<ValueType> types) {
        return types.stream().map(this::resolve).toList();
    }

    private FieldType resolve(FieldType field) {
        return field.storage() instanceof ValueType value ? new FieldType(resolve(value), field.mutable()) : field;
    }

    private ValueType resolve(ValueType type) {
        return type instanceof ReferenceType reference && reference.heapType() instanceof RecursionIndex
                ? ReferenceType.of(reference.nullable(), resolve(reference.heapType()))
                : type;
    }

    /** @throws IllegalArgumentException if an index has no type */
    HeapType resolve(HeapType type) {
        if (!(type instanceof RecursionIndex recursive)) {
            return type;
        }
        if (recursive.index() < 0 || recursive.index() >= group.size()) {
            throw new IllegalArgumentException(
                    recursive + " is outside of its recursion group of " + group.size() + " types");
        }
        return group.get(recursive.index());
    }
}
