package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** Values that follow each other: the fields of a record, the parameters of a function. Immutable. */
final class Layout {

    private final List<Shape> fields;
    private final int[] offsets;
    private final int size;
    private final int alignment;
    private final List<ValueType> flat;

    Layout(List<Shape> fields) {
        this.fields = List.copyOf(fields);
        this.offsets = new int[fields.size()];
        int end = 0;
        int largest = 1;
        for (int i = 0; i < offsets.length; i++) {
            Shape field = fields.get(i);
            offsets[i] = align(end, field.alignment());
            end = offsets[i] + field.size();
            largest = Math.max(largest, field.alignment());
        }
        this.size = align(end, largest);
        this.alignment = largest;
        this.flat = fields.stream().flatMap(f -> f.flat().stream()).toList();
    }

    static int align(int offset, int alignment) {
        return offset + alignment - 1 & -alignment;
    }

    int size() {
        return size;
    }

    int alignment() {
        return alignment;
    }

    int count() {
        return offsets.length;
    }

    Shape field(int index) {
        return fields.get(index);
    }

    int offset(int index) {
        return offsets[index];
    }

    boolean allocates() {
        return fields.stream().anyMatch(Shape::allocates);
    }

    List<ValueType> flat() {
        return flat;
    }
}
