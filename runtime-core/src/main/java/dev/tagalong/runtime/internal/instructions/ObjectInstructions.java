package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.object.Array;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.object.References;
import dev.tagalong.runtime.internal.object.SlotObjects;
import dev.tagalong.runtime.internal.object.Storage;
import dev.tagalong.runtime.internal.object.Struct;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.HeapType;

/**
 * Instructions on objects, on slots, where a number is raw bits and a reference is an object: what they mean to who knows types and
 * fields by their indices only (specification, sections 4.4.5 and 4.4.6). Operands and results are from {@code at} on.
 */
public final class ObjectInstructions {

    private static final AbstractHeapType[] ABSTRACT = AbstractHeapType.values();
    private static final int BYTE_MASK = 0xFF;
    private static final int SHORT_MASK = 0xFFFF;

    private ObjectInstructions() {}

    /** The number by which a heap type is told: an index, or a negative number. */
    public static int number(HeapType type, int index) {
        return type instanceof AbstractHeapType kind ? -1 - kind.ordinal() : index;
    }

    /**
     * Executes an instruction. A trap leaves the slots as they were.
     *
     * @param index the first index; of a cast the {@link #number} of its target
     * @param index2 the second index
     */
    public static void execute(
            Opcode opcode, long[] numbers, Object[] references, int at, InstanceImpl instance, int index, int index2) {
        switch (opcode) {
            case STRUCT_NEW -> {
                ObjectClass type = instance.objectClass(index);
                references[at] = made(SlotObjects.struct(type, numbers, references, at), type, instance);
            }
            case STRUCT_NEW_DEFAULT -> {
                ObjectClass type = instance.objectClass(index);
                references[at] = made(type.fresh(), type, instance);
            }
            case STRUCT_GET, STRUCT_GET_S ->
                SlotObjects.get(
                        struct(references[at]),
                        instance.objectClass(index).fields.get(index2),
                        index2,
                        numbers,
                        references,
                        at);
            case STRUCT_GET_U -> {
                Struct struct = struct(references[at]);
                numbers[at] = struct.bits(index2)
                        & mask(instance.objectClass(index).fields.get(index2));
            }
            case STRUCT_SET ->
                SlotObjects.set(
                        struct(references[at]),
                        instance.objectClass(index).fields.get(index2),
                        index2,
                        numbers,
                        references,
                        at + 1);
            case REF_TEST, REF_TEST_NULL ->
                numbers[at] = is(references[at], opcode == Opcode.REF_TEST_NULL, instance, index) ? 1 : 0;
            case REF_CAST, REF_CAST_NULL -> cast(references[at], opcode == Opcode.REF_CAST_NULL, instance, index);
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
                // The object stays the same.
            }
            case ARRAY_NEW,
                    ARRAY_NEW_DEFAULT,
                    ARRAY_NEW_FIXED,
                    ARRAY_NEW_DATA,
                    ARRAY_NEW_ELEM,
                    ARRAY_GET,
                    ARRAY_GET_S,
                    ARRAY_GET_U,
                    ARRAY_SET,
                    ARRAY_FILL,
                    ARRAY_COPY,
                    ARRAY_INIT_DATA,
                    ARRAY_INIT_ELEM -> array(opcode, numbers, references, at, instance, index, index2);
            default -> throw new IllegalStateException("not an instruction on objects: " + opcode);
        }
    }

    private static Struct made(Struct struct, ObjectClass type, InstanceImpl instance) {
        instance.heap.made(struct, type.bytes);
        return struct;
    }

    /** Whether a reference is one to an object of a type, which has that {@link #number}. */
    public static boolean is(Object reference, boolean nullable, InstanceImpl instance, int type) {
        if (reference == null) {
            return nullable;
        }
        return References.is(reference, type < 0 ? ABSTRACT[-1 - type] : instance.type(type));
    }

    /** The reference, if it is one to an object of a type, which has that {@link #number}; else traps. */
    public static Object cast(Object reference, boolean nullable, InstanceImpl instance, int type) {
        if (!is(reference, nullable, instance, type)) {
            throw new Trap(TrapKind.CAST_FAILURE);
        }
        return reference;
    }

    /** 1 if the reference is null, else {@code otherwise}. */
    public static int orNull(Object reference, int otherwise) {
        return reference == null ? 1 : otherwise;
    }

    private static Struct struct(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_STRUCTURE_REFERENCE);
        }
        return (Struct) reference;
    }

    private static int mask(Storage packed) {
        return packed == Storage.BYTE ? BYTE_MASK : SHORT_MASK;
    }

    private static void array(
            Opcode opcode, long[] numbers, Object[] references, int at, InstanceImpl instance, int index, int index2) {
        switch (opcode) {
            case ARRAY_NEW -> {
                ObjectClass type = instance.objectClass(index);
                int length = (int) numbers[at + type.elements.slots];
                Array array = ArrayInstructions.make(type, length, instance);
                SlotObjects.fill(array, 0, length, numbers, references, at);
                references[at] = array;
            }
            case ARRAY_NEW_DEFAULT ->
                references[at] = ArrayInstructions.make(instance.objectClass(index), (int) numbers[at], instance);
            case ARRAY_NEW_FIXED -> {
                Array array = ArrayInstructions.make(instance.objectClass(index), index2, instance);
                SlotObjects.setAll(array, numbers, references, at);
                references[at] = array;
            }
            case ARRAY_NEW_DATA ->
                references[at] =
                        SegmentArrays.array_new_data((int) numbers[at], (int) numbers[at + 1], instance, index, index2);
            case ARRAY_NEW_ELEM ->
                references[at] =
                        SegmentArrays.array_new_elem((int) numbers[at], (int) numbers[at + 1], instance, index, index2);
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                int element = (int) numbers[at + 1];
                Array array = ArrayInstructions.at(references[at], element);
                Storage storage = array.storage();
                SlotObjects.get(array, storage, element, numbers, references, at);
                if (opcode == Opcode.ARRAY_GET_U) {
                    numbers[at] &= mask(storage);
                }
            }
            case ARRAY_SET -> {
                int element = (int) numbers[at + 1];
                Array array = ArrayInstructions.at(references[at], element);
                SlotObjects.set(array, array.storage(), element, numbers, references, at + 2);
            }
            case ARRAY_FILL -> fill(numbers, references, at);
            case ARRAY_COPY ->
                ArrayInstructions.array_copy(
                        references[at], (int) numbers[at + 1], references[at + 2], (int) numbers[at + 3], (int)
                                numbers[at + 4]);
            case ARRAY_INIT_DATA ->
                SegmentArrays.array_init_data(
                        references[at],
                        (int) numbers[at + 1],
                        (int) numbers[at + 2],
                        (int) numbers[at + 3],
                        instance,
                        index2);
            case ARRAY_INIT_ELEM ->
                SegmentArrays.array_init_elem(
                        references[at],
                        (int) numbers[at + 1],
                        (int) numbers[at + 2],
                        (int) numbers[at + 3],
                        instance,
                        index2);
            default -> throw new IllegalStateException("not an instruction on objects: " + opcode);
        }
    }

    private static void fill(long[] numbers, Object[] references, int at) {
        Array array = ArrayInstructions.array(references[at]);
        int from = (int) numbers[at + 1];
        int length = (int) numbers[at + 2 + array.storage().slots];
        ArrayInstructions.check(array, from, length);
        SlotObjects.fill(array, from, length, numbers, references, at + 2);
    }
}
