package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.PackedType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.VectorType;

/** In what Java fields and arrays values of a storage type are kept. */
public enum Storage {
    BYTE(byte.class, Byte.BYTES),
    SHORT(short.class, Short.BYTES),
    INT(int.class, Integer.BYTES),
    LONG(long.class, Long.BYTES),
    FLOAT(float.class, Float.BYTES),
    DOUBLE(double.class, Double.BYTES),
    /** Four bytes on most heaps. */
    REFERENCE(Object.class, Integer.BYTES),
    /** Two longs, the lower half first. */
    VECTOR(long.class, 2 * Long.BYTES);

    /** The Java type of a field, or of an array's elements. */
    public final Class<?> javaType;

    /** How many bytes a value takes, about. */
    public final int bytes;

    /** How many slots of the value stack a value takes. */
    public final int slots;

    Storage(Class<?> javaType, int bytes) {
        this.javaType = javaType;
        this.bytes = bytes;
        this.slots = bytes > Long.BYTES ? 2 : 1;
    }

    /** How values of a type are kept. */
    public static Storage of(StorageType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> INT;
                case I64 -> LONG;
                case F32 -> FLOAT;
                case F64 -> DOUBLE;
            };
        }
        if (type instanceof PackedType packed) {
            return switch (packed) {
                case I8 -> BYTE;
                case I16 -> SHORT;
            };
        }
        return type instanceof VectorType ? VECTOR : REFERENCE;
    }

    /** The descriptor of the Java type. */
    public String descriptor() {
        return javaType.descriptorString();
    }
}
