package dev.tagalong.runtime.internal.value;

import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * How the engine carries values of a type. Inside of a JVM method a value has the carrier's Java type. Elsewhere, on the
 * value stack, in a global, or among several results, it is either an object or raw bits, see {@link RawBits}. The zero
 * of a carrier is bits 0, or {@code null}. A vector is two {@code long}s everywhere, its {@link #parts}, the lower half
 * first; so a Java method that returns one returns several results.
 *
 * <p>Whether a type is one of references is a question of typing, which {@link ValueType} answers. Whether its values are
 * carried as objects is a question of storage, which is {@link #object}.
 */
public enum Carrier {
    INT(int.class, Integer.class, 1, 1),
    LONG(long.class, Long.class, 2, 1),
    FLOAT(float.class, Float.class, 1, 1),
    DOUBLE(double.class, Double.class, 2, 1),
    OBJECT(Object.class, null, 1, 1),
    VECTOR(V128.class, V128.class, 4, 2);

    private static final List<Carrier> HALVES = List.of(LONG, LONG);

    /** The Java type inside of the engine. All references are {@code Object} there; a vector has its type when it is boxed. */
    public final Class<?> javaType;

    /** The Java type's descriptor; of a vector that of its parts. */
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
        this.descriptor = stackSlots == 1 ? javaType.descriptorString() : "JJ";
        this.jvmSlots = jvmSlots;
        this.stackSlots = stackSlots;
        this.object = javaType == Object.class;
    }

    /** The carrier of a type's values. */
    public static Carrier of(ValueType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> INT;
                case I64 -> LONG;
                case F32 -> FLOAT;
                case F64 -> DOUBLE;
            };
        }
        return type == VectorType.V128 ? VECTOR : OBJECT;
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

    /** The carriers of a value's parts, each of one slot of the value stack: of a vector its halves, else the carrier itself. */
    public List<Carrier> parts() {
        return this == VECTOR ? HALVES : List.of(this);
    }

    /** The parts of values of these carriers, in order. */
    public static List<Carrier> parts(List<Carrier> carriers) {
        return carriers.contains(VECTOR)
                ? carriers.stream().flatMap(c -> c.parts().stream()).toList()
                : carriers;
    }

    /** Whether a Java object is a number of this carrier, boxed; {@code false} for what is carried as an object. */
    public boolean boxes(Object value) {
        return value != null && value.getClass() == box;
    }

    /** The number or vector whose bits are in the slots from {@code at} on, boxed. */
    public Object box(long[] slots, int at) {
        return this == VECTOR ? new V128(slots[at], slots[at + 1]) : box(slots[at]);
    }

    /** Puts the bits of a boxed number or vector in the slots from {@code at} on. */
    public void unbox(Object number, long[] slots, int at) {
        if (this == VECTOR) {
            V128 vector = (V128) number;
            slots[at] = vector.low();
            slots[at + 1] = vector.high();
        } else {
            slots[at] = unbox(number);
        }
    }

    /**
     * The number with these bits, boxed.
     *
     * @throws UnsupportedOperationException if it is carried as an object, or has several parts
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
     * @throws UnsupportedOperationException if it is carried as an object, or has several parts
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
     * @throws UnsupportedOperationException if it is carried as an object, or has several parts
     */
    public MethodHandle toBits() {
        return rawBits("of", long.class, javaType);
    }

    /**
     * Takes bits as a {@code long}, returns the number.
     *
     * @throws UnsupportedOperationException if it is carried as an object, or has several parts
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
        if (!javaType.isPrimitive()) {
            throw noBits();
        }
        try {
            return MethodHandles.lookup().findStatic(RawBits.class, name, MethodType.methodType(result, parameter));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no method " + name + " of raw bits", e);
        }
    }

    private UnsupportedOperationException noBits() {
        return new UnsupportedOperationException("not carried as the bits of one number: " + this);
    }
}
