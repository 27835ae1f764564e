package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.PackedType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.StructType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the instructions on structures and arrays, the casts and the conversions take and give (specification, sections
 * 3.4.6 and 3.4.7), those of {@link dev.tagalong.runtime.internal.opcode.Form#OBJECT}. The immediates are checked on the
 * way.
 */
final class ObjectTyping {

    private final ModuleContext context;
    private InstructionReader in;

    /** The types of the fields' values, by structure. */
    private final Map<StructType, List<ValueType>> fieldValues = new IdentityHashMap<>();

    /** The operands' types, the deepest first. */
    List<ValueType> operands;

    /** The result's type, or {@code null}. */
    ValueType result;

    ObjectTyping(ModuleContext context) {
        this.context = context;
    }

    void reset(InstructionReader reader) {
        in = reader;
    }

    /** Looks at the instruction that the reader is at. */
    void look(Opcode opcode) {
        switch (opcode) {
            case STRUCT_NEW, STRUCT_NEW_DEFAULT -> newStruct(opcode == Opcode.STRUCT_NEW_DEFAULT);
            case STRUCT_GET -> getField(false);
            case STRUCT_GET_S, STRUCT_GET_U -> getField(true);
            case STRUCT_SET -> setField();
            case ARRAY_NEW, ARRAY_NEW_DEFAULT -> newArray(opcode == Opcode.ARRAY_NEW_DEFAULT);
            case ARRAY_NEW_FIXED -> newFixedArray();
            case ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> newArrayOfSegment(opcode == Opcode.ARRAY_NEW_DATA);
            case ARRAY_GET -> getElement(false);
            case ARRAY_GET_S, ARRAY_GET_U -> getElement(true);
            case ARRAY_SET -> {
                ArrayType type = mutableArray(in.index);
                gives(null, reference(type), ValueType.I32, value(type));
            }
            case ARRAY_FILL -> {
                ArrayType type = mutableArray(in.index);
                gives(null, reference(type), ValueType.I32, value(type), ValueType.I32);
            }
            case ARRAY_COPY -> copyArray();
            case ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> initArray(opcode == Opcode.ARRAY_INIT_DATA);
            case REF_TEST, REF_TEST_NULL -> gives(ValueType.I32, top(target()));
            case REF_CAST, REF_CAST_NULL -> gives(target(), top(target()));
            case ANY_CONVERT_EXTERN -> gives(ReferenceType.of(true, AbstractHeapType.ANY), ReferenceType.EXTERNREF);
            case EXTERN_CONVERT_ANY -> gives(ReferenceType.EXTERNREF, ReferenceType.of(true, AbstractHeapType.ANY));
            default -> throw new IllegalStateException("not an instruction on objects: " + opcode);
        }
    }

    private void gives(ValueType given, ValueType... taken) {
        operands = List.of(taken);
        result = given;
    }

    private static ReferenceType reference(DefinedType type) {
        return ReferenceType.of(true, type);
    }

    private RuntimeException mismatch(String detail) {
        return Fault.TYPE_MISMATCH.at(in.section(), in.offset, detail);
    }

    // Casts

    /** The type that is cast to or tested for. */
    ReferenceType target() {
        return (ReferenceType) context.valueType(in.typeCode, in.section(), in.offset);
    }

    /** The type that a branch on a cast casts from. */
    ReferenceType source() {
        return (ReferenceType) context.valueType(in.sourceCode, in.section(), in.offset);
    }

    /** The greatest type that a type's references are cast from. */
    private static ReferenceType top(ReferenceType type) {
        return ReferenceType.of(true, AbstractHeapType.top(type.heapType()));
    }

    // Structures

    private StructType struct() {
        DefinedType type = context.type(in.index, in.section(), in.offset);
        if (type instanceof StructType struct) {
            return struct;
        }
        throw mismatch("expected a structure type, type " + in.index + " is " + type.kind());
    }

    private void newStruct(boolean defaults) {
        StructType type = struct();
        if (defaults) {
            type.fields().forEach(field -> checkDefault(field.storage()));
        }
        operands = defaults ? List.of() : fieldValues.computeIfAbsent(type, ObjectTyping::values);
        result = ReferenceType.of(false, type);
    }

    private static List<ValueType> values(StructType type) {
        return type.fields().stream().map(field -> field.storage().unpacked()).toList();
    }

    private void checkDefault(StorageType storage) {
        if (storage instanceof ReferenceType reference && !reference.nullable()) {
            throw Fault.NOT_DEFAULTABLE.at(in.section(), in.offset, reference.toString());
        }
    }

    private FieldType field(StructType type) {
        if (in.index2 < 0 || in.index2 >= type.fields().size()) {
            throw Fault.UNKNOWN_FIELD.of(in.index2, in.section(), in.offset);
        }
        return type.fields().get(in.index2);
    }

    private void getField(boolean packed) {
        StructType type = struct();
        StorageType storage = field(type).storage();
        checkPacked(storage, packed);
        gives(storage.unpacked(), reference(type));
    }

    private void checkPacked(StorageType storage, boolean packed) {
        if (storage instanceof PackedType != packed) {
            throw mismatch(packed ? storage + " is not packed" : storage + " is packed");
        }
    }

    private void setField() {
        StructType type = struct();
        FieldType field = field(type);
        if (!field.mutable()) {
            throw Fault.IMMUTABLE_FIELD.of(in.index2, in.section(), in.offset);
        }
        gives(null, reference(type), field.storage().unpacked());
    }

    // Arrays

    private ArrayType array(int index) {
        DefinedType type = context.type(index, in.section(), in.offset);
        if (type instanceof ArrayType array) {
            return array;
        }
        throw mismatch("expected an array type, type " + index + " is " + type.kind());
    }

    private ArrayType mutableArray(int index) {
        ArrayType type = array(index);
        if (!type.element().mutable()) {
            throw Fault.IMMUTABLE_ARRAY.at(in.section(), in.offset, "type " + index);
        }
        return type;
    }

    private static ValueType value(ArrayType type) {
        return type.element().storage().unpacked();
    }

    private void newArray(boolean defaults) {
        ArrayType type = array(in.index);
        ReferenceType made = ReferenceType.of(false, type);
        if (defaults) {
            checkDefault(type.element().storage());
            gives(made, ValueType.I32);
        } else {
            gives(made, value(type), ValueType.I32);
        }
    }

    private void newFixedArray() {
        ArrayType type = array(in.index);
        int count = in.index2;
        if (count < 0 || count > ImplementationLimits.FIXED_ELEMENTS) {
            throw Fault.LIMIT.at(
                    in.section(),
                    in.offset,
                    Integer.toUnsignedString(count) + " elements, at most " + ImplementationLimits.FIXED_ELEMENTS);
        }
        operands = Collections.nCopies(count, value(type));
        result = ReferenceType.of(false, type);
    }

    private void newArrayOfSegment(boolean data) {
        ArrayType type = array(in.index);
        checkSegment(type, data);
        gives(ReferenceType.of(false, type), ValueType.I32, ValueType.I32);
    }

    private void initArray(boolean data) {
        ArrayType type = mutableArray(in.index);
        checkSegment(type, data);
        gives(null, reference(type), ValueType.I32, ValueType.I32, ValueType.I32);
    }

    /** Checks that a segment's elements, or bytes, can become elements of an array. */
    private void checkSegment(ArrayType type, boolean data) {
        StorageType element = type.element().storage();
        if (data) {
            if (element instanceof ReferenceType) {
                throw Fault.ARRAY_ELEMENTS.at(in.section(), in.offset, "type " + in.index);
            }
            context.checkData(in.index2, in.section(), in.offset);
            return;
        }
        ElementSegment segment = context.element(in.index2, in.section(), in.offset);
        if (!(element instanceof ReferenceType expected) || !segment.type().matches(expected)) {
            throw mismatch("an array of " + element + ", elements of " + segment.type());
        }
    }

    private void getElement(boolean packed) {
        ArrayType type = array(in.index);
        checkPacked(type.element().storage(), packed);
        gives(value(type), reference(type), ValueType.I32);
    }

    private void copyArray() {
        ArrayType target = mutableArray(in.index);
        ArrayType source = array(in.index2);
        StorageType expected = target.element().storage();
        StorageType found = source.element().storage();
        boolean fits = found instanceof ValueType value && expected instanceof ValueType wanted
                ? value.matches(wanted)
                : found == expected;
        if (!fits) {
            throw Fault.ARRAY_TYPES.at(in.section(), in.offset, "an array of " + expected + ", elements of " + found);
        }
        gives(null, reference(target), ValueType.I32, reference(source), ValueType.I32, ValueType.I32);
    }
}
