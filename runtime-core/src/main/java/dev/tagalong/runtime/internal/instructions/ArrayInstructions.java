package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.object.Array;
import dev.tagalong.runtime.internal.object.ArrayFills;
import dev.tagalong.runtime.internal.object.ByteArray;
import dev.tagalong.runtime.internal.object.DoubleArray;
import dev.tagalong.runtime.internal.object.FloatArray;
import dev.tagalong.runtime.internal.object.Heap;
import dev.tagalong.runtime.internal.object.IntArray;
import dev.tagalong.runtime.internal.object.LongArray;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.object.ReferenceArray;
import dev.tagalong.runtime.internal.object.ShortArray;
import dev.tagalong.runtime.internal.object.Storage;
import dev.tagalong.runtime.internal.object.VectorArray;
import dev.tagalong.runtime.internal.store.InstanceImpl;

/** What instructions on arrays do (specification, section 4.4.6). Indices and lengths are unsigned. */
public final class ArrayInstructions {

    private ArrayInstructions() {}

    /** A new array with zeros or nulls, counted against the instance's limit. */
    public static Array make(ObjectClass type, int length, InstanceImpl instance) {
        long bytes = Heap.arrayBytes(type.elements, length);
        instance.heap.require(bytes);
        Array array = type.fresh(length);
        instance.heap.made(array, bytes);
        return array;
    }

    /** The array that a reference refers to; traps if it is null. */
    static Array array(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_ARRAY_REFERENCE);
        }
        return (Array) reference;
    }

    /** Traps if not all elements are there. */
    static void check(Array array, int from, int length) {
        if (Integer.toUnsignedLong(from) + Integer.toUnsignedLong(length) > array.length()) {
            throw outOfBounds();
        }
    }

    /** The trap of an access past an array's end. */
    static Trap outOfBounds() {
        return new Trap(TrapKind.OUT_OF_BOUNDS_ARRAY);
    }

    /** The array, if it has an element of that index; else traps. */
    static Array at(Object reference, int index) {
        Array array = array(reference);
        if (Integer.compareUnsigned(index, array.length()) >= 0) {
            throw outOfBounds();
        }
        return array;
    }

    /** Copies elements, which may overlap; traps, before it copies any, if not all are there. */
    public static void array_copy(Object target, int to, Object source, int from, int length) {
        Array targetArray = array(target);
        Array sourceArray = array(source);
        check(targetArray, to, length);
        check(sourceArray, from, length);
        int each = targetArray.storage() == Storage.VECTOR ? 2 : 1;
        System.arraycopy(sourceArray.elements(), from * each, targetArray.elements(), to * each, length * each);
    }

    /** Sets elements; traps, before it sets any, if not all are there. */
    public static void array_fill(Object target, int from, int value, int length) {
        Array array = checked(target, from, length);
        if (array instanceof IntArray ints) {
            ArrayFills.fill(ints, from, length, value);
        } else if (array instanceof ByteArray bytes) {
            ArrayFills.fill(bytes, from, length, value);
        } else {
            ArrayFills.fill((ShortArray) array, from, length, value);
        }
    }

    /** Sets elements; traps, before it sets any, if not all are there. */
    public static void array_fill(Object target, int from, long value, int length) {
        ArrayFills.fill((LongArray) checked(target, from, length), from, length, value);
    }

    /** Sets elements; traps, before it sets any, if not all are there. */
    public static void array_fill(Object target, int from, float value, int length) {
        ArrayFills.fill((FloatArray) checked(target, from, length), from, length, value);
    }

    /** Sets elements; traps, before it sets any, if not all are there. */
    public static void array_fill(Object target, int from, double value, int length) {
        ArrayFills.fill((DoubleArray) checked(target, from, length), from, length, value);
    }

    /** Sets elements; traps, before it sets any, if not all are there. */
    public static void array_fill(Object target, int from, Object value, int length) {
        ArrayFills.fill((ReferenceArray) checked(target, from, length), from, length, value);
    }

    private static Array checked(Object target, int from, int length) {
        Array array = array(target);
        check(array, from, length);
        return array;
    }

    /** Sets elements; traps, before it sets any, if not all are there. */
    public static void array_fill(Object target, int from, long low, long high, int length) {
        ArrayFills.fill((VectorArray) checked(target, from, length), from, length, low, high);
    }

    /** The lower half of an element; traps if it is not there. */
    public static long vector_low(Object array, int index) {
        return at(array, index).bits(index);
    }

    /** The upper half of an element; traps if it is not there. */
    public static long vector_high(Object array, int index) {
        return at(array, index).highBits(index);
    }

    /** Sets an element; traps if it is not there. */
    public static void vector_set(Object target, int index, long low, long high) {
        Array array = at(target, index);
        array.bits(index, low);
        array.highBits(index, high);
    }
}
