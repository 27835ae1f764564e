package dev.tagalong.services.internal.abi;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array of numbers, or a buffer of bytes: a list that is copied as a whole. */
final class Numbers extends Sequence {

    private final Class<?> type;
    private final Scalar element;

    /** For an array of {@code byte}, {@code short}, {@code int}, {@code long}, {@code float} or {@code double}. */
    static Numbers of(Class<?> array) {
        return new Numbers(array, Scalar.of(array.getComponentType()));
    }

    /** For buffers, of which what remains is given, without moving the position. */
    static Numbers ofBuffers() {
        return new Numbers(ByteBuffer.class, Scalar.S8);
    }

    private Numbers(Class<?> type, Scalar element) {
        this.type = type;
        this.element = element;
    }

    /** Whether arrays of these are copied as a whole. */
    static boolean fits(Class<?> component) {
        return component.isPrimitive() && component != boolean.class && component != char.class;
    }

    @Override
    long give(Guest guest, Object value) {
        if (value == null) {
            throw new AbiException("null");
        }
        int length = value instanceof ByteBuffer buffer ? buffer.remaining() : Array.getLength(value);
        long size = (long) length * element.size();
        int address = guest.allocate(size, element.alignment());
        guest.write(address, value instanceof byte[] bytes ? bytes : bytes(value, (int) size));
        return pair(address, length);
    }

    private static byte[] bytes(Object value, int size) {
        byte[] bytes = new byte[size];
        ByteBuffer to = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (value instanceof ByteBuffer buffer) {
            to.put(buffer.duplicate());
        } else if (value instanceof short[] array) {
            to.asShortBuffer().put(array);
        } else if (value instanceof int[] array) {
            to.asIntBuffer().put(array);
        } else if (value instanceof long[] array) {
            to.asLongBuffer().put(array);
        } else if (value instanceof float[] array) {
            to.asFloatBuffer().put(array);
        } else {
            to.asDoubleBuffer().put((double[]) value);
        }
        return bytes;
    }

    @Override
    Object take(Guest guest, int address, int length) {
        int size = bytes(guest, address, length, element.size(), element.alignment());
        byte[] bytes = guest.read(address, size);
        if (type == byte[].class) {
            return bytes;
        }
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (type == ByteBuffer.class) {
            return from.order(ByteOrder.BIG_ENDIAN);
        }
        Object array = Array.newInstance(type.getComponentType(), length);
        if (array instanceof short[] shorts) {
            from.asShortBuffer().get(shorts);
        } else if (array instanceof int[] ints) {
            from.asIntBuffer().get(ints);
        } else if (array instanceof long[] longs) {
            from.asLongBuffer().get(longs);
        } else if (array instanceof float[] floats) {
            from.asFloatBuffer().get(floats);
        } else {
            from.asDoubleBuffer().get((double[]) array);
        }
        return array;
    }
}
