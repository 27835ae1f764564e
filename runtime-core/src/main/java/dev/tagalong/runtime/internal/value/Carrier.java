package dev.tagalong.runtime.internal.value;

import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * How the engine carries values of a type. Inside of a JVM method a value has the carrier's Java type. Elsewhere, on the
 * value stack, in a global, or among several results, it is either an object or raw bits, see {@link RawBits}. The zero
 * of a carrier is bits 0, or {@code null}.
 *
 * <p>Whether a type is one of references is a question of typing, which {@link ValueType} answers. Whether its values are
 * carried as objects is a question of storage, which is {@link #object}.
 */
public enum Carrier {
    INT(int.class, Integer.class, 1, 1),
    LONG(long.class, Long.class, 2, 1),
    FLOAT(float.class, Float.class, 1, 1),
    DOUBLE(double.class, Double.class, 2, 1),
    OBJECT(Object.class, null, 1, 1);

    /** The Java type inside of the engine. All references are {@code Object} there. */
    public final Class<?> javaType;

    /** The Java type's descriptor. */
    public final String descriptor;

    /** How many slots of a JVM method's locals or operands a value takes. */
    public final int jvmSlots;

    /** How many slots of the value stack a value takes. */
    public final int stackSlots;

    /** Whether a value is carried as an object, and not as raw bits. */
    public final boolean object;

    private final Class<?> box;

    Carrier(Class<?> javaType, Class<?> box, int jvmSlots, int stackSlots) {
        this.javaType = javaType;
        this.box = box;
        this.descriptor = javaType.descriptorString();
        this.jvmSlots = jvmSlots;
        this.stackSlots = stackSlots;
        this.object = !javaType.isPrimitive();
    }

    /**
     * The carrier of a type's values.
     *
     * @throws UnsupportedOperationException if the engine does not carry values of the type, as {@code v128}
     */
    public static Carrier of(ValueType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> INT;
                case I64 -> LONG;
                case F32 -> FLOAT;
                case F64 -> DOUBLE;
            };
        }
        if (type instanceof ReferenceType) {
            return OBJECT;
        }
        throw new UnsupportedOperationException("values of type " + type + " are not carried");
    }

    /** The carrier that has a Java type inside of the engine; that of an object for every class. */
    public static Carrier ofJava(Class<?> type) {
        for (Carrier carrier : values()) {
            if (carrier.javaType == type) {
                return carrier;
            }
        }
        if (type.isPrimitive()) {
            throw new IllegalArgumentException("no value is carried as " + type);
        }
        return OBJECT;
    }

    /** How many slots of the value stack values of these carriers take. */
    public static int stackSlots(List<Carrier> carriers) {
        int slots = 0;
        for (Carrier carrier : carriers) {
            slots += carrier.stackSlots;
        }
        return slots;
    }

    /** Whether a Java object is a number of this carrier, boxed; {@code false} for what is carried as an object. */
    public boolean boxes(Object value) {
        return value != null && value.getClass() == box;
    }

    /**
     * The number with these bits, boxed.
     *
     * @throws UnsupportedOperationException if it is carried as an object
     */
    public Object box(long bits) {
        // No switch, here and in unbox: one over an enum looks into an array, which calls with boxed values would feel.
        if (this == INT) {
            return RawBits.toInt(bits);
        }
        if (this == LONG) {
            return RawBits.toLong(bits);
        }
        if (this == FLOAT) {
            return RawBits.toFloat(bits);
        }
        if (this == DOUBLE) {
            return RawBits.toDouble(bits);
        }
        throw noBits();
    }

    /**
     * The bits of a boxed number.
     *
     * @throws ClassCastException if the number is not of this carrier, see {@link #boxes}
     * @throws UnsupportedOperationException if it is carried as an object
     */
    public long unbox(Object number) {
        if (this == INT) {
            return RawBits.of((int) number);
        }
        if (this == LONG) {
            return RawBits.of((long) number);
        }
        if (this == FLOAT) {
            return RawBits.of((float) number);
        }
        if (this == DOUBLE) {
            return RawBits.of((double) number);
        }
        throw noBits();
    }

    /**
     * Takes a number, returns its bits as a {@code long}.
     *
     * @throws UnsupportedOperationException if it is carried as an object
     */
    public MethodHandle toBits() {
        return rawBits("of", long.class, javaType);
    }

    /**
     * Takes bits as a {@code long}, returns the number.
     *
     * @throws UnsupportedOperationException if it is carried as an object
     */
    public MethodHandle fromBits() {
        return rawBits(fromBitsName(), javaType, long.class);
    }

    /** The name of the method of {@link RawBits} that makes a number of its bits; the other way it is {@code of}. */
    public String fromBitsName() {
        String name = javaType.getSimpleName();
        return "to" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private MethodHandle rawBits(String name, Class<?> result, Class<?> parameter) {
        if (object) {
            throw noBits();
        }
        try {
            return MethodHandles.lookup().findStatic(RawBits.class, name, MethodType.methodType(result, parameter));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no method " + name + " of raw bits", e);
        }
    }

    private static UnsupportedOperationException noBits() {
        return new UnsupportedOperationException("an object is not carried as bits");
    }
}
