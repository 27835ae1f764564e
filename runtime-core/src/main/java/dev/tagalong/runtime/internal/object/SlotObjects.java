package dev.tagalong.runtime.internal.object;

import java.util.List;

/**
 * Objects of values on slots, where a number is raw bits and a reference is an object; a vector takes two slots. Nothing is checked
 * but the sizes of arrays.
 */
public final class SlotObjects {

    private SlotObjects() {}

    /** A structure of the values from {@code at} on. */
    public static Struct struct(ObjectClass type, long[] numbers, Object[] references, int at) {
        Struct struct = type.fresh();
        List<Storage> fields = type.fields;
        int slot = at;
        for (int i = 0; i < fields.size(); i++) {
            Storage field = fields.get(i);
            set(struct, field, i, numbers, references, slot);
            slot += field.slots;
        }
        return struct;
    }

    /** Sets all elements to the values from {@code at} on. */
    public static void setAll(Array array, long[] numbers, Object[] references, int at) {
        Storage storage = array.storage();
        for (int i = 0; i < array.length(); i++) {
            set(array, storage, i, numbers, references, at + i * storage.slots);
        }
    }

    /** Sets elements, which are there, to the value at {@code at}. */
    public static void fill(Array array, int from, int length, long[] numbers, Object[] references, int at) {
        switch (array.storage()) {
            case BYTE -> ArrayFills.fill((ByteArray) array, from, length, (int) numbers[at]);
            case SHORT -> ArrayFills.fill((ShortArray) array, from, length, (int) numbers[at]);
            case INT -> ArrayFills.fill((IntArray) array, from, length, (int) numbers[at]);
            case LONG -> ArrayFills.fill((LongArray) array, from, length, numbers[at]);
            case FLOAT -> ArrayFills.fill((FloatArray) array, from, length, Float.intBitsToFloat((int) numbers[at]));
            case DOUBLE -> ArrayFills.fill((DoubleArray) array, from, length, Double.longBitsToDouble(numbers[at]));
            case REFERENCE -> ArrayFills.fill((ReferenceArray) array, from, length, references[at]);
            case VECTOR -> ArrayFills.fill((VectorArray) array, from, length, numbers[at], numbers[at + 1]);
        }
    }

    /** Sets a field or element, which is there, to the value at {@code at}. */
    public static void set(HeapObject object, Storage storage, int index, long[] numbers, Object[] references, int at) {
        if (storage == Storage.REFERENCE) {
            object.reference(index, references[at]);
        } else {
            object.bits(index, numbers[at]);
            if (storage == Storage.VECTOR) {
                object.highBits(index, numbers[at + 1]);
            }
        }
    }

    /** Puts a field or element, which is there, to {@code at}. */
    public static void get(HeapObject object, Storage storage, int index, long[] numbers, Object[] references, int at) {
        if (storage == Storage.REFERENCE) {
            references[at] = object.reference(index);
        } else {
            numbers[at] = object.bits(index);
            if (storage == Storage.VECTOR) {
                numbers[at + 1] = object.highBits(index);
            }
        }
    }
}
