package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** A boolean, a number or a character. */
enum Scalar implements Shape {
    BOOL(boolean.class, Boolean.class, ValueType.I32, 1),
    S8(byte.class, Byte.class, ValueType.I32, 1),
    S16(short.class, Short.class, ValueType.I32, 2),
    CHAR(char.class, Character.class, ValueType.I32, 4),
    S32(int.class, Integer.class, ValueType.I32, 4),
    S64(long.class, Long.class, ValueType.I64, 8),
    F32(float.class, Float.class, ValueType.F32, 4),
    F64(double.class, Double.class, ValueType.F64, 8);

    private final Class<?> primitive;
    private final Class<?> box;
    private final ValueType core;
    private final int size;

    Scalar(Class<?> primitive, Class<?> box, ValueType core, int size) {
        this.primitive = primitive;
        this.box = box;
        this.core = core;
        this.size = size;
    }

    /** That of a Java type, or {@code null}. */
    static Scalar of(Class<?> type) {
        for (Scalar scalar : values()) {
            if (scalar.primitive == type || scalar.box == type) {
                return scalar;
            }
        }
        return null;
    }

    /** Of one number, as an address has it too. */
    Class<?> primitive() {
        return primitive;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int alignment() {
        return size;
    }

    @Override
    public List<ValueType> flat() {
        return List.of(core);
    }

    @Override
    public boolean allocates() {
        return false;
    }

    @Override
    public void store(Guest guest, int address, Object value) {
        long bits = bits(value);
        switch (size) {
            case 1 -> guest.memory().writeByte(unsigned(address), (byte) bits);
            case 2 -> guest.memory().writeShort(unsigned(address), (short) bits);
            case 4 -> guest.memory().writeInt(unsigned(address), (int) bits);
            default -> guest.memory().writeLong(unsigned(address), bits);
        }
    }

    @Override
    public Object load(Guest guest, int address) {
        return value(
                switch (size) {
                    case 1 -> guest.memory().readByte(unsigned(address));
                    case 2 -> guest.memory().readShort(unsigned(address));
                    case 4 -> guest.memory().readInt(unsigned(address));
                    default -> guest.memory().readLong(unsigned(address));
                });
    }

    private static long unsigned(int address) {
        return Integer.toUnsignedLong(address);
    }

    @Override
    public void lower(Guest guest, Object value, Flat to) {
        to.put(bits(value));
    }

    @Override
    public Object lift(Guest guest, Flat from) {
        return value(from.take());
    }

    private long bits(Object value) {
        if (value == null) {
            throw new AbiException("null");
        }
        return switch (this) {
            case BOOL -> (Boolean) value ? 1 : 0;
            case CHAR -> fromChar((Character) value);
            case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits((Float) value));
            case F64 -> Double.doubleToRawLongBits((Double) value);
            case S64 -> (Long) value;
            default -> Integer.toUnsignedLong(((Number) value).intValue());
        };
    }

    private Object value(long bits) {
        return switch (this) {
            case BOOL -> (int) bits != 0;
            case S8 -> (byte) bits;
            case S16 -> (short) bits;
            case CHAR -> toChar((int) bits);
            case S32 -> (int) bits;
            case S64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
        };
    }

    /** From the Java type to that of the core value, as a handle that boxes nothing. */
    MethodHandle lowering() {
        return this == CHAR
                ? find("fromChar", MethodType.methodType(int.class, char.class))
                : MethodHandles.explicitCastArguments(
                        MethodHandles.identity(JavaTypes.of(core)),
                        MethodType.methodType(JavaTypes.of(core), primitive));
    }

    /** From the type of the core value to the Java type, as a handle that boxes nothing. */
    MethodHandle lifting() {
        return switch (this) {
            case CHAR -> find("toChar", MethodType.methodType(char.class, int.class));
            case BOOL -> find("toBoolean", MethodType.methodType(boolean.class, int.class));
            default ->
                MethodHandles.explicitCastArguments(
                        MethodHandles.identity(JavaTypes.of(core)),
                        MethodType.methodType(primitive, JavaTypes.of(core)));
        };
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(Scalar.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    private static boolean toBoolean(int value) {
        return value != 0;
    }

    private static int fromChar(char value) {
        if (Character.isSurrogate(value)) {
            throw new AbiException("half a character: \\u" + Integer.toHexString(value));
        }
        return value;
    }

    private static char toChar(int value) {
        if (!Character.isBmpCodePoint(value) || Character.isSurrogate((char) value)) {
            throw new AbiException("no character that a Java char can be: 0x" + Integer.toHexString(value));
        }
        return (char) value;
    }
}
