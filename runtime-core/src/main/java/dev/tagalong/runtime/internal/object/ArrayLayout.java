package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.type.ArrayType;

/** What the classes of arrays have. */
public final class ArrayLayout {

    private ArrayLayout() {}

    /** The class above those of arrays whose elements are kept so. */
    public static Class<? extends Array> root(Storage storage) {
        return switch (storage) {
            case BYTE -> ByteArray.class;
            case SHORT -> ShortArray.class;
            case INT -> IntArray.class;
            case LONG -> LongArray.class;
            case FLOAT -> FloatArray.class;
            case DOUBLE -> DoubleArray.class;
            case REFERENCE -> ReferenceArray.class;
            case VECTOR -> VectorArray.class;
        };
    }

    /** The descriptor of the static method that makes an array with zeros or nulls, and counts it. */
    public static String make(ArrayType type) {
        return "(I" + HeapLimit.class.descriptorString() + ")L" + ClassNames.internal(type) + ';';
    }
}
