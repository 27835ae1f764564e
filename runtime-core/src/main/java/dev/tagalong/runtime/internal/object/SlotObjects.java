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
            if (field == Storage.REFERENCE) {
                struct.reference(i, references[slot]);
            } else {
                struct.bits(i, numbers[slot]);
                if (field == Storage.VECTOR) {
                    struct.highBits(i, numbers[slot + 1]);
                }
            }
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
        Storage storage = array.storage();
        switch (storage) {
            case BYTE -> ArrayFills.fill((ByteArray) array, from, length, (int) numbers[at]);
            case SHORT -> ArrayFills.fill((ShortArray) array, from, length, (int) numbers[at]);
            case INT -> ArrayFills.fill((IntArray) array, from, length, (int) numbers[at]);
            case LONG -> ArrayFills.fill((LongArray) array, from, length, numbers[at]);
            case FLOAT -> ArrayFills.fill((FloatArray) array, from, length, Float.intBitsToFloat((int) numbers[at]));
            case DOUBLE -> ArrayFills.fill((DoubleArray) array, from, length, Double.longBitsToDouble(numbers[at]));
            case REFERENCE -> ArrayFills.fill((ReferenceArray) array, from, length, references[at]);
            case VECTOR -> {
                for (int i = 0; i < length; i++) {
                    set(array, storage, from + i, numbers, references, at);
                }
            }
        }
    }

    /** Sets an element, which is there, to the value at {@code at}. */
    public static void set(Array array, Storage storage, int index, long[] numbers, Object[] references, int at) {
        if (storage == Storage.REFERENCE) {
            array.reference(index, references[at]);
        } else {
            array.bits(index, numbers[at]);
            if (storage == Storage.VECTOR) {
                array.highBits(index, numbers[at + 1]);
            }
        }
    }

    /** Puts an element, which is there, to {@code at}. */
    public static void get(Array array, Storage storage, int index, long[] numbers, Object[] references, int at) {
        if (storage == Storage.REFERENCE) {
            references[at] = array.reference(index);
        } else {
            numbers[at] = array.bits(index);
            if (storage == Storage.VECTOR) {
                numbers[at + 1] = array.highBits(index);
            }
        }
    }
}
