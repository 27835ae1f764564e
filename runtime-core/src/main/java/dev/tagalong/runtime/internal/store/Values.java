package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;

/** Boxed values of the Java API to and from the raw bits of a slot. */
public final class Values {

    private Values() {}

    /** A number as a boxed value. */
    public static Object box(ValueType type, long bits) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> (int) bits;
                case I64 -> bits;
                case F32 -> Float.intBitsToFloat((int) bits);
                case F64 -> Double.longBitsToDouble(bits);
            };
        }
        throw new IllegalArgumentException("not a number: " + type);
    }

    /**
     * The raw bits of a boxed number.
     *
     * @throws IllegalArgumentException if it is not of the type
     */
    public static long unbox(ValueType type, Object value) {
        if (type == NumberType.I32 && value instanceof Integer i) {
            return i;
        }
        if (type == NumberType.I64 && value instanceof Long l) {
            return l;
        }
        if (type == NumberType.F32 && value instanceof Float f) {
            return Float.floatToRawIntBits(f);
        }
        if (type == NumberType.F64 && value instanceof Double d) {
            return Double.doubleToRawLongBits(d);
        }
        throw mismatch(type, value);
    }

    /**
     * The value, if it is one of the reference type.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static Object reference(ValueType type, Object value) {
        ReferenceType reference = (ReferenceType) type;
        boolean fits = value == null
                ? reference.nullable()
                : reference.heapType() == HeapType.EXTERN || value instanceof FunctionObject;
        if (!fits) {
            throw mismatch(type, value);
        }
        return value;
    }

    /** Checks a function reference that comes from outside: only the engine's own function objects are called. */
    public static Object function(Object value) {
        return reference(ReferenceType.FUNCREF, value);
    }

    private static IllegalArgumentException mismatch(ValueType type, Object value) {
        String given = value == null ? "null" : value.getClass().getName();
        String hint =
                value instanceof Function && !(value instanceof FunctionObject) ? " (not made by the engine)" : "";
        return new IllegalArgumentException("expected a value of type " + type + ", got " + given + hint);
    }
}
