package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.object.Array;
import dev.tagalong.runtime.internal.object.ByteArray;
import dev.tagalong.runtime.internal.object.DoubleArray;
import dev.tagalong.runtime.internal.object.FloatArray;
import dev.tagalong.runtime.internal.object.IntArray;
import dev.tagalong.runtime.internal.object.LongArray;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.object.ShortArray;
import dev.tagalong.runtime.internal.object.Storage;
import dev.tagalong.runtime.internal.object.VectorArray;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays of what is in data and element segments (specification, section 4.4.6). Offsets and lengths are unsigned. */
public final class SegmentArrays {

    private SegmentArrays() {}

    /** A new array of a data segment's bytes. */
    public static Object array_new_data(int from, int length, InstanceImpl instance, int type, int segment) {
        ObjectClass made = instance.objectClass(type);
        checkData(instance, segment, from, length, made.elements);
        Array array = ArrayInstructions.make(made, length, instance);
        read(instance, segment, from, array, 0, length);
        return array;
    }

    /** A new array of an element segment's references. */
    public static Object array_new_elem(int from, int length, InstanceImpl instance, int type, int segment) {
        Object[] elements = instance.elements[segment];
        checkElements(elements, from, length);
        Array array = ArrayInstructions.make(instance.objectClass(type), length, instance);
        System.arraycopy(elements, from, array.elements(), 0, length);
        return array;
    }

    /** Sets elements to a data segment's bytes; traps, before it sets any, if not all are there. */
    public static void array_init_data(
            Object target, int to, int from, int length, InstanceImpl instance, int segment) {
        Array array = ArrayInstructions.array(target);
        ArrayInstructions.check(array, to, length);
        checkData(instance, segment, from, length, array.storage());
        read(instance, segment, from, array, to, length);
    }

    /** Sets elements to an element segment's references; traps, before it sets any, if not all are there. */
    public static void array_init_elem(
            Object target, int to, int from, int length, InstanceImpl instance, int segment) {
        Array array = ArrayInstructions.array(target);
        ArrayInstructions.check(array, to, length);
        Object[] elements = instance.elements[segment];
        checkElements(elements, from, length);
        System.arraycopy(elements, from, array.elements(), to, length);
    }

    private static void checkElements(Object[] elements, int from, int length) {
        if (Integer.toUnsignedLong(from) + Integer.toUnsignedLong(length) > elements.length) {
            throw new Trap(TrapKind.OUT_OF_BOUNDS_TABLE);
        }
    }

    private static void checkData(InstanceImpl instance, int segment, int from, int length, Storage element) {
        if (Integer.toUnsignedLong(from) + Integer.toUnsignedLong(length) * element.bytes
                > instance.dataLengths[segment]) {
            throw MemoryImpl.outOfBounds();
        }
    }

    private static void read(InstanceImpl instance, int segment, int from, Array array, int to, int length) {
        ByteBuffer data =
                instance.data(segment, from, length * array.storage().bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (array.storage()) {
            case BYTE -> data.get(((ByteArray) array).elements, to, length);
            case SHORT -> data.asShortBuffer().get(((ShortArray) array).elements, to, length);
            case INT -> data.asIntBuffer().get(((IntArray) array).elements, to, length);
            case LONG -> data.asLongBuffer().get(((LongArray) array).elements, to, length);
            case FLOAT -> data.asFloatBuffer().get(((FloatArray) array).elements, to, length);
            case DOUBLE -> data.asDoubleBuffer().get(((DoubleArray) array).elements, to, length);
            case VECTOR -> data.asLongBuffer().get(((VectorArray) array).elements, 2 * to, 2 * length);
            case REFERENCE -> throw new IllegalStateException("no references in data");
        }
    }
}
